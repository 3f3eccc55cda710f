/** Folders for one test file each; all of them are gone when its tests are done. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

let root: string | undefined;
let count = 0;

afterAll(() => {
  if (root !== undefined) rmSync(root, { recursive: true, force: true });
});

/** A new empty folder, different at each call. */
export function newFolder(): string {
  root ??= mkdtempSync(join(tmpdir(), 'docker-tutor-test-'));
  count += 1;
  const folder = join(root, String(count));
  mkdirSync(folder);
  return folder;
}

/**
 * A new folder with files in it.
 *
 * @param files contents by path, folders between them made as needed
 */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = newFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}
