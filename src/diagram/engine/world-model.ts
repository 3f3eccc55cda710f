/** From what `docker inspect` tells of a whole engine to what a picture has of it. */
import type { ContainerFacts, ImageFacts, NetworkFacts, VolumeFacts, World } from '../../engine/world.ts';
import { oneLine } from '../../text/control.ts';
import type { PublishedPort } from '../compose/model.ts';
import type { Label } from '../part.ts';
import type {
  EngineContainer,
  EngineImage,
  EngineModel,
  EngineNetwork,
  EngineVolume,
  LeftOut,
  WritableChange,
} from './model.ts';

/** What is known beside the world, and how much a picture takes. */
export interface WorldModelOptions {
  /** What `docker diff` says, by the container's name; containers that are not in it were not asked about. */
  readonly diffs?: ReadonlyMap<string, readonly WritableChange[]>;
  /** The most containers in the picture. */
  readonly most?: number;
  /** Names of containers that matter beside those that run: those that changed. */
  readonly first?: ReadonlySet<string>;
}

/** Containers in a picture, unless told otherwise: three or four bands of them. */
export const MOST_CONTAINERS = 24;
/** Things of each other kind that no container in the picture uses. */
const MOST_UNUSED = 12;

/** Networks that every engine has. `host` and `none` are ways to have none; `bridge` counts where somebody is on it. */
const BUILT_IN = { bridge: 'bridge', modes: ['host', 'none'] } as const;

/**
 * The model of an engine's state. Things come in the order in which they were made, so that what is new stands last.
 * Where there are more than a picture takes, those that run come first, then those that changed; what is left out is
 * counted. Names and paths are as a terminal may show them: a container's files, for one, may be called anything.
 *
 * @param world what the engine has
 * @param options what is known beside it, and how much the picture takes
 */
export function worldModel(world: World, options: WorldModelOptions = {}): EngineModel {
  const { diffs, most = MOST_CONTAINERS, first } = options;
  const containers = chosen(world.containers, most, first).map((facts) => containerOf(facts, diffs));
  const uses = (pick: (container: EngineContainer) => readonly string[]) =>
    new Set(containers.flatMap((container) => pick(container)));

  const images = kept(
    inOrder(world.images, ({ Created, Id }) => [Created, Id]).map(imageOf),
    uses(({ image }) => [image]),
  );
  const networks = kept(
    inOrder(world.networks, ({ Created, Name }) => [Created, Name])
      .filter(meansSomething)
      .map(networkOf),
    uses((container) => container.networks),
  );
  const volumes = kept(
    inOrder(world.volumes, ({ CreatedAt, Name }) => [CreatedAt, Name]).map(volumeOf),
    uses((container) => container.volumes.map(({ volume }) => volume)),
  );
  const missing = missingImages(containers, images.items, world);
  const leftOut: LeftOut = {
    images: images.left,
    containers: world.containers.length - containers.length,
    networks: networks.left,
    volumes: volumes.left,
  };
  return {
    kind: 'engine',
    images: [...images.items, ...missing],
    networks: networks.items,
    volumes: volumes.items,
    containers: containers.map((container) => onlyKnown(container, networks.items, volumes.items)),
    ...(Object.values(leftOut).some((count) => count > 0) && { leftOut }),
  };
}

/** In the order in which things were made; an engine lists them now so, now so. */
function inOrder<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): T[] {
  const keys = new Map(things.map((thing) => [thing, keysOf(thing).join(' ')]));
  const of = (thing: T) => keys.get(thing) ?? '';
  return things.toSorted((a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0));
}

/** Those that run, then those that changed, then the newest; in the order in which they were made. */
function chosen(
  containers: readonly ContainerFacts[],
  most: number,
  first: ReadonlySet<string> | undefined,
): ContainerFacts[] {
  const made = inOrder(containers, ({ Created, Name }) => [Created, Name]);
  if (made.length <= most) return made;
  const rank = (each: ContainerFacts) => (each.State.Running ? 0 : first?.has(nameOf(each)) ? 1 : 2);
  const best = new Set(
    made
      .toReversed()
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, most),
  );
  return made.filter((each) => best.has(each));
}

/** All that are used, and some of the others. */
function kept<T extends { readonly id: string }>(
  items: readonly T[],
  used: ReadonlySet<string>,
): { items: T[]; left: number } {
  let spare = MOST_UNUSED;
  const those = items.filter(({ id }) => used.has(id) || spare-- > 0);
  return { items: those, left: items.length - those.length };
}

function containerOf(
  facts: ContainerFacts,
  diffs: ReadonlyMap<string, readonly WritableChange[]> | undefined,
): EngineContainer {
  const { State, HostConfig, NetworkSettings, Mounts } = facts;
  const id = nameOf(facts);
  const changes = diffs?.get(id)?.map(({ kind, path }) => ({ kind, path: oneLine(path) }));
  const health = State.Health?.Status;
  const ended = State.Status === 'exited' || State.Status === 'dead';
  const mode = HostConfig.NetworkMode;
  const hasMode = BUILT_IN.modes.some((each) => each === mode) || mode.startsWith('container:');
  const binds = Mounts.filter(({ Type }) => Type === 'bind').map(({ Source, Destination, RW }) => ({
    source: oneLine(Source),
    target: oneLine(Destination),
    readOnly: !RW,
  }));
  return {
    id,
    label: { und: [oneLine(id)] },
    status: State.Status,
    ...(ended && { exitCode: State.ExitCode }),
    ...(State.Running && health !== undefined && health !== 'none' && { health }),
    image: digits(facts.Image),
    ...(changes !== undefined && { changes }),
    ports: State.Running ? portsOf(NetworkSettings.Ports) : [],
    // What does not run has no end on a network.
    networks: State.Running && !hasMode ? Object.keys(NetworkSettings.Networks).map(oneLine) : [],
    ...(hasMode && { mode: oneLine(mode) }),
    volumes: Mounts.flatMap(({ Type, Name, Destination, RW }) =>
      Type === 'volume' && Name !== undefined
        ? [{ volume: oneLine(Name), target: oneLine(Destination), readOnly: !RW }]
        : [],
    ),
    ...(binds.length > 0 && { binds }),
  };
}

function portsOf(ports: ContainerFacts['NetworkSettings']['Ports']): PublishedPort[] {
  return Object.entries(ports).flatMap(([target, bindings]) =>
    (bindings ?? [])
      // The same port on the addresses of IPv6 says nothing new.
      .filter(({ HostIp }) => !HostIp.includes(':'))
      .map(({ HostIp, HostPort }) => ({
        host: HostIp === '' || HostIp === '0.0.0.0' ? HostPort : `${HostIp}:${HostPort}`,
        target: target.replace(/\/tcp$/, ''),
      })),
  );
}

function imageOf({ Id, RepoTags, RootFS, Size }: ImageFacts): EngineImage {
  const id = digits(Id);
  return { id, label: namesOf(RepoTags, id), layers: RootFS.Layers, size: Size };
}

/** All names, or the first where there is no room for all; the id of what has none. */
function namesOf(names: readonly string[], id: string): Label {
  const [first = id, ...others] = names;
  return { und: others.length === 0 ? [first] : [names.join(', '), first] };
}

/** Images that containers were made of and that the engine no longer lists. */
function missingImages(
  containers: readonly EngineContainer[],
  images: readonly EngineImage[],
  world: World,
): EngineImage[] {
  const known = new Set(images.map(({ id }) => id));
  const missing = new Map<string, EngineImage>();
  for (const { id, image } of containers) {
    if (known.has(image) || missing.has(image)) continue;
    const typed = world.containers.find((facts) => nameOf(facts) === id)?.Config.Image;
    missing.set(image, { id: image, label: { und: [typed || image] }, layers: [], size: 0 });
  }
  return [...missing.values()];
}

function meansSomething({ Name, Containers }: NetworkFacts): boolean {
  if (BUILT_IN.modes.some((mode) => mode === Name)) return false;
  return Name !== BUILT_IN.bridge || Object.keys(Containers).length > 0;
}

function networkOf({ Name, Driver }: NetworkFacts): EngineNetwork {
  const builtIn = Name === BUILT_IN.bridge;
  const id = oneLine(Name);
  return { id, label: { und: [id] }, driver: Driver, ...(builtIn && { builtIn }) };
}

/** A volume without a name of its own has 64 digits for one, which are as good when they are twelve. */
function volumeOf({ Name }: VolumeFacts): EngineVolume {
  const id = oneLine(Name);
  return { id, label: { und: [/^[0-9a-f]{64}$/.test(id) ? id.slice(0, 12) : id] } };
}

/** What an engine names while it changes may be gone from its lists already. */
function onlyKnown(
  container: EngineContainer,
  networks: readonly EngineNetwork[],
  volumes: readonly EngineVolume[],
): EngineContainer {
  return {
    ...container,
    networks: container.networks.filter((id) => networks.some((network) => network.id === id)),
    volumes: container.volumes.filter(({ volume }) => volumes.some(({ id }) => id === volume)),
  };
}

function nameOf({ Name }: ContainerFacts): string {
  return Name.replace(/^\//, '');
}

function digits(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}
