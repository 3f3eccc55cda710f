import type { DirectoryNode, FileSystem } from '../filesystem/node.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RegistryCatalog } from '../registry/catalog.ts';
import type { Daemon } from './api.ts';
import { commit } from './commit.ts';
import { connect, disconnect } from './connect.ts';
import { createContainer } from './create.ts';
import { eventsFrom, record } from './events.ts';
import { exec, execWait, resizeExec } from './exec.ts';
import { containerFacts, imageFacts, networkFacts, volumeFacts } from './facts.ts';
import { findContainer, findNetwork, findVolume } from './find.ts';
import { findImage } from './find-image.ts';
import { kernelHooks } from './hooks.ts';
import { addImage, listImages, tag } from './images.ts';
import { diff, logs, sizeOf, stats, top } from './looking.ts';
import { createNetwork, makeDefaultNetworks, pruneNetworks, removeNetwork } from './networks.ts';
import { readPath, writePath } from './paths.ts';
import { pruneImages } from './prune-images.ts';
import { offered, pull, push } from './pull.ts';
import { pruneContainers, removeContainer, rename } from './remove.ts';
import { removeImage } from './remove-image.ts';
import { start } from './start.ts';
import type { Engine, EngineOptions } from './state.ts';
import { emptyState } from './state.ts';
import { kill, pause, restart, stop, unpause, wait } from './stop.ts';
import { attach, resize } from './streams.ts';
import { update } from './update.ts';
import { createVolume, pruneVolumes, removeVolume } from './volumes.ts';

/** What a daemon is made of. */
export interface DaemonInput extends Partial<EngineOptions> {
  readonly kernel: Kernel;
  readonly registry: RegistryCatalog;
  readonly hostDisk: FileSystem;
}

const DEFAULTS: EngineOptions = {
  cpus: 2,
  memory: 4 * 1024 ** 3,
  architecture: 'amd64',
  echo: true,
};

function containerMethods(engine: Engine) {
  const { state } = engine;
  return {
    create: (request) => ({ id: createContainer(engine, request).id, warnings: [] }),
    start: (subject) => start(engine, subject),
    stop: (subject, options) => stop(engine, subject, options),
    restart: (subject, options) => restart(engine, subject, options),
    kill: (subject, signal) => kill(engine, subject, signal),
    pause: (subject) => pause(engine, subject),
    unpause: (subject) => unpause(engine, subject),
    wait: (subject, condition) => wait(engine, subject, condition),
    remove: (subject, options) => removeContainer(engine, subject, options),
    rename: (subject, name) => rename(engine, subject, name),
    update: (subject, change) => update(engine, subject, change),
    attach: (subject, want) => attach(engine, subject, want),
    resize: (subject, columns, rows) =>
      state.execs.has(subject)
        ? resizeExec(engine, subject, columns, rows)
        : resize(engine, subject, columns, rows),
    logs: (subject, from) => logs(engine, subject, from),
    logsGrow: (subject) => findContainer(engine, subject).running,
    diff: (subject) => diff(engine, subject),
    top: (subject) => top(engine, subject),
    stats: (subject) => stats(engine, subject),
    exec: (subject, request) => exec(engine, subject, request),
    execWait: (id) => execWait(engine, id),
    readPath: (subject, path) => readPath(engine, findContainer(engine, subject), path),
    writePath: (subject, path, node) => writePath(engine, findContainer(engine, subject), path, node),
    treeOf: (subject) => findContainer(engine, subject).disk.root,
    commit: (subject, options) => commit(engine, subject, options),
    pruneContainers: (filters) => pruneContainers(engine, filters),
    inspectContainer: (subject) => containerFacts(engine, findContainer(engine, subject)),
    containers: () => [...state.containers.values()].reverse().map((one) => containerFacts(engine, one)),
    sizeOf: (subject) => sizeOf(engine, subject),
    namespacesOf: (subject) => findContainer(engine, subject).namespaces,
  } satisfies Partial<Daemon>;
}

function imageMethods(engine: Engine) {
  return {
    image: (reference) => findImage(engine, reference),
    images: () => listImages(engine),
    addImage: (image, references) => addImage(engine, image, references),
    tag: (source, target) => tag(engine, source, target),
    removeImage: (reference, options) => removeImage(engine, reference, options),
    pull: (reference, options) => pull(engine, reference, options),
    push: (reference, progress) => push(engine, reference, progress),
    offered: (reference, platform) => offered(engine, reference, platform),
    search: (term) =>
      engine.registry
        .repositories()
        .filter(({ name, description }) =>
          `${name} ${description}`.toLowerCase().includes(term.toLowerCase()),
        ),
    pruneImages: (options) => pruneImages(engine, options),
    inspectImage: (reference) => imageFacts(engine, findImage(engine, reference)),
  } satisfies Partial<Daemon>;
}

function networkAndVolumeMethods(engine: Engine) {
  const { state } = engine;
  return {
    createNetwork: (request) => createNetwork(engine, request),
    removeNetwork: (subject) => removeNetwork(engine, subject),
    connect: (network, container, options) => connect(engine, network, container, options),
    disconnect: (network, container, force) => disconnect(engine, network, container, force),
    pruneNetworks: (filters) => pruneNetworks(engine, filters),
    createVolume: (request) => createVolume(engine, request),
    removeVolume: (name, force) => removeVolume(engine, name, force),
    volumeDisk: (name) => findVolume(engine, name).disk,
    pruneVolumes: (options) => pruneVolumes(engine, options),
    inspectNetwork: (subject) => networkFacts(engine, findNetwork(engine, subject)),
    inspectVolume: (name) => volumeFacts(findVolume(engine, name)),
    networks: () => [...state.networks.values()].map((network) => networkFacts(engine, network)),
    volumes: () => [...state.volumes.values()].map(volumeFacts),
  } satisfies Partial<Daemon>;
}

/** The file trees that stay while nothing runs. */
function* keptTrees({ state }: Engine): Generator<DirectoryNode> {
  for (const { disk } of state.containers.values()) yield disk.root;
  for (const { disk } of state.volumes.values()) yield disk.root;
  for (const { layers } of state.images.values()) for (const { tree } of layers) yield tree;
}

/**
 * Makes dockerd: it plays on the kernel's processes, files and sockets, and keeps all it knows where the journal can take
 * it back. Text in requests and answers is text; only what is typed `Bytes` is bytes.
 */
export function createDaemon(input: DaemonInput): Daemon {
  const { kernel, registry, hostDisk, ...options } = input;
  const engine: Engine = {
    kernel,
    registry,
    hostDisk,
    state: emptyState(),
    options: { ...DEFAULTS, ...options },
    missed: [],
  };
  kernel.setHooks(kernelHooks(engine));
  kernel.addRoots(() => keptTrees(engine));
  makeDefaultNetworks(engine);
  const containers = containerMethods(engine);
  const images = imageMethods(engine);
  const others = networkAndVolumeMethods(engine);
  return {
    kernel,
    hostDisk,
    ...containers,
    ...images,
    ...others,
    missed: () => engine.missed.splice(0),
    events: (from) => eventsFrom(engine, from),
    record: (event) => record(engine, event),
    world: () => ({
      containers: containers.containers(),
      images: images.images().map(({ image }) => imageFacts(engine, image)),
      networks: others.networks(),
      volumes: others.volumes(),
    }),
  };
}
