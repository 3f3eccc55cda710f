import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeFileAtomic } from './atomic-write.ts';
import { errorCode } from './folder.ts';

/** A file's text, or the system's code of why it cannot be had. */
export type TextFile = { readonly text: string } | { readonly code: string };

/** Larger files are not what this program writes or reads. */
const LIMIT = 256 * 1024 * 1024;

/**
 * Reads a file that a user named.
 *
 * @param path relative to `cwd`; `-` is standard input
 */
export function readTextFile(path: string, cwd: string): TextFile {
  try {
    if (path === '-') return { text: readFileSync(0, 'utf8') };
    const full = resolve(cwd, path);
    // That it is missing is said without an error, which takes long to make: some files are only looked for.
    const found = statSync(full, { throwIfNoEntry: false });
    if (found === undefined) return { code: 'ENOENT' };
    if (found.size > LIMIT) return { code: 'EFBIG' };
    return { text: readFileSync(full, 'utf8') };
  } catch (error) {
    return { code: errorCode(error) };
  }
}

/**
 * Writes a file that a user named, whole or not at all.
 *
 * @param path relative to `cwd`
 * @param mode permissions; a user's own file is readable as their umask allows unless told otherwise
 * @returns the system's code if the disk refused
 */
export function writeTextFile(path: string, text: string, cwd: string, mode = 0o644): string | undefined {
  try {
    writeFileAtomic(resolve(cwd, path), text, mode);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}
