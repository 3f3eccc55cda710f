import type { Bytes } from '../kernel/bytes.ts';
import { SystemError } from '../kernel/errors.ts';
import type { DeviceNode, DirectoryNode, FileNode, FsNode, SymlinkNode } from './node.ts';

/** Attributes that may be left out: root's, at the beginning of time. */
export interface NodeAttributes {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
}

const NO_ENTRIES: DirectoryNode['entries'] = new Map();

/** @returns a regular file, 0644 unless said otherwise; `size` defaults to the length of the data */
export function file(
  data: Bytes,
  attributes: NodeAttributes & { readonly program?: string; readonly size?: number } = {},
): FileNode {
  return {
    kind: 'file',
    data,
    size: Math.max(attributes.size ?? 0, data.length),
    mode: attributes.mode ?? (attributes.program === undefined ? 0o644 : 0o755),
    uid: attributes.uid ?? 0,
    gid: attributes.gid ?? 0,
    mtime: attributes.mtime ?? 0,
    ...(attributes.program === undefined ? {} : { program: attributes.program }),
  };
}

/** @returns an executable that the program table knows under `program` */
export function executable(program: string, size = 0, attributes: NodeAttributes = {}): FileNode {
  return file('', { mode: 0o755, ...attributes, program, size });
}

/** @returns a directory, 0755 unless said otherwise */
export function directory(
  entries: Readonly<Record<string, FsNode>> | DirectoryNode['entries'] = NO_ENTRIES,
  attributes: NodeAttributes = {},
): DirectoryNode {
  return {
    kind: 'directory',
    entries: entries instanceof Map ? entries : new Map(Object.entries(entries)),
    mode: attributes.mode ?? 0o755,
    uid: attributes.uid ?? 0,
    gid: attributes.gid ?? 0,
    mtime: attributes.mtime ?? 0,
  };
}

export function symlink(target: string, attributes: NodeAttributes = {}): SymlinkNode {
  return {
    kind: 'symlink',
    target,
    mode: 0o777,
    uid: attributes.uid ?? 0,
    gid: attributes.gid ?? 0,
    mtime: attributes.mtime ?? 0,
  };
}

export function device(kind: DeviceNode['device'], attributes: NodeAttributes = {}): DeviceNode {
  return {
    kind: 'device',
    device: kind,
    mode: attributes.mode ?? 0o666,
    uid: attributes.uid ?? 0,
    gid: attributes.gid ?? 0,
    mtime: attributes.mtime ?? 0,
  };
}

/** @returns the names of a path, without empty ones and `.`; `..` stays */
export function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/**
 * @param path absolute, or relative to `base`
 * @returns the absolute path without `.`, `..` and doubled slashes; symlinks are not looked at
 */
export function normalizePath(path: string, base = '/'): string {
  const names: string[] = [];
  for (const name of namesOf(path.startsWith('/') ? path : `${base}/${path}`)) {
    if (name === '..') names.pop();
    else names.push(name);
  }
  return `/${names.join('/')}`;
}

/** @returns the node at a path, no symlink followed; undefined if there is none */
export function nodeAt(root: FsNode, path: string): FsNode | undefined {
  let node: FsNode | undefined = root;
  for (const name of namesOf(path)) {
    if (node?.kind !== 'directory') return undefined;
    node = node.entries.get(name);
  }
  return node;
}

/**
 * Follows symlinks as a process does whose root directory is `root`.
 * @param followLast false: a symlink at the end is the answer
 * @returns where the path leads and what is there; `node` undefined if only the last name is missing; undefined if a
 * directory on the way is, or there are more than 40 links
 */
export function findNode(
  root: DirectoryNode,
  path: string,
  followLast = true,
): { readonly path: string; readonly node: FsNode | undefined } | undefined {
  let pending = namesOf(path).reverse();
  let names: string[] = [];
  let nodes: FsNode[] = [root];
  let links = 0;
  while (pending.length > 0) {
    const name = pending.pop()!;
    const here = nodes.at(-1)!;
    if (here.kind !== 'directory') return undefined;
    if (name === '..') {
      if (names.pop() !== undefined) nodes.pop();
      continue;
    }
    const node = here.entries.get(name);
    if (node === undefined) {
      if (pending.length > 0) return undefined;
      return { path: `/${[...names, name].join('/')}`, node: undefined };
    }
    if (node.kind === 'symlink' && (followLast || pending.length > 0)) {
      links += 1;
      if (links > 40) return undefined;
      if (node.target.startsWith('/')) {
        names = [];
        nodes = [root];
      }
      pending = [...pending, ...namesOf(node.target).reverse()];
      continue;
    }
    names.push(name);
    nodes.push(node);
  }
  return { path: `/${names.join('/')}`, node: nodes.at(-1) };
}

/**
 * Puts a node into a tree, or takes one away.
 * @param node undefined takes away what is there
 * @param mtime if given, the directory that holds it gets this time (its list of names has changed)
 * @returns the new tree; all that was not on the way is shared with the old one
 * Throws ENOENT or ENOTDIR if the directory is missing, EINVAL for the root itself unless `node` is a directory.
 */
export function withNode(
  root: DirectoryNode,
  path: string,
  node: FsNode | undefined,
  mtime?: number,
): DirectoryNode {
  const names = namesOf(path);
  if (names.length === 0) {
    if (node?.kind !== 'directory') throw new SystemError('EINVAL', path);
    return node;
  }
  return replaced(root, names, 0, node, mtime, path);
}

function replaced(
  here: FsNode | undefined,
  names: readonly string[],
  depth: number,
  node: FsNode | undefined,
  mtime: number | undefined,
  path: string,
): DirectoryNode {
  if (here === undefined) throw new SystemError('ENOENT', path);
  if (here.kind !== 'directory') throw new SystemError('ENOTDIR', path);
  const name = names[depth]!;
  const last = depth === names.length - 1;
  const entries = new Map(here.entries);
  if (!last) entries.set(name, replaced(here.entries.get(name), names, depth + 1, node, mtime, path));
  else if (node !== undefined) entries.set(name, node);
  else if (!entries.delete(name)) throw new SystemError('ENOENT', path);
  return { ...here, entries, mtime: last && mtime !== undefined ? mtime : here.mtime };
}

/** @returns the tree with a directory at `path`, and with those that lead there; what exists stays as it is */
export function withDirectories(
  root: DirectoryNode,
  path: string,
  attributes: NodeAttributes = {},
): DirectoryNode {
  let tree = root;
  let at = '';
  for (const name of namesOf(path)) {
    at += `/${name}`;
    if (nodeAt(tree, at) === undefined)
      tree = withNode(tree, at, directory({}, attributes), attributes.mtime);
  }
  return tree;
}

const SIZES = new WeakMap<DirectoryNode, number>();

/** @returns bytes of all regular files of a tree. Remembered for each directory, so asking again after a change is cheap */
export function treeSize(node: FsNode): number {
  if (node.kind === 'file') return node.size;
  if (node.kind !== 'directory') return 0;
  const known = SIZES.get(node);
  if (known !== undefined) return known;
  let size = 0;
  for (const entry of node.entries.values()) size += treeSize(entry);
  SIZES.set(node, size);
  return size;
}

/** @returns the content of a file; the part that is not modelled reads as zeros */
export function contentOf(node: FileNode): Bytes {
  return node.size > node.data.length ? node.data + '\0'.repeat(node.size - node.data.length) : node.data;
}

/** @returns names in the order of their bytes, as `LC_ALL=C ls` has them */
export function sortedNames(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
