import type { FileSystem, Mount } from '../filesystem/node.ts';
import { directory, findNode, normalizePath, withDirectories } from '../filesystem/tree.ts';
import type { ContainerRequest, MountRequest } from './api.ts';
import { DaemonError } from './api.ts';
import { randomHex } from './ids.ts';
import { followed, followedPath } from './root-disk.ts';
import type { ContainerRecord, Engine, MountRecord } from './state.ts';
import { edit } from './state.ts';
import { makeVolume } from './volumes.ts';

function validate(engine: Engine, mount: MountRequest): void {
  const fail = (message: string): never => {
    throw new DaemonError(400, `invalid mount config for type "${mount.type}": ${message}`);
  };
  if (mount.target === '') {
    fail('field Target must not be empty');
  }
  if (!mount.target.startsWith('/')) {
    if (mount.createSource) {
      throw new DaemonError(
        400,
        `invalid volume specification: '${mount.source === '' ? '' : `${mount.source}:`}${mount.target}': invalid mount config for type "${mount.type}": invalid mount path: '${mount.target}' mount path must be absolute`,
      );
    }
    fail(`invalid mount path: '${mount.target}' mount path must be absolute`);
  }
  if (normalizePath(mount.target) === '/') {
    fail("invalid specification: destination can't be '/'");
  }
  if (mount.type !== 'bind') {
    return;
  }
  if (mount.source === '') {
    fail('field Source must not be empty');
  }
  if (!mount.source.startsWith('/')) {
    fail(`invalid mount path: '${mount.source}' mount path must be absolute`);
  }
  if (!mount.createSource && followed(engine.hostDisk.root, mount.source) === undefined) {
    fail(`bind source path does not exist: ${mount.source}`);
  }
}

/**
 * Decides where a container's mounts come from; makes the volumes that are missing.
 * @param imageVolumes paths that the image declares with VOLUME
 * @throws DaemonError 400 for a mount that cannot be
 */
export function resolveMounts(
  engine: Engine,
  request: ContainerRequest,
  imageVolumes: readonly string[],
): readonly MountRecord[] {
  const seen = new Set<string>();
  for (const mount of request.mounts) {
    validate(engine, mount);
    const target = normalizePath(mount.target);
    if (seen.has(target)) {
      throw new DaemonError(400, `Duplicate mount point: ${target}`);
    }
    seen.add(target);
  }
  const anonymous = imageVolumes.map(
    (path): MountRequest => ({
      type: 'volume',
      source: '',
      target: path,
      readOnly: false,
      createSource: true,
    }),
  );
  const wanted = [...request.mounts, ...anonymous.filter(({ target }) => !seen.has(normalizePath(target)))];
  return wanted.map((mount): MountRecord => {
    const base = {
      type: mount.type,
      target: normalizePath(mount.target),
      readOnly: mount.readOnly,
      createSource: mount.createSource,
      named: mount.source !== '',
    };
    if (mount.type === 'bind') {
      return { ...base, source: normalizePath(mount.source) };
    }
    if (mount.type === 'tmpfs') {
      return { ...base, source: '', ...(mount.size === undefined ? {} : { size: mount.size }) };
    }
    const name = mount.source === '' ? randomHex(() => engine.kernel.random(), 64) : mount.source;
    makeVolume(engine, { name, anonymous: mount.source === '', labels: null, options: null });
    return { ...base, volume: name, source: `/var/lib/docker/volumes/${name}/_data` };
  });
}

/** Copies what the image has at a volume's place into the volume, if that is empty: files, owner and mode. */
export function prefillVolumes(engine: Engine, container: ContainerRecord): void {
  for (const mount of container.mounts) {
    const volume = mount.volume === undefined ? undefined : engine.state.volumes.get(mount.volume);
    const asked = container.request.mounts.find(({ target }) => normalizePath(target) === mount.target);
    if (volume === undefined || asked?.noCopy === true || volume.disk.root.entries.size > 0) {
      continue;
    }
    const there = followed(container.disk.root, mount.target);
    if (there?.kind === 'directory') {
      edit(engine, volume.disk).root = there;
    }
  }
}

function diskOf(engine: Engine, mount: MountRecord): FileSystem | undefined {
  if (mount.type === 'bind') {
    return engine.hostDisk;
  }
  return mount.volume === undefined ? undefined : engine.state.volumes.get(mount.volume)?.disk;
}

function mountOf(engine: Engine, container: ContainerRecord, mount: MountRecord): Mount | undefined {
  const source =
    diskOf(engine, mount) ??
    (mount.type === 'tmpfs'
      ? engine.kernel.createFileSystem(
          directory({}, { mode: 0o1777, mtime: engine.kernel.now() }),
          mount.size,
        )
      : undefined);
  return source === undefined
    ? undefined
    : {
        target: followedPath(container.disk.root, mount.target),
        source,
        subpath: mount.type === 'bind' ? (findNode(source.root, mount.source)?.path ?? mount.source) : '/',
        readOnly: mount.readOnly,
        type: mount.type,
      };
}

const depth = ({ target }: { readonly target: string }) => target.split('/').length;

/** @returns the mounts of a container that the kernel does not make itself, the outermost first. A tmpfs is new each time */
export function makeMounts(engine: Engine, container: ContainerRecord): readonly Mount[] {
  const etc = (name: string): Mount => ({
    target: `/etc/${name}`,
    source: container.etc,
    subpath: `/${name}`,
    readOnly: false,
    type: 'bind',
  });
  const own = [...container.mounts]
    .sort((a, b) => depth(a) - depth(b))
    .flatMap((mount) => mountOf(engine, container, mount) ?? []);
  const taken = new Set(own.map(({ target }) => target));
  return [
    {
      target: '/',
      source: container.disk,
      subpath: '/',
      readOnly: container.request.readOnly,
      type: 'rootfs',
    },
    ...['resolv.conf', 'hostname', 'hosts'].map(etc).filter(({ target }) => !taken.has(target)),
    ...own,
  ];
}

/** @returns the mounts through which a container's files are seen now; one that does not run has no tmpfs */
export function mountsOf(engine: Engine, container: ContainerRecord): readonly Mount[] {
  if (container.namespaces !== undefined) {
    return container.namespaces.mounts;
  }
  const kept = { ...container, mounts: container.mounts.filter(({ type }) => type !== 'tmpfs') };
  return makeMounts(engine, kept);
}

/** Makes the host directories that `-v` names and that are not there, as root. */
export function makeBindSources(engine: Engine, container: ContainerRecord): void {
  for (const mount of container.mounts) {
    if (mount.type !== 'bind' || followed(engine.hostDisk.root, mount.source) !== undefined) {
      continue;
    }
    if (!mount.createSource) {
      throw new DaemonError(
        400,
        `invalid mount config for type "bind": bind source path does not exist: ${mount.source}`,
      );
    }
    const path = followedPath(engine.hostDisk.root, mount.source);
    edit(engine, engine.hostDisk).root = withDirectories(engine.hostDisk.root, path, {
      mtime: engine.kernel.now(),
    });
  }
}
