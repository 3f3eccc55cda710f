import { SystemError } from '../kernel/errors.ts';
import { mountTable, rootOfMount } from './mount-table.ts';
import type { DirectoryNode, FsNode, Mount } from './node.ts';
import { allows, EXECUTE, type Viewer } from './permissions.ts';
import type { SyntheticNode } from './synthetic.ts';

/** What a path is looked up from. */
export interface View extends Viewer {
  readonly mounts: readonly Mount[];
  readonly cwd: string;
  /** A node of a computed file system (/proc, /sys), as this viewer sees it. */
  readonly synthetic: (mount: Mount, inner: string) => { node: FsNode; made: SyntheticNode } | undefined;
}

/** Where a path leads. */
export interface Place {
  readonly mount: Mount;
  /** Path inside the mount's source. */
  readonly inner: string;
  /** Path as the viewer sees it, without symlinks. */
  readonly path: string;
  /** undefined: the last name does not exist. */
  readonly node: FsNode | undefined;
  /** The last name; '' for the root. */
  readonly name: string;
  /** The directory that holds it; undefined for the root. */
  readonly parent: Place | undefined;
  /** How it was made, if its file system is computed. */
  readonly made: SyntheticNode | undefined;
}

const MOST_LINKS = 40;
export const LONGEST_PATH = 4096;
const LONGEST_NAME = 255;

/**
 * Looks a path up, as path_resolution(7) says: mounts, symlinks, the right to search each directory.
 * @param followLast false: a symlink at the end is the answer (lstat)
 * @returns the place. Throws ENOENT (a directory on the way is missing), ENOTDIR, EACCES, ELOOP, ENAMETOOLONG
 */
export function walk(view: View, path: string, followLast: boolean): Place {
  if (path === '') throw new SystemError('ENOENT', path);
  if (path.length >= LONGEST_PATH) throw new SystemError('ENAMETOOLONG', path);
  const table = mountTable(view.mounts);
  const root = rootPlace(table);
  let here = root;
  let links = 0;
  const pending: string[] = [];
  pushNames(pending, path);
  if (!path.startsWith('/')) pushNames(pending, view.cwd);
  // A slash at the end asks for a directory, and leads through a symlink.
  const wantsDirectory = path.endsWith('/') || path.endsWith('/.');
  while (pending.length > 0) {
    const name = pending.pop()!;
    if (here.node?.kind !== 'directory') throw new SystemError('ENOTDIR', path);
    if (!allows(view, here.node, EXECUTE)) throw new SystemError('EACCES', path);
    if (name === '..') {
      here = here.parent ?? here;
      continue;
    }
    if (name.length > LONGEST_NAME) throw new SystemError('ENAMETOOLONG', path);
    const next = step(view, table, here, here.node, name);
    const last = pending.length === 0;
    if (next.node === undefined) {
      if (last) return next;
      throw new SystemError('ENOENT', path);
    }
    if (next.node.kind === 'symlink' && (!last || followLast || wantsDirectory) && !isMagic(next)) {
      links += 1;
      if (links > MOST_LINKS) throw new SystemError('ELOOP', path);
      if (next.node.target.startsWith('/')) here = root;
      pushNames(pending, next.node.target);
      continue;
    }
    here = next;
  }
  if (wantsDirectory && here.node !== undefined && here.node.kind !== 'directory') {
    throw new SystemError('ENOTDIR', path);
  }
  return here;
}

/** A link of /proc/<pid>/fd leads to an open file, whatever its text says. */
export function isMagic(place: Place): boolean {
  return place.mount.type === 'proc' && /^\/\d+\/fd\/\d+$/.test(place.inner);
}

function pushNames(pending: string[], path: string): void {
  const names = path.split('/');
  for (let at = names.length - 1; at >= 0; at--) {
    const name = names[at]!;
    if (name !== '' && name !== '.') pending.push(name);
  }
}

function rootPlace(table: ReadonlyMap<string, Mount>): Place {
  const mount = table.get('/');
  if (mount === undefined) throw new SystemError('ENOENT', '/');
  return {
    mount,
    inner: mount.subpath,
    path: '/',
    node: rootOfMount(mount),
    name: '',
    parent: undefined,
    made: undefined,
  };
}

function step(
  view: View,
  table: ReadonlyMap<string, Mount>,
  parent: Place,
  node: DirectoryNode,
  name: string,
): Place {
  const path = parent.path === '/' ? `/${name}` : `${parent.path}/${name}`;
  const mounted = table.get(path);
  const mount = mounted ?? parent.mount;
  const inner = mounted?.subpath ?? (parent.inner === '/' ? `/${name}` : `${parent.inner}/${name}`);
  if (mount.type === 'proc') {
    const found = view.synthetic(mount, inner);
    return { mount, inner, path, node: found?.node, name, parent, made: found?.made };
  }
  const child = mounted === undefined ? node.entries.get(name) : rootOfMount(mounted);
  return { mount, inner, path, node: child, name, parent, made: undefined };
}
