import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './folder.ts';

/** What is in these folders is about a person, so they are for the owner only. */
const MODE = 0o700;

/**
 * Makes a folder and those above it, as far as they are missing.
 *
 * Not `mkdirSync` with `recursive`: where the system answers ENOENT for a folder whose parent is there (an automounted
 * home that does not exist, `/proc`), Node 20 tries for ever.
 *
 * @param path the folder
 * @throws the file system's error, `ENOTDIR` if a file is in the way
 */
export function makeFolder(path: string): void {
  try {
    makeOne(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    makeOne(path);
  }
}

function makeOne(path: string): void {
  try {
    mkdirSync(path, MODE);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if (statSync(path).isDirectory()) return;
    throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${path}'`), { code: 'ENOTDIR', path });
  }
}
