import type {
  ContainerFacts,
  EndpointFacts,
  ImageFacts,
  MountFacts,
  NetworkFacts,
  VolumeFacts,
} from '../../world.ts';
import { addressText, subnetText } from './addresses.ts';
import type { StoredImage } from './api.ts';
import { statusOf } from './container-status.ts';
import { dnsNames } from './dns.ts';
import { namesOfImage, sizeOfImage } from './images.ts';
import { portFacts } from './ports.ts';
import type {
  ContainerRecord,
  EndpointRecord,
  Engine,
  MountRecord,
  NetworkRecord,
  VolumeRecord,
} from './state.ts';
import { timestamp } from './time.ts';

function endpointFacts(
  engine: Engine,
  container: ContainerRecord,
  name: string,
  endpoint: EndpointRecord,
): EndpointFacts {
  const network = engine.state.networks.get(endpoint.network);
  const member = network?.members.get(container.id);
  const own = name !== 'bridge' && name !== 'host' && name !== 'none';
  const placed = member !== undefined && network?.subnet !== undefined;
  return {
    NetworkID: endpoint.network,
    IPAddress: placed ? addressText(member.address) : '',
    IPPrefixLen: placed ? (network.subnet?.prefix ?? 0) : 0,
    Gateway: placed && network.gateway !== undefined && !network.internal ? addressText(network.gateway) : '',
    MacAddress: member?.mac ?? '',
    Aliases: endpoint.aliases.length > 0 ? endpoint.aliases : null,
    DNSNames: own && endpoint.network !== '' ? dnsNames(container, name) : null,
  };
}

function mountFacts(mount: MountRecord): MountFacts {
  const base = {
    Source: mount.source,
    Destination: mount.target,
    RW: !mount.readOnly,
  };
  if (mount.type === 'volume') {
    return {
      Type: 'volume',
      Name: mount.volume ?? '',
      ...base,
      Driver: 'local',
      Mode: mount.readOnly ? 'ro' : mount.createSource && mount.named ? 'z' : '',
      Propagation: '',
    };
  }
  return {
    Type: mount.type,
    ...base,
    Mode: mount.readOnly && mount.createSource ? 'ro' : '',
    Propagation: mount.type === 'bind' ? 'rprivate' : '',
  };
}

function healthFacts({ health }: ContainerRecord): Pick<ContainerFacts['State'], 'Health'> {
  return health === undefined
    ? {}
    : {
        Health: {
          Status: health.status,
          FailingStreak: health.failingStreak,
          Log: health.log.map(({ start, end, exitCode, output }) => ({
            Start: timestamp(start),
            End: timestamp(end),
            ExitCode: exitCode,
            Output: output,
          })),
        },
      };
}

/** @returns what `docker inspect` says of a container */
export function containerFacts(engine: Engine, container: ContainerRecord): ContainerFacts {
  const { request, config } = container;
  return {
    Id: container.id,
    Created: timestamp(container.created),
    Name: `/${container.name}`,
    Path: container.path,
    Args: container.args,
    State: {
      Status: statusOf(container),
      Running: container.running,
      Paused: container.paused,
      Restarting: container.restarting,
      OOMKilled: container.oomKilled,
      Dead: container.dead,
      Pid: container.pid,
      ExitCode: container.exitCode,
      Error: container.error,
      StartedAt: timestamp(container.startedAt),
      FinishedAt: timestamp(container.finishedAt),
      ...healthFacts(container),
    },
    Image: container.imageId,
    RestartCount: container.restartCount,
    Config: {
      ...config,
      Tty: request.tty,
      OpenStdin: request.openStdin,
      AttachStdin: request.attach.stdin,
      AttachStdout: request.attach.stdout,
      AttachStderr: request.attach.stderr,
    },
    HostConfig: container.host,
    Mounts: container.mounts.map(mountFacts),
    NetworkSettings: {
      Ports: portFacts(container),
      Networks: Object.fromEntries(
        [...container.endpoints].map(([name, endpoint]) => [
          name,
          endpointFacts(engine, container, name, endpoint),
        ]),
      ),
    },
  };
}

/** @returns what `docker image inspect` says */
export function imageFacts(engine: Engine, image: StoredImage): ImageFacts {
  const { tags, digests } = namesOfImage(engine, image.id);
  return {
    Id: image.id,
    RepoTags: tags,
    RepoDigests: digests,
    Created: image.created,
    Architecture: image.architecture,
    Os: image.os,
    Size: sizeOfImage(image),
    Config: image.config,
    RootFS: { Type: 'layers', Layers: image.layers.map(({ diffId }) => diffId) },
  };
}

/** @returns what `docker network inspect` says */
export function networkFacts(engine: Engine, network: NetworkRecord): NetworkFacts {
  const { subnet, gateway } = network;
  return {
    Name: network.name,
    Id: network.id,
    Created: timestamp(network.created),
    Scope: 'local',
    Driver: network.driver,
    Internal: network.internal,
    IPAM: {
      Driver: 'default',
      Config:
        subnet === undefined
          ? []
          : [
              {
                Subnet: subnetText(subnet),
                ...(gateway === undefined ? {} : { Gateway: addressText(gateway) }),
              },
            ],
    },
    Containers: Object.fromEntries(
      [...network.members].map(([id, { address, mac }]) => [
        id,
        {
          Name: engine.state.containers.get(id)?.name ?? '',
          IPv4Address: subnet === undefined ? '' : `${addressText(address)}/${subnet.prefix}`,
          MacAddress: mac,
        },
      ]),
    ),
    Options: network.options,
    Labels: network.labels,
  };
}

/** @returns what `docker volume inspect` says */
export function volumeFacts(volume: VolumeRecord): VolumeFacts {
  return {
    Name: volume.name,
    Driver: 'local',
    Mountpoint: `/var/lib/docker/volumes/${volume.name}/_data`,
    CreatedAt: timestamp(Math.floor(volume.created / 1000) * 1000),
    Scope: 'local',
    Labels: volume.labels,
    Options: volume.options,
  };
}
