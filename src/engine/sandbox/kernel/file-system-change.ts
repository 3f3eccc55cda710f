import type { FileNode, FileSystem, FsNode } from '../filesystem/node.ts';
import { treeSize, withNode } from '../filesystem/tree.ts';
import type { Place } from '../filesystem/walk.ts';
import { SystemError } from './errors.ts';
import type { Core } from './records.ts';

/** Throws EROFS if the place cannot be changed; EPERM for what is computed (/proc). */
export function requireWritable(place: Place): void {
  if (place.mount.readOnly) throw new SystemError('EROFS', place.path);
  if (place.mount.type === 'proc') throw new SystemError('EPERM', place.path);
}

/** Puts a node where a place is; undefined takes away what is there. Keeps to the capacity of the file system. */
export function putAt(core: Core, place: Place, node: FsNode | undefined, namesChange: boolean): void {
  putInside(core, place.mount.source, place.inner, node, namesChange);
}

/** As `putAt`, by file system and the path inside it. Throws ENOSPC. */
export function putInside(
  core: Core,
  system: FileSystem,
  inner: string,
  node: FsNode | undefined,
  namesChange: boolean,
): void {
  // Each directory on the way is made anew.
  core.derived.steps += inner.length > 256 ? inner.length * 2 : 0;
  const root = withNode(system.root, inner, node, namesChange ? Math.floor(core.registers.clock) : undefined);
  if (system.capacity !== undefined && treeSize(root) > system.capacity) {
    if (treeSize(root) > treeSize(system.root)) throw new SystemError('ENOSPC', inner);
  }
  core.journal.edit(system).root = root;
}

/** Tells open files that the name they were opened by is taken away: they keep their content to themselves. */
export function detach(core: Core, system: FileSystem, inner: string): void {
  if (core.opened.size === 0) return;
  for (const file of core.opened) {
    if (file.system !== system || file.detached !== undefined) continue;
    if (file.inner !== inner && !file.inner.startsWith(`${inner}/`)) continue;
    const node = nodeInside(system, file.inner);
    if (node?.kind === 'file') core.journal.edit(file).detached = node;
  }
}

/** Tells open files that they have a new name. */
export function follow(core: Core, system: FileSystem, from: string, to: string): void {
  for (const file of core.opened) {
    if (file.system !== system || file.detached !== undefined) continue;
    if (file.inner === from || file.inner.startsWith(`${from}/`)) {
      core.journal.edit(file).inner = to + file.inner.slice(from.length);
    }
  }
}

/** @returns the node at a path of a file system, no symlink followed */
export function nodeInside(system: FileSystem, inner: string): FsNode | undefined {
  let node: FsNode | undefined = system.root;
  let at = 1;
  while (at < inner.length) {
    const slash = inner.indexOf('/', at);
    const end = slash < 0 ? inner.length : slash;
    if (end > at) {
      if (node?.kind !== 'directory') return undefined;
      node = node.entries.get(inner.slice(at, end));
    }
    at = end + 1;
  }
  return node;
}

/** @returns a file with other content; what was not modelled of the old one is gone, as is its program if the data changed */
export function withData(node: FileNode, data: string, mtime: number): FileNode {
  return {
    kind: 'file',
    data,
    size: data.length,
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    mtime,
  };
}
