import type { FsNode, Mount } from './node.ts';
import { nodeAt, normalizePath } from './tree.ts';

const TABLES = new WeakMap<readonly Mount[], ReadonlyMap<string, Mount>>();

/** @returns the mounts that can be seen, by the path where they are; one that a later one covers is not among them */
export function mountTable(mounts: readonly Mount[]): ReadonlyMap<string, Mount> {
  const known = TABLES.get(mounts);
  if (known !== undefined) return known;
  const table = new Map<string, Mount>();
  for (const mount of mounts) {
    const target = normalizePath(mount.target);
    const below = target === '/' ? '/' : `${target}/`;
    for (const other of table.keys()) if (other.startsWith(below)) table.delete(other);
    table.set(target, mount);
  }
  TABLES.set(mounts, table);
  return table;
}

/** @returns names in a directory that are there only because something is mounted on them */
export function mountedNames(mounts: readonly Mount[], path: string): string[] {
  const names: string[] = [];
  for (const target of mountTable(mounts).keys()) {
    const slash = target.lastIndexOf('/');
    if (target !== '/' && (target.slice(0, slash) || '/') === path) names.push(target.slice(slash + 1));
  }
  return names;
}

/** @returns what is seen where a mount is; undefined if its source's path has gone */
export function rootOfMount(mount: Mount): FsNode | undefined {
  return nodeAt(mount.source.root, mount.subpath);
}
