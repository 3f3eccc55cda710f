import type { Bytes } from '../kernel/bytes.ts';
import type { FsNode } from './node.ts';
import { directory, file, symlink } from './tree.ts';

/** A node of a file system that is computed when it is looked at. */
export type SyntheticNode =
  | { readonly kind: 'directory'; readonly mode?: number; readonly names: () => readonly string[] }
  | { readonly kind: 'file'; readonly mode?: number; readonly content: () => Bytes }
  | { readonly kind: 'symlink'; readonly target: string };

/** @returns the node as the rest of the file system code knows it; a directory's names are asked for apart */
export function asNode(
  node: SyntheticNode,
  owner: { readonly uid: number; readonly gid: number },
  mtime: number,
): FsNode {
  const attributes = { uid: owner.uid, gid: owner.gid, mtime };
  if (node.kind === 'directory') return directory({}, { ...attributes, mode: node.mode ?? 0o555 });
  if (node.kind === 'symlink') return symlink(node.target, attributes);
  return file('', { ...attributes, mode: node.mode ?? 0o444 });
}
