import { sha256Hex } from '../kernel/digest.ts';
import type { FsNode } from './node.ts';
import { sortedNames } from './tree.ts';

const KNOWN = new WeakMap<FsNode, string>();

/**
 * The checksum of a file or tree that a build's cache compares: names, modes, owners and content; times are left out
 * (docs.docker.com/build/cache/invalidation).
 * @returns 64 hexadecimal digits, remembered for each node
 */
export function checksumOf(node: FsNode): string {
  const known = KNOWN.get(node);
  if (known !== undefined) return known;
  const checksum = sha256Hex(`${node.kind}\0${node.mode}\0${node.uid}\0${node.gid}\0${contentFor(node)}`);
  KNOWN.set(node, checksum);
  return checksum;
}

function contentFor(node: FsNode): string {
  if (node.kind === 'file') return `${node.size}\0${node.program ?? ''}\0${node.data}`;
  if (node.kind === 'symlink') return node.target;
  if (node.kind === 'device') return node.device;
  return sortedNames(node.entries.keys())
    .map((name) => `${name}\0${checksumOf(node.entries.get(name)!)}\n`)
    .join('');
}
