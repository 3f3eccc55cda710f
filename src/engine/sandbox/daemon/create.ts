import type { HostConfigFacts, PortBinding, RunConfig } from '../../world.ts';
import type { DirectoryNode } from '../filesystem/node.ts';
import { directory, normalizePath, withDirectories } from '../filesystem/tree.ts';
import { parseAddress } from './addresses.ts';
import type { ContainerRequest, StoredImage } from './api.ts';
import { DaemonError } from './api.ts';
import { containerEvent } from './events.ts';
import { findContainer } from './find.ts';
import { findImage } from './find-image.ts';
import { randomId, shortId } from './ids.ts';
import { mergeConfig, portWithProtocol } from './merge-config.ts';
import { prefillVolumes, resolveMounts } from './mounts.ts';
import { isValidName, NAME_CHARACTERS, randomName } from './names.ts';
import { validateEndpoint } from './plugging.ts';
import { followed, followedPath, initialRoot } from './root-disk.ts';
import type { ContainerRecord, EndpointRecord, Engine } from './state.ts';
import { edit } from './state.ts';
import { validateRequest } from './validate-request.ts';

/**
 * Takes a name for a container.
 * @throws DaemonError 400 for one that no container can have, 409 for one that is taken
 */
export function checkName(engine: Engine, name: string): string {
  const bare = name.replace(/^\//, '');
  if (!isValidName(bare)) {
    throw new DaemonError(400, `Invalid container name (${name}), only ${NAME_CHARACTERS} are allowed`);
  }
  const holder = engine.state.names.get(bare);
  if (holder !== undefined) {
    throw new DaemonError(
      409,
      `Conflict. The container name "/${bare}" is already in use by container "${holder}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  }
  return bare;
}

function bindings(
  publish: Readonly<Record<string, readonly PortBinding[]>>,
): Readonly<Record<string, readonly PortBinding[]>> {
  return Object.fromEntries(Object.entries(publish).map(([port, list]) => [portWithProtocol(port), list]));
}

function hostFacts(request: ContainerRequest): HostConfigFacts {
  const binds = request.mounts
    .filter(({ type, source, createSource }) => createSource && source !== '' && type !== 'tmpfs')
    .map(({ source, target, readOnly }) => `${source}:${target}${readOnly ? ':ro' : ''}`);
  const { memory, memorySwap } = request;
  return {
    Binds: binds.length > 0 ? binds : null,
    NetworkMode: request.networks[0]?.name ?? 'bridge',
    PortBindings: bindings(request.publish),
    RestartPolicy: { Name: request.restart.name, MaximumRetryCount: request.restart.max },
    AutoRemove: request.autoRemove,
    Privileged: request.privileged,
    ReadonlyRootfs: request.readOnly,
    CapAdd: request.capAdd.length > 0 ? request.capAdd : null,
    CapDrop: request.capDrop.length > 0 ? request.capDrop : null,
    Memory: memory,
    MemorySwap: memory > 0 && memorySwap === 0 ? memory * 2 : memorySwap,
    MemoryReservation: request.memoryReservation,
    NanoCpus: request.nanoCpus,
    CpuShares: request.cpuShares,
    CpusetCpus: request.cpuset,
    PidsLimit: request.pidsLimit,
    ...(request.init ? { Init: true } : {}),
  };
}

/** What is asked of each network; checked as far as it can be before the container starts. */
function endpointsOf(engine: Engine, request: ContainerRequest): ReadonlyMap<string, EndpointRecord> {
  const asked = request.networks.length > 0 ? request.networks : [{ name: 'bridge', aliases: [] }];
  const endpoints = new Map<string, EndpointRecord>();
  const all = [...engine.state.networks.values()];
  for (const network of asked) {
    if (network.name.startsWith('container:')) {
      continue;
    }
    const given = network.name === 'default' ? 'bridge' : network.name;
    const known = all.find(({ id, name }) => name === given || id === given);
    const name = known?.name ?? given;
    const address = network.address === undefined ? undefined : parseAddress(network.address);
    try {
      validateEndpoint(known, name, network, address);
    } catch (error) {
      throw error instanceof DaemonError
        ? new DaemonError(error.status, `invalid config for network ${name}: ${error.message}`)
        : error;
    }
    endpoints.set(name, {
      network: '',
      aliases: network.aliases,
      requestedAddress: address,
      requestedMac: network.mac,
    });
  }
  return endpoints;
}

/** Makes the working directory, as root, if the image does not have it. */
function withWorkdir(root: DirectoryNode, workdir: string, mtime: number): DirectoryNode {
  const path = normalizePath(workdir);
  const there = followed(root, path);
  if (there !== undefined && there.kind !== 'directory') {
    throw new DaemonError(500, `Cannot mkdir: ${workdir} is not a directory`);
  }
  return there === undefined ? withDirectories(root, followedPath(root, path), { mtime }) : root;
}

function hostnameOf(engine: Engine, request: ContainerRequest, id: string): string {
  const mode = request.networks[0]?.name ?? 'bridge';
  if (request.hostname !== undefined && request.hostname !== '') {
    if (mode.startsWith('container:')) {
      throw new DaemonError(400, 'conflicting options: hostname and the network mode');
    }
    return request.hostname;
  }
  if (mode.startsWith('container:')) {
    return findContainer(engine, mode.slice('container:'.length)).config.Hostname;
  }
  return mode === 'host' ? engine.kernel.host.hostname : shortId(id);
}

function checkPlatform(request: ContainerRequest, image: StoredImage, engine: Engine): void {
  const { platform } = request;
  if (platform === undefined || platform === '') {
    return;
  }
  const [os, architecture] = platform.split('/');
  if (os !== image.os || (architecture !== undefined && architecture !== image.architecture)) {
    throw new DaemonError(
      404,
      `image with reference ${request.image} was found but does not provide the specified platform (${platform})`,
    );
  }
  if (image.architecture !== engine.options.architecture) {
    throw new DaemonError(501, `the sandbox does not model running images for ${platform} yet`);
  }
}

/** `docker create`. @returns the new container; nothing of it is left if it cannot be */
export function createContainer(engine: Engine, request: ContainerRequest): ContainerRecord {
  const { kernel, state } = engine;
  validateRequest(request, engine.options.cpus);
  const image = findImage(engine, request.image);
  checkPlatform(request, image, engine);
  const config: RunConfig = mergeConfig(request, image.config);
  const id = randomId(() => kernel.random());
  const name =
    request.name === undefined || request.name === ''
      ? (randomName(
          () => kernel.random(),
          (taken) => state.names.has(taken),
        ) ?? shortId(id))
      : checkName(engine, request.name);
  const endpoints = endpointsOf(engine, request);
  const hostname = hostnameOf(engine, request, id);
  const mounts = resolveMounts(engine, request, Object.keys(image.config.Volumes ?? {}));
  const created = kernel.now();
  const base = initialRoot(image.layers.at(-1)?.tree ?? directory({}));
  const root = config.WorkingDir ? withWorkdir(base, config.WorkingDir, created) : base;
  const [path = '', ...args] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const container: ContainerRecord = {
    id,
    name,
    created,
    request,
    imageId: image.id,
    config: { ...config, Hostname: hostname, Image: request.image },
    host: hostFacts(request),
    path,
    args,
    base,
    disk: kernel.createFileSystem(root),
    etc: kernel.createFileSystem(directory({})),
    mounts,
    endpoints,
    ports: [],
    namespaces: undefined,
    running: false,
    paused: false,
    restarting: false,
    dead: false,
    oomKilled: false,
    pid: 0,
    exitCode: 0,
    error: '',
    startedAt: undefined,
    finishedAt: undefined,
    restartCount: 0,
    restarts: 0,
    backOff: 0,
    restartTimer: undefined,
    restartCanceled: false,
    manuallyStopped: false,
    manuallyRestarted: false,
    runs: 0,
    ends: 0,
    removed: false,
    health: undefined,
    healthTimer: undefined,
    logs: [],
    logged: 0,
    partial: { stdout: '', stderr: '' },
    attached: [],
    stdin: undefined,
    terminal: undefined,
    window: { columns: 80, rows: 24 },
  };
  edit(engine, state.containers).set(id, container);
  edit(engine, state.names).set(name, id);
  prefillVolumes(engine, container);
  containerEvent(engine, container, 'create');
  return container;
}
