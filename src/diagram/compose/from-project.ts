/** The picture's model of a Compose project as it was loaded. */
import type {
  ComposeProject,
  ComposeService,
  ServiceMount,
  ServicePort,
} from '../../formats/compose/model.ts';
import { entriesOf, itemsOf, texts } from '../../formats/compose/tree.ts';
import { oneLine } from '../../text/control.ts';
import { NEUTRAL } from '../../text/localized.ts';
import type { Label } from '../part.ts';
import type { BindUse, ComposeModel, PublishedPort, ServiceBox, ServiceNeed, VolumeUse } from './model.ts';
import { composeWords } from './words.ts';

/** What a project may have that the picture does not show. */
export const UNDRAWN = [
  'secrets',
  'configs',
  'models',
  'tmpfs',
  'anonymous volumes',
  'devices',
  'gpus',
  'links',
  'volumes_from',
] as const;
/** One of them. */
export type Undrawn = (typeof UNDRAWN)[number];

/** A project as a model, with what the model leaves out. */
export interface ProjectPicture {
  readonly model: ComposeModel;
  /** What of it is in the project, in the order of {@link UNDRAWN}. */
  readonly undrawn: readonly Undrawn[];
}

/**
 * The model of a project.
 *
 * @param project what was loaded, all its profiles on
 * @returns all its services, networks and volumes, and what is not drawn
 */
export function modelOfProject(project: ComposeProject): ProjectPicture {
  const services = [...project.services.values()];
  const model: ComposeModel = {
    kind: 'compose',
    networks: [...project.networks.values()].map(({ key, external, internal }) => ({
      id: key,
      label: nameLabel(key),
      external,
      internal,
    })),
    volumes: [...project.volumes.values()].map(({ key, external }) => ({
      id: key,
      label: nameLabel(key),
      external,
    })),
    services: services.map((service) => serviceBox(service, project)),
  };
  return { model, undrawn: UNDRAWN.filter((what) => services.some((service) => has(service, what))) };
}

function serviceBox(service: ComposeService, { workingDir, networks, volumes }: ComposeProject): ServiceBox {
  const note = noteOf(service, workingDir);
  return {
    id: service.name,
    label: nameLabel(service.name),
    ...(note && { note }),
    replicas: service.scale,
    profiles: service.profiles.map(oneLine),
    ports: portsOf(service.ports),
    networks: [...service.networks.keys()].filter((key) => networks.has(key)),
    ...(service.networkMode !== undefined && { mode: oneLine(service.networkMode) }),
    volumes: service.volumes
      .filter(({ type, source }) => type === 'volume' && volumes.has(source))
      .map(volumeUse),
    binds: service.volumes
      .filter(({ type }) => type === 'bind' || type === 'npipe')
      .map((mount) => bindUse(mount, workingDir)),
    needs: [...service.dependsOn].map(
      ([other, { condition }]): ServiceNeed => ({
        service: other,
        condition:
          condition === 'service_healthy'
            ? 'healthy'
            : condition === 'service_completed_successfully'
              ? 'completed'
              : 'started',
      }),
    ),
  };
}

/** What it is built from, else its image, else who provides it. */
function noteOf({ build, image, tree }: ComposeService, folder: string): Label | undefined {
  if (build !== undefined) {
    const context = pathFrom(folder, build.context);
    return { en: [composeWords('en').build(context)], ko: [composeWords('ko').build(context)] };
  }
  if (image === undefined) {
    const type = entriesOf(tree['provider']).find(([key]) => key === 'type')?.[1];
    return type === undefined ? undefined : nameLabel(`provider ${type}`);
  }
  const whole = oneLine(image);
  // Without registry, owner and digest.
  const short = whole.replace(/@[^@]*$/, '').replace(/^.*\//, '');
  return { [NEUTRAL]: short === '' || short === whole ? [whole] : [whole, short] };
}

function volumeUse({ source, target, readOnly }: ServiceMount): VolumeUse {
  return { volume: source, target: oneLine(target), readOnly };
}

function bindUse({ source, target, readOnly }: ServiceMount, folder: string): BindUse {
  return { source: pathFrom(folder, source), target: oneLine(target), readOnly };
}

/** Ports with those that follow one another put together again: Compose writes a range out. */
function portsOf(ports: readonly ServicePort[]): PublishedPort[] {
  const runs: { first: ServicePort; length: number }[] = [];
  for (const port of ports) {
    const run = runs.at(-1);
    if (run && follows(run.first, port, run.length)) run.length++;
    else runs.push({ first: port, length: 1 });
  }
  return runs.map(({ first, length }) => {
    const { hostIp, published, target, protocol } = first;
    const ip =
      hostIp === '' || hostIp === '0.0.0.0' ? '' : hostIp.includes(':') ? `[${hostIp}]:` : `${hostIp}:`;
    const range = (from: string) => (length === 1 ? from : `${from}-${Number(from) + length - 1}`);
    return {
      host: published === '' ? '' : oneLine(ip + range(published)),
      target: oneLine(range(String(target)) + (protocol === 'tcp' ? '' : `/${protocol}`)),
    };
  });
}

function follows(first: ServicePort, port: ServicePort, by: number): boolean {
  return (
    /^\d+$/.test(first.published) &&
    port.published === String(Number(first.published) + by) &&
    port.target === first.target + by &&
    port.hostIp === first.hostIp &&
    port.protocol === first.protocol
  );
}

function has({ tree, volumes, tmpfs }: ComposeService, what: Undrawn): boolean {
  if (what === 'tmpfs') return tmpfs.length > 0 || volumes.some(({ type }) => type === 'tmpfs');
  if (what === 'anonymous volumes')
    return volumes.some(({ type, source }) => type === 'volume' && source === '');
  const value = tree[what];
  return (
    entriesOf(value).length > 0 || itemsOf(value).length > 0 || (what === 'gpus' && texts(value).length > 0)
  );
}

/**
 * A path as somebody in the project's folder would write it: `./src`, `../data`, `/var/run/docker.sock`.
 *
 * @param folder absolute
 * @param path absolute, or a URL, which stays as it is
 */
function pathFrom(folder: string, path: string): string {
  if (path === folder) return '.';
  const parent = folder.replace(/\/[^/]*$/, '');
  if (path.startsWith(`${folder}/`)) return oneLine(`.${path.slice(folder.length)}`);
  if (parent !== '' && path.startsWith(`${parent}/`)) return oneLine(`..${path.slice(parent.length)}`);
  // A drive of Windows stands behind a slash.
  return oneLine(path.replace(/^\/(?=[A-Za-z]:)/, ''));
}

function nameLabel(name: string): Label {
  return { [NEUTRAL]: [oneLine(name)] };
}
