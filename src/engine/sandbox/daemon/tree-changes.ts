import type { Change, FsNode } from '../filesystem/node.ts';

/** @returns bytes of the files that a list of changes adds or changes */
export function sizeOfChanges(changes: readonly Change[], at: (path: string) => FsNode | undefined): number {
  let size = 0;
  for (const { kind, path } of changes) {
    const node = kind === 'D' ? undefined : at(path);
    size += node?.kind === 'file' ? node.size : 0;
  }
  return size;
}
