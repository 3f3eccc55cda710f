import type { Layer } from '../daemon/api.ts';
import { differenceOf } from '../filesystem/difference.ts';
import type { DirectoryNode } from '../filesystem/node.ts';
import { layerEntries, writeTar } from '../filesystem/tar-write.ts';
import { nodeAt } from '../filesystem/tree.ts';
import { digestOf } from '../kernel/digest.ts';

/**
 * @param below the tree before
 * @param tree the tree after
 * @returns the layer between them; the same difference gives the same digest. One without a difference is a layer too
 */
export function layerBetween(below: DirectoryNode, tree: DirectoryNode): Layer {
  const changes = differenceOf(below, tree);
  const diffId = digestOf(writeTar(layerEntries(tree, changes)));
  let size = 0;
  for (const { kind, path } of changes) {
    if (kind === 'D') continue;
    const node = nodeAt(tree, path);
    if (node?.kind === 'file') size += node.size;
  }
  // Nothing is compressed here: what stands for the compressed form follows from the layer.
  return { diffId, digest: digestOf(`gzip\0${diffId}`), size, tree };
}
