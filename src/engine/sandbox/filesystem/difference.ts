import type { Change, DirectoryNode, FsNode } from './node.ts';
import { directory, nodeAt, sortedNames, withNode } from './tree.ts';

/**
 * What `docker diff` says of two trees: A what was added (a new directory with all that is in it), D what was taken away
 * (without what was in it), C what is different, and every directory on the way to a change. What both trees share is
 * not looked into.
 * @returns sorted by path, as dockerd sorts it
 */
export function differenceOf(from: DirectoryNode, to: DirectoryNode): readonly Change[] {
  const changes: Change[] = [];
  compareEntries(from, to, '', changes);
  changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return changes;
}

function compareEntries(from: DirectoryNode, to: DirectoryNode, path: string, changes: Change[]): void {
  for (const [name, node] of to.entries) {
    const before = from.entries.get(name);
    if (before === node) continue;
    const at = `${path}/${name}`;
    if (before === undefined) added(node, at, changes);
    else compare(before, node, at, changes);
  }
  for (const name of from.entries.keys()) {
    if (!to.entries.has(name)) changes.push({ kind: 'D', path: `${path}/${name}` });
  }
}

function compare(before: FsNode, node: FsNode, path: string, changes: Change[]): void {
  const length = changes.length;
  if (before.kind === 'directory' && node.kind === 'directory') compareEntries(before, node, path, changes);
  else if (node.kind === 'directory') {
    for (const [name, child] of node.entries) added(child, `${path}/${name}`, changes);
  }
  if (changes.length > length || !sameNode(before, node)) changes.push({ kind: 'C', path });
}

function added(node: FsNode, path: string, changes: Change[]): void {
  changes.push({ kind: 'A', path });
  if (node.kind !== 'directory') return;
  for (const [name, child] of node.entries) added(child, `${path}/${name}`, changes);
}

/** @returns whether two nodes are alike, whatever a directory holds */
export function sameNode(a: FsNode, b: FsNode): boolean {
  if (a === b) return true;
  const alike = a.mode === b.mode && a.uid === b.uid && a.gid === b.gid && a.mtime === b.mtime;
  if (!alike || a.kind !== b.kind) return false;
  if (a.kind === 'file' && b.kind === 'file') {
    return a.size === b.size && a.program === b.program && a.data === b.data;
  }
  if (a.kind === 'symlink' && b.kind === 'symlink') return a.target === b.target;
  if (a.kind === 'device' && b.kind === 'device') return a.device === b.device;
  return true;
}

/**
 * Makes the same changes to another tree.
 * @param base the tree to change
 * @param to the tree that the changes lead to; what was added or changed is taken from it
 * @returns the changed tree. A directory that has to be there for a change and is not is taken from `to` too
 */
export function applyChanges(
  base: DirectoryNode,
  to: DirectoryNode,
  changes: readonly Change[],
): DirectoryNode {
  let tree = base;
  for (const { kind, path } of changes) {
    const before = nodeAt(tree, path);
    if (kind === 'D') {
      if (before !== undefined) tree = withNode(tree, path, undefined);
      continue;
    }
    const node = nodeAt(to, path);
    if (node === undefined) continue;
    tree = placed(tree, to, path, graft(before, node));
  }
  return tree;
}

/** A directory brings its attributes only: what is in it are changes of their own. */
function graft(before: FsNode | undefined, node: FsNode): FsNode {
  if (node.kind !== 'directory') return node;
  return before?.kind === 'directory'
    ? { ...node, entries: before.entries }
    : { ...node, entries: new Map() };
}

function placed(tree: DirectoryNode, to: DirectoryNode, path: string, node: FsNode): DirectoryNode {
  let whole = tree;
  for (let slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const parent = path.slice(0, slash);
    if (nodeAt(whole, parent)?.kind === 'directory') continue;
    const like = nodeAt(to, parent);
    whole = withNode(
      whole,
      parent,
      like?.kind === 'directory' ? { ...like, entries: new Map() } : directory(),
    );
  }
  return withNode(whole, path, node);
}

/** @returns all paths of a tree, parents first, names sorted by byte; the root is '' */
export function* walkTree(
  node: FsNode,
  path = '',
): Generator<{ readonly path: string; readonly node: FsNode }> {
  yield { path, node };
  if (node.kind !== 'directory') return;
  for (const name of sortedNames(node.entries.keys()))
    yield* walkTree(node.entries.get(name)!, `${path}/${name}`);
}
