import { followedPath } from '../daemon/root-disk.ts';
import type { DirectoryNode, FsNode } from '../filesystem/node.ts';
import { applyEntries, isTar, readTar } from '../filesystem/tar-read.ts';
import { directory, findNode, nodeAt, withDirectories, withNode } from '../filesystem/tree.ts';
import { fromText } from '../kernel/bytes.ts';
import { parseMode } from '../programs/support/modes.ts';
import { SolveError } from './build-error.ts';

/** How things are copied. */
export interface CopyHow {
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** As chmod(1) takes it; '' keeps modes. */
  readonly mode: string;
  /** Archives are unpacked. */
  readonly unpack: boolean;
  /** Now: for directories that are made on the way. */
  readonly now: number;
}

/** One thing to copy, under the name that it has where it comes from. */
export interface CopyItem {
  readonly name: string;
  readonly node: FsNode;
}

function withAttributes(node: FsNode, how: CopyHow): FsNode {
  const { owner, mode } = how;
  if (owner === undefined && mode === '') return node;
  const entries =
    node.kind === 'directory'
      ? new Map([...node.entries].map(([name, child]) => [name, withAttributes(child, how)] as const))
      : undefined;
  return {
    ...node,
    ...(owner ?? {}),
    ...(mode === '' || node.kind === 'symlink'
      ? {}
      : { mode: parseMode(mode, node.mode, node.kind === 'directory', 0) ?? node.mode }),
    ...(entries === undefined ? {} : { entries }),
  } as FsNode;
}

/** What is copied over what is there: directories become one, and get the attributes of the one that is copied. */
function merged(before: FsNode | undefined, node: FsNode, path: string): FsNode {
  if (node.kind !== 'directory') {
    if (before?.kind !== 'directory') return node;
    throw new SolveError(`cannot replace to directory ${path} with file`);
  }
  if (before === undefined) return node;
  if (before.kind !== 'directory') throw new SolveError(`cannot copy to non-directory: ${path}`);
  const entries = new Map(before.entries);
  for (const [name, child] of node.entries) {
    entries.set(name, merged(before.entries.get(name), child, `${path}/${name}`));
  }
  return { ...node, entries };
}

function withParents(tree: DirectoryNode, path: string, how: CopyHow): DirectoryNode {
  const mode = how.mode === '' ? 0o755 : (parseMode(how.mode, 0o755, true, 0) ?? 0o755);
  const way = followedPath(tree, path);
  for (let slash = way.indexOf('/', 1); slash > 0; slash = way.indexOf('/', slash + 1)) {
    const above = nodeAt(tree, way.slice(0, slash));
    if (above !== undefined && above.kind !== 'directory') {
      throw new SolveError(`mkdir ${way.slice(0, slash)}: not a directory`);
    }
  }
  const there = nodeAt(tree, way);
  if (there !== undefined && there.kind !== 'directory')
    throw new SolveError(`mkdir ${way}: not a directory`);
  return withDirectories(tree, way, { mode, mtime: how.now, ...(how.owner ?? {}) });
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

function unpacked(tree: DirectoryNode, path: string, archive: string, how: CopyHow): DirectoryNode {
  const whole = withParents(tree, path, how);
  const at = followedPath(whole, path);
  const target = nodeAt(whole, at);
  if (target?.kind !== 'directory') return whole;
  const entries = readTar(archive).map((entry) => ({
    ...entry,
    node: { ...entry.node, ...(how.owner ?? {}) },
  }));
  return withNode(whole, at, applyEntries(target, entries));
}

/**
 * Copies into a tree as COPY and ADD do: a directory's content, or a file; to a path that ends with a slash or is a
 * directory, under its own name.
 * @param destination absolute, with its slash at the end if it has one
 * @throws SolveError
 */
export function copyInto(
  tree: DirectoryNode,
  item: CopyItem,
  destination: string,
  how: CopyHow,
): DirectoryNode {
  const to = fromText(destination);
  const path = to.replace(/(?<=.)\/$/, '');
  if (how.unpack && item.node.kind === 'file' && isTar(item.node.data)) {
    return unpacked(tree, path, item.node.data, how);
  }
  const node = withAttributes(item.node, how);
  if (node.kind === 'directory') {
    const made = withParents(tree, path, how);
    const at = followedPath(made, path);
    const before = nodeAt(made, at);
    if (before?.kind !== 'directory') return made;
    const existed = findNode(tree, path)?.node !== undefined;
    const whole = merged(before, node, at) as DirectoryNode;
    // The folder itself was there before, so it keeps its own attributes.
    const { mode, uid, gid, mtime } = existed ? before : node;
    const touched = node.entries.size > 0 && existed ? how.now : mtime;
    return withNode(made, at, { ...whole, mode, uid, gid, mtime: touched });
  }
  const isFolder = to.endsWith('/') || findNode(tree, path)?.node?.kind === 'directory';
  const target = isFolder ? `${path === '/' ? '' : path}/${fromText(item.name)}` : path;
  const made = withParents(tree, parentOf(target), how);
  const parent = followedPath(made, parentOf(target));
  const at = `${parent === '/' ? '' : parent}/${target.slice(target.lastIndexOf('/') + 1)}`;
  return withNode(made, at, merged(nodeAt(made, at), node, at), how.now);
}

/** Makes a folder and those above it; what is there stays as it is. */
export function makeFolder(
  tree: DirectoryNode,
  path: string,
  how: Pick<CopyHow, 'owner' | 'now'>,
): DirectoryNode {
  return withParents(tree, fromText(path), { ...how, mode: '', unpack: false });
}

export const EMPTY_TREE: DirectoryNode = directory();
