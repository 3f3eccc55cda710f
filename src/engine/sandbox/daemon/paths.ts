import type { DirectoryNode, FileSystem, FsNode, Mount } from '../filesystem/node.ts';
import { namesOf, nodeAt, normalizePath, withNode } from '../filesystem/tree.ts';
import { DaemonError } from './api.ts';
import { mountsOf } from './mounts.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';

interface Place {
  readonly mount: Mount;
  /** Path inside the mount's source. */
  readonly inner: string;
  readonly node: FsNode | undefined;
}

const join = (base: string, name: string) => (base === '/' ? `/${name}` : `${base}/${name}`);

/** The last mount at a path wins. */
function mountAt(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts.findLast(({ target }) => target === path);
}

function enter(mount: Mount): Place {
  const inner = normalizePath(mount.subpath);
  return { mount, inner, node: nodeAt(mount.source.root, inner) };
}

/** Walks a path through mounts and symlinks. undefined: a directory on the way is missing. */
function locate(mounts: readonly Mount[], path: string, followLast: boolean): Place | undefined {
  const top = mountAt(mounts, '/');
  if (top === undefined) {
    return undefined;
  }
  let pending = namesOf(path).reverse();
  let stack: { readonly path: string; readonly place: Place }[] = [{ path: '/', place: enter(top) }];
  for (let links = 0; pending.length > 0; ) {
    const name = pending.pop() ?? '';
    const here = stack.at(-1) ?? stack[0]!;
    if (name === '..') {
      stack = stack.length > 1 ? stack.slice(0, -1) : stack;
      continue;
    }
    if (here.place.node?.kind !== 'directory') {
      return undefined;
    }
    const full = join(here.path, name);
    const mounted = mountAt(mounts, full);
    const place =
      mounted === undefined
        ? {
            mount: here.place.mount,
            inner: join(here.place.inner, name),
            node: here.place.node.entries.get(name),
          }
        : enter(mounted);
    if (place.node?.kind === 'symlink' && (followLast || pending.length > 0)) {
      links += 1;
      if (links > 40) {
        return undefined;
      }
      stack = place.node.target.startsWith('/') ? stack.slice(0, 1) : stack;
      pending = [...pending, ...namesOf(place.node.target).reverse()];
      continue;
    }
    if (place.node === undefined && pending.length > 0) {
      return undefined;
    }
    stack = [...stack, { path: full, place }];
  }
  return stack.at(-1)?.place;
}

/** @returns what is at a path of a container, its mounts included; symlinks are followed but for the last */
export function readPath(engine: Engine, container: ContainerRecord, path: string): FsNode | undefined {
  return locate(mountsOf(engine, container), path, false)?.node;
}

/** As `readPath`, with the last symlink followed as well. */
export function readPathThrough(
  engine: Engine,
  container: ContainerRecord,
  path: string,
): FsNode | undefined {
  return locate(mountsOf(engine, container), path, true)?.node;
}

function replaceRoot(engine: Engine, disk: FileSystem, root: DirectoryNode): void {
  edit(engine, disk).root = root;
}

/**
 * Puts a node at a path of a container, as `docker cp` does.
 * @throws DaemonError 404 if the directory is not there, 400 where it is mounted read-only
 */
export function writePath(engine: Engine, container: ContainerRecord, path: string, node: FsNode): void {
  const place = locate(mountsOf(engine, container), path, false);
  if (place === undefined) {
    throw new DaemonError(404, `Could not find the file ${path} in container ${container.id}`);
  }
  if (place.mount.readOnly) {
    const rootfs = place.mount.type === 'rootfs';
    throw new DaemonError(
      400,
      rootfs ? 'container rootfs is marked read-only' : `mounted volume is marked read-only`,
    );
  }
  const root = withNode(place.mount.source.root, place.inner, node, engine.kernel.now());
  replaceRoot(engine, place.mount.source, root);
}
