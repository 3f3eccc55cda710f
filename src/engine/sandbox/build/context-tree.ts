import { cleanPath, type IgnoreMatcher } from '../../../formats/dockerignore.ts';
import { sameNode } from '../filesystem/difference.ts';
import type { DirectoryNode, FsNode } from '../filesystem/node.ts';
import { directory, findNode, nodeAt } from '../filesystem/tree.ts';
import { fromText, toText } from '../kernel/bytes.ts';

const ROOTS_OWN = new WeakMap<FsNode, FsNode>();

/** @returns the node with all that is in it owned by root, as files of a build context are; the same node gives the same object */
export function ownedByRoot<T extends FsNode>(node: T): T {
  const known = ROOTS_OWN.get(node);
  if (known !== undefined) return known as T;
  let owned: FsNode = node.uid === 0 && node.gid === 0 ? node : { ...node, uid: 0, gid: 0 };
  if (owned.kind === 'directory') {
    const entries = new Map<string, FsNode>();
    let changed = owned !== node;
    for (const [name, child] of owned.entries) {
      const mine = ownedByRoot(child);
      changed ||= mine !== child;
      entries.set(name, mine);
    }
    owned = changed ? { ...owned, entries } : node;
  }
  ROOTS_OWN.set(node, owned);
  return owned as T;
}

/**
 * Leaves out of a folder what its .dockerignore names.
 * @param path of the folder inside the context; '' is its root
 * @returns the folder; undefined if nothing of it is kept and it is left out itself
 */
function without(folder: DirectoryNode, ignore: IgnoreMatcher, path: string): DirectoryNode | undefined {
  const entries = new Map<string, FsNode>();
  let changed = false;
  for (const [name, node] of folder.entries) {
    const at = path === '' ? toText(name) : `${path}/${toText(name)}`;
    const left = ignore.ignores(at);
    let kept: FsNode | undefined = left ? undefined : node;
    if (node.kind === 'directory' && (!left || ignore.hasExceptions)) {
      const inner = without(node, ignore, at);
      kept = left && (inner === undefined || inner.entries.size === 0) ? undefined : inner;
    }
    changed ||= kept !== node;
    if (kept !== undefined) entries.set(name, kept);
  }
  return changed ? { ...folder, entries } : folder;
}

/** @returns a build context as the builder sees it */
export function contextTree(folder: DirectoryNode, ignore: IgnoreMatcher | undefined): DirectoryNode {
  const kept = ignore === undefined || ignore.isEmpty ? folder : without(folder, ignore, '');
  return ownedByRoot(kept ?? directory());
}

/** What an entry of a folder costs on the way to the builder, beside its name and content: bytes of its description. */
const ENTRY = 22;

function sizeOf(node: FsNode, name: string, before: FsNode | undefined): number {
  let bytes = ENTRY + name.length;
  if (node.kind === 'file' && (before === undefined || !sameNode(node, before))) bytes += node.size;
  if (node.kind === 'directory') {
    const known = before?.kind === 'directory' ? before.entries : undefined;
    for (const [child, entry] of node.entries) {
      bytes += sizeOf(entry, name === '' ? child : `${name}/${child}`, known?.get(child));
    }
  }
  return bytes;
}

/**
 * Bytes that go to the builder: descriptions of all that it needs, and what has changed since the last time.
 * @param paths that the build reads, absolute; patterns count as the folder they are in
 * @param before what was sent the last time
 */
export function transferSize(
  context: DirectoryNode,
  paths: readonly string[],
  before: DirectoryNode | undefined,
): number {
  const wanted = new Set(paths.map((path) => cleanPath(path.replace(/\/[^/]*[*?[].*$/, '') || '/')));
  if (wanted.has('/')) return sizeOf(context, '', before) - ENTRY + 2;
  let bytes = 2;
  for (const path of wanted) {
    const node = nodeAt(context, fromText(path));
    const known = before === undefined ? undefined : nodeAt(before, fromText(path));
    if (node !== undefined) bytes += sizeOf(node, path.slice(1), known);
  }
  return bytes;
}

/** @returns a file's text at a path of a tree, symlinks followed; undefined if there is none */
export function textAt(tree: DirectoryNode, path: string): string | undefined {
  const node = findNode(tree, fromText(path))?.node;
  return node?.kind === 'file' ? toText(node.data) : undefined;
}
