import type {
  ComposeNetwork,
  ComposeProject,
  ComposeService,
  ComposeVolume,
} from '../../../formats/compose/model.ts';
import { dependencyOrder } from '../../../formats/compose/select.ts';
import type { ContainerFacts, NetworkFacts } from '../../world.ts';
import { CommandError, type Docker, Refusal } from '../cli/docker.ts';
import { fromText } from '../kernel/bytes.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { ensureImages, type PullPolicy } from './images.ts';
import { LABEL, labelOf, nameOf, numberOf } from './labels.ts';
import { warn } from './progress.ts';
import { containerName, containerRequest, imageOf, notModelled } from './request.ts';
import { resourceHash, serviceHash } from './service-hash.ts';
import { COMPOSE_VERSION } from './version.ts';

/** How containers are brought to what the files say. */
export interface CreateOptions {
  /** Those that were named; none: all. */
  readonly services: readonly string[];
  readonly build: boolean | undefined;
  readonly pull?: PullPolicy;
  readonly quietPull?: boolean;
  readonly recreate: 'diverged' | 'force' | 'never';
  /** The same for those that were not named. */
  readonly recreateDependencies: 'diverged' | 'force' | 'never';
  /** Anonymous volumes go on in the container that replaces another. */
  readonly inherit: boolean;
  readonly removeOrphans: boolean;
  readonly timeout: number | undefined;
}

/** @returns what an inspection gives; undefined if there is no such thing */
export function maybe<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (problem) {
    if (problem instanceof Refusal && problem.status === 404) return undefined;
    throw problem;
  }
}

function networkNamed(docker: Docker, name: string): NetworkFacts | undefined {
  return docker.ask((daemon) => daemon.networks().find((one) => one.Name === name));
}

function* createNetwork(compose: Compose, project: ComposeProject, network: ComposeNetwork): Task<void> {
  const { docker, progress } = compose;
  yield* progress.say(`Network ${network.name}`, 'Creating');
  try {
    docker.ask((daemon) =>
      daemon.createNetwork({
        name: network.name,
        driver: network.driver ?? 'bridge',
        internal: network.internal,
        ...(network.subnet === undefined ? {} : { subnet: network.subnet }),
        ...(network.gateway === undefined ? {} : { gateway: network.gateway }),
        labels: {
          ...Object.fromEntries(network.labels),
          [LABEL.project]: project.name,
          [LABEL.network]: network.key,
          [LABEL.version]: COMPOSE_VERSION,
          [LABEL.hash]: resourceHash(network),
        },
        options: Object.fromEntries(network.driverOptions),
      }),
    );
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    yield* progress.say(`Network ${network.name}`, 'Error', problem.message);
    throw new CommandError(`failed to create network ${network.name}: ${problem.message}`);
  }
  yield* progress.say(`Network ${network.name}`, 'Created');
}

/** A network that the files describe otherwise than it is: its containers are stopped and let go of it. */
function* dropNetwork(compose: Compose, project: ComposeProject, found: NetworkFacts): Task<void> {
  const { docker, progress } = compose;
  for (const container of compose.containers(project.name, { oneOff: 'with' })) {
    if (!Object.values(container.NetworkSettings.Networks).some(({ NetworkID }) => NetworkID === found.Id))
      continue;
    const id = `Container ${nameOf(container)}`;
    yield* progress.say(id, 'Stopping');
    yield* docker.askTask((daemon) => daemon.stop(container.Id, {}));
    yield* progress.say(id, 'Stopped');
    docker.ask((daemon) => daemon.disconnect(found.Id, container.Id, true));
  }
  yield* progress.say(`Network ${found.Name}`, 'Removing');
  docker.ask((daemon) => daemon.removeNetwork(found.Id));
  yield* progress.say(`Network ${found.Name}`, 'Removed');
}

function* ensureNetworks(compose: Compose, project: ComposeProject): Task<void> {
  const { docker } = compose;
  const networks = [...project.networks.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  for (const network of networks) {
    const found = networkNamed(docker, network.name);
    if (network.external) {
      if (found === undefined)
        throw new CommandError(`network ${network.name} declared as external, but could not be found`);
      continue;
    }
    const owner = found?.Labels[LABEL.project] ?? '';
    if (found !== undefined && owner !== project.name) {
      yield* warn(
        docker,
        owner === ''
          ? `a network with name ${network.name} exists but was not created by compose.\nSet \`external: true\` to use an existing network`
          : `a network with name ${network.name} exists but was not created for project ${JSON.stringify(project.name)}.\nSet \`external: true\` to use an existing network`,
      );
      continue;
    }
    if (found !== undefined && found.Labels[LABEL.hash] !== resourceHash(network)) {
      yield* dropNetwork(compose, project, found);
      yield* createNetwork(compose, project, network);
    } else if (found === undefined) yield* createNetwork(compose, project, network);
  }
}

function* ensureVolumes(compose: Compose, project: ComposeProject): Task<void> {
  const { docker, progress } = compose;
  const volumes: readonly ComposeVolume[] = [...project.volumes.values()].toSorted((a, b) =>
    a.key < b.key ? -1 : 1,
  );
  for (const volume of volumes) {
    const found = maybe(() => docker.ask((daemon) => daemon.inspectVolume(volume.name)));
    if (volume.external) {
      if (found === undefined)
        throw new CommandError(`external volume ${JSON.stringify(volume.name)} not found`);
      continue;
    }
    if (found !== undefined) {
      const owner = found.Labels?.[LABEL.project] ?? '';
      if (owner === project.name) continue;
      yield* warn(
        docker,
        owner === ''
          ? `volume ${JSON.stringify(volume.name)} already exists but was not created by Docker Compose. Use \`external: true\` to use an existing volume`
          : `volume ${JSON.stringify(volume.name)} already exists but was created for project ${JSON.stringify(owner)} (expected ${JSON.stringify(project.name)}). Use \`external: true\` to use an existing volume`,
      );
      continue;
    }
    yield* progress.say(`Volume ${volume.name}`, 'Creating');
    docker.ask((daemon) =>
      daemon.createVolume({
        name: volume.name,
        driver: volume.driver ?? 'local',
        labels: {
          ...Object.fromEntries(volume.labels),
          [LABEL.project]: project.name,
          [LABEL.volume]: volume.key,
          [LABEL.version]: COMPOSE_VERSION,
          [LABEL.hash]: resourceHash(volume),
        },
        options: Object.fromEntries(volume.driverOptions),
      }),
    );
    yield* progress.say(`Volume ${volume.name}`, 'Created');
  }
}

/** @returns the containers of services that the files do not have; those of `run` that have ended */
function orphansOf(compose: Compose, project: ComposeProject): readonly ContainerFacts[] {
  return compose.containers(project.name, { oneOff: 'with' }).filter((one) => {
    if (labelOf(one, 'oneoff') === 'True') return ['exited', 'dead'].includes(one.State.Status);
    const service = labelOf(one, 'service');
    return !project.services.has(service) && !project.disabled.has(service);
  });
}

/** Stops and removes containers, telling of it. */
export function* removeContainer(
  compose: Compose,
  container: ContainerFacts,
  timeout: number | undefined,
  volumes: boolean,
): Task<void> {
  const { docker, progress } = compose;
  const id = `Container ${nameOf(container)}`;
  yield* progress.say(id, 'Stopping');
  yield* docker.askTask((daemon) => daemon.stop(container.Id, timeout === undefined ? {} : { timeout }));
  yield* progress.say(id, 'Stopped');
  yield* progress.say(id, 'Removing');
  docker.ask((daemon) => daemon.remove(container.Id, { force: true, volumes }));
  yield* progress.say(id, 'Removed');
}

/** Brings the containers of one service to what the files say. */
class ServiceCreation {
  private readonly compose: Compose;
  private readonly project: ComposeProject;
  private readonly service: ComposeService;
  private readonly options: CreateOptions;
  private readonly imageId: string;

  constructor(
    compose: Compose,
    project: ComposeProject,
    service: ComposeService,
    options: CreateOptions,
    imageId: string,
  ) {
    this.compose = compose;
    this.project = project;
    this.service = service;
    this.options = options;
    this.imageId = imageId;
  }

  private existing(): readonly ContainerFacts[] {
    const { service, project } = this;
    return this.compose
      .containers(project.name, { services: [service.name] })
      .toSorted((a, b) => Number(this.outdated(a)) - Number(this.outdated(b)) || numberOf(a) - numberOf(b));
  }

  /** Whether a container is not what the files say any more. */
  outdated(container: ContainerFacts): boolean {
    const { service, options, project } = this;
    const named = options.services.length === 0 || options.services.includes(service.name);
    const strategy = named ? options.recreate : options.recreateDependencies;
    if (strategy !== 'diverged') return strategy === 'force';
    if (labelOf(container, 'hash') !== serviceHash(service)) return true;
    if (labelOf(container, 'image') !== this.imageId) return true;
    const connected = new Set(
      Object.values(container.NetworkSettings.Networks).map(({ NetworkID }) => NetworkID),
    );
    const wanted = [...service.networks.keys()].map(
      (key) => networkNamed(this.compose.docker, project.networks.get(key)?.name ?? key)?.Id,
    );
    if (container.State.Running && wanted.some((id) => id !== undefined && !connected.has(id))) return true;
    const mounted = new Set(container.Mounts.map(({ Name }) => Name));
    return service.volumes.some(
      ({ type, source }) =>
        type === 'volume' && source !== '' && !mounted.has(project.volumes.get(source)?.name),
    );
  }

  /** The containers that are left as they are. */
  untouched(): readonly ContainerFacts[] {
    return this.existing()
      .slice(0, this.service.scale)
      .filter((one) => !this.outdated(one));
  }

  *go(): Task<void> {
    const { service, compose, options } = this;
    const existing = this.existing();
    for (const extra of existing.slice(service.scale))
      yield* removeContainer(compose, extra, options.timeout, false);
    for (const one of existing.slice(0, service.scale)) if (this.outdated(one)) yield* this.replace(one);
    const highest = Math.max(0, ...existing.map(numberOf));
    for (let number = highest + 1; number <= highest + service.scale - existing.length; number++) {
      const name = containerName(this.project, service, number);
      yield* compose.progress.say(`Container ${name}`, 'Creating');
      yield* this.make(name, number, undefined, `Container ${name}`);
      yield* compose.progress.say(`Container ${name}`, 'Created');
    }
  }

  private *make(
    name: string,
    number: number,
    inherited: ContainerFacts | undefined,
    shown: string,
  ): Task<string> {
    const { compose, project, service } = this;
    try {
      const replaced =
        inherited === undefined
          ? {}
          : { [LABEL.replace]: service.containerName ?? `${service.name}-${number}` };
      const request = containerRequest(project, service, {
        name,
        number,
        imageId: this.imageId,
        labels: replaced,
        inherited: this.options.inherit ? inherited : undefined,
        aliases: true,
        environmentFiles: compose.globals('env-file'),
        containerOf: (other) => compose.containers(project.name, { services: [other] })[0]?.Id,
      });
      const made = compose.docker.ask((daemon) => daemon.create(request));
      for (const warning of made.warnings) yield* warn(compose.docker, warning);
      return made.id;
    } catch (problem) {
      if (problem instanceof CommandError) yield* compose.progress.say(shown, problem.message);
      throw problem;
    }
  }

  /** A new container takes the place of another: made beside it, named when the other is gone. */
  private *replace(old: ContainerFacts): Task<void> {
    const { compose, options, project, service } = this;
    const { docker, progress } = compose;
    const shown = `Container ${nameOf(old)}`;
    yield* progress.say(shown, 'Recreate');
    const number = numberOf(old);
    const name = containerName(project, service, number);
    const id = yield* this.make(`${old.Id.slice(0, 12)}_${name}`, number, old, shown);
    const { timeout } = options;
    yield* docker.askTask((daemon) => daemon.stop(old.Id, timeout === undefined ? {} : { timeout }));
    docker.ask((daemon) => daemon.remove(old.Id, { force: true, volumes: false }));
    docker.ask((daemon) => daemon.rename(id, name));
    yield* progress.say(shown, 'Recreated');
  }
}

/** Makes the folders above a path of a container that are not there. */
function makeFolders({ docker }: Compose, container: string, path: string, mtime: number): void {
  const parts = path.split('/').slice(1, -1);
  for (const [index] of parts.entries()) {
    const folder = `/${parts.slice(0, index + 1).join('/')}`;
    docker.ask((daemon) => {
      if (daemon.readPath(container, folder) === undefined)
        daemon.writePath(container, folder, {
          kind: 'directory',
          entries: new Map(),
          mode: 0o755,
          uid: 0,
          gid: 0,
          mtime,
        });
    });
  }
}

/** Writes the secrets and configs that are not files into a container that has not started. */
export function putFiles(
  compose: Compose,
  project: ComposeProject,
  service: ComposeService,
  container: string,
): void {
  for (const [kind, uses, known] of [
    ['secret', service.secrets, project.secrets],
    ['config', service.configs, project.configs],
  ] as const)
    for (const { source, target, uid, gid, mode } of uses) {
      const object = known.get(source);
      if (object === undefined || object.file !== undefined) continue;
      const variable = object.environment;
      const content = variable === undefined ? object.content : project.environment.get(variable);
      if (variable !== undefined && content === undefined)
        throw new CommandError(
          `environment variable ${JSON.stringify(variable)} required by ${kind} ${JSON.stringify(object.name)} is not set`,
        );
      if (content === undefined || content === '') continue;
      if (service.readOnly)
        throw new CommandError(
          `cannot create ${kind} ${JSON.stringify(object.name)} in read-only service ${service.name}: \`file\` is the sole supported option`,
        );
      const data = fromText(content);
      const mtime = compose.docker.process.now();
      makeFolders(compose, container, target, mtime);
      compose.docker.ask((daemon) =>
        daemon.writePath(container, target, {
          kind: 'file',
          data,
          size: data.length,
          mode: mode ?? 0o444,
          uid: Number(uid ?? 0),
          gid: Number(gid ?? 0),
          mtime,
        }),
      );
    }
}

/** Makes networks, volumes and containers what the files say; starts nothing. Throws CommandError. */
export function* createAll(compose: Compose, project: ComposeProject, options: CreateOptions): Task<void> {
  const { docker, progress } = compose;
  for (const service of project.services.values()) {
    const what = notModelled(service);
    if (what !== undefined) compose.refuse(what);
  }
  checkNames(project);
  const images = yield* ensureImages(compose, project, options);
  const orphans = orphansOf(compose, project);
  if (
    orphans.length > 0 &&
    !options.removeOrphans &&
    project.environment.get('COMPOSE_IGNORE_ORPHANS') !== 'true'
  )
    yield* warn(
      docker,
      `Found orphan containers (${orphans.map(nameOf).join(', ')}) for this project. If you removed or renamed this service in your compose file, you can run this command with the --remove-orphans flag to clean it up.`,
    );
  const creations = dependencyOrder(project).map((group) =>
    group.map(
      (service) =>
        new ServiceCreation(compose, project, service, options, images.get(imageOf(project, service)) ?? ''),
    ),
  );
  for (const creation of creations.flat())
    for (const one of creation.untouched())
      if (one.State.Running) yield* progress.say(`Container ${nameOf(one)}`, 'Running');
  yield* ensureNetworks(compose, project);
  yield* ensureVolumes(compose, project);
  if (options.removeOrphans)
    for (const orphan of orphans) yield* removeContainer(compose, orphan, options.timeout, false);
  for (const creation of creations.flat()) yield* creation.go();
}

function checkNames(project: ComposeProject): void {
  const taken = new Map<string, string>();
  for (const { name, containerName: own } of project.services.values()) {
    if (own === undefined) continue;
    const before = taken.get(own);
    if (before !== undefined)
      throw new CommandError(
        `services.${name}: container name ${JSON.stringify(own)} is already in use by service ${before}"`,
      );
    taken.set(own, name);
  }
}
