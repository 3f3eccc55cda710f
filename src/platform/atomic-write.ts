import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { randomId } from './random.ts';
import { sleep } from './sleep.ts';

/** How the name of an unfinished file ends; one that a killed process left behind may be removed. */
export const TEMPORARY_SUFFIX = '.tmp';

/** What Windows answers while a virus scanner or another reader holds the file for a moment. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);

/**
 * Replaces a file's content at once: readers and power cuts see the old content or the new, never a part.
 *
 * A few lines of our own rather than write-file-atomic, because callers are synchronous and off the way to the first
 * frame, its temporary names collide between two computers with the same process id on a shared home, and it does not
 * put the new name itself on disk.
 *
 * @param path the file; its folder is made if missing; a symbolic link is followed, so that a linked file stays linked
 * @param content text (written as UTF-8) or bytes
 * @param mode permissions of the new file, by default for its owner only
 * @throws the file system's error (`ENOSPC`, `EROFS` …); the old content is then untouched
 */
export function writeFileAtomic(path: string, content: string | Uint8Array, mode = 0o600): void {
  makeFolder(dirname(path));
  const target = followLinks(path);
  const temporary = `${target}.${randomId(10)}${TEMPORARY_SUFFIX}`;
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(file, content);
      // Without this a power cut may keep the new name and lose the bytes.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameOver(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

/**
 * Asks the disk to keep the names in a folder (a new file's name is not on disk until its folder is).
 *
 * @param folder the folder; where folders cannot be synced (Windows, some network homes) this does nothing
 */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Not offered here; the content itself has been synced.
  }
}

/**
 * Renames a file over another, trying again for up to half a second while Windows says that someone holds it.
 *
 * @param from the new file
 * @param to the name it shall have
 * @param rename how to rename; another one in tests
 * @param wait how to wait a number of milliseconds; another one in tests
 * @throws the last error when it keeps failing
 */
export function renameOver(
  from: string,
  to: string,
  rename: (from: string, to: string) => void = renameSync,
  wait: (milliseconds: number) => void = sleep,
): void {
  for (let pause = 8; ; pause *= 2) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (pause > 256 || !HELD.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      // On POSIX systems these errors are about permissions and waiting cannot help.
      if (process.platform !== 'win32' && rename === renameSync) throw error;
      wait(pause);
    }
  }
}

function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
