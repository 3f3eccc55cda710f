import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * What a path that a user named is.
 *
 * @param path relative to `cwd`
 * @returns undefined if nothing is there, or nothing that may be looked at; pipes and devices count as files
 */
export function pathKind(path: string, cwd: string): 'file' | 'folder' | undefined {
  try {
    const found = statSync(resolve(cwd, path), { throwIfNoEntry: false });
    return found === undefined ? undefined : found.isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

/**
 * The files in a folder and in the folders below it; symbolic links count as files and are not followed.
 *
 * @param folder absolute
 * @param most where to stop
 * @returns paths relative to the folder, with slashes, sorted folder by folder; none of what cannot be read
 */
export function filesBelow(folder: string, most: number): readonly string[] {
  const found: string[] = [];
  const visit = (below: string): void => {
    const entries = (() => {
      try {
        return readdirSync(join(folder, below), { withFileTypes: true });
      } catch {
        return [];
      }
    })();
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= most) return;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else found.push(path);
    }
  };
  visit('');
  return found;
}
