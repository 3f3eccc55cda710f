import type { ImageFacts, NetworkFacts, VolumeFacts } from '../world.ts';
import { digestOf, number, object, type Raw, readRunConfig, text } from './read-container.ts';

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);
const table = (value: unknown) => object(value) as Readonly<Record<string, string>>;
const tableOrNull = (value: unknown) => (value === null || value === undefined ? null : table(value));

/** One answer of `docker image inspect`. */
export function readImage(raw: Raw): ImageFacts {
  return {
    Id: digestOf(raw['Id']),
    // Engines before 25 write `<none>` for what has none.
    RepoTags: strings(raw['RepoTags']).filter((tag) => !tag.startsWith('<none>')),
    RepoDigests: strings(raw['RepoDigests']).filter((digest) => !digest.startsWith('<none>')),
    Created: text(raw['Created']),
    Architecture: text(raw['Architecture']),
    Os: text(raw['Os']),
    Size: number(raw['Size']),
    Config: readRunConfig(object(raw['Config'])),
    RootFS: { Type: 'layers', Layers: strings(object(raw['RootFS'])['Layers']) },
  };
}

/** One answer of `docker network inspect`; Podman's own form (small letters) counts too. */
export function readNetwork(raw: Raw): NetworkFacts {
  const at = (name: string, own: string) => raw[name] ?? raw[own];
  const ipam = object(raw['IPAM']);
  const configs = Array.isArray(ipam['Config'])
    ? ipam['Config']
    : Array.isArray(raw['subnets'])
      ? raw['subnets']
      : [];
  const containers = Object.entries(object(at('Containers', 'containers')));
  return {
    Name: text(at('Name', 'name')),
    Id: text(at('Id', 'id')),
    Created: text(at('Created', 'created')),
    Scope: text(raw['Scope']) || 'local',
    Driver: text(at('Driver', 'driver')),
    Internal: at('Internal', 'internal') === true,
    IPAM: {
      Driver: text(ipam['Driver']) || 'default',
      Config: (configs as readonly Raw[]).map((config) => {
        const gateway = text(config['Gateway'] ?? config['gateway']);
        return {
          Subnet: text(config['Subnet'] ?? config['subnet']),
          ...(gateway === '' ? {} : { Gateway: gateway }),
        };
      }),
    },
    Containers: Object.fromEntries(
      containers.map(([id, value]) => {
        const facts = object(value);
        const get = (name: string, own: string) => text(facts[name] ?? facts[own]);
        return [
          id,
          {
            Name: get('Name', 'name'),
            IPv4Address: get('IPv4Address', 'ipv4_address'),
            MacAddress: get('MacAddress', 'mac_address'),
          },
        ];
      }),
    ),
    Options: table(at('Options', 'options')),
    Labels: table(at('Labels', 'labels')),
  };
}

/** One answer of `docker volume inspect`. */
export function readVolume(raw: Raw): VolumeFacts {
  return {
    Name: text(raw['Name']),
    Driver: text(raw['Driver']),
    Mountpoint: text(raw['Mountpoint']),
    CreatedAt: text(raw['CreatedAt']),
    Scope: text(raw['Scope']) || 'local',
    Labels: tableOrNull(raw['Labels']),
    Options: tableOrNull(raw['Options']),
  };
}
