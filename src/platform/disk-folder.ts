import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder, writeFileAtomic } from './atomic-write.ts';
import { type AppendFile, errorCode, type FileInfo, type Folder } from './folder.ts';
import { makeFolder } from './make-folder.ts';

/** What is in these folders is about a person, so it is for the owner only. */
const FILE_MODE = 0o600;

/**
 * A folder on the disk.
 *
 * @param path where it is; it need not exist, and is made when something is first written
 * @returns the folder
 */
export function diskFolder(path: string): Folder {
  const inside = (name: string): string => join(path, name);
  return {
    path,
    list: (below) => list(inside(below)),
    size: (name) => statSync(inside(name)).size,
    read: (name, from = 0, length) => read(inside(name), from, length),
    append: (name) => openForAppending(inside(name)),
    truncate: (name, size) => truncateSync(inside(name), size),
    replace: (name, content) => writeFileAtomic(inside(name), content, FILE_MODE),
    remove: (name) => rmSync(inside(name), { force: true }),
  };
}

function list(folder: string): readonly FileInfo[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  const files: FileInfo[] = [];
  for (const name of names.sort()) {
    // A file may go between the listing and this question.
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found?.isFile()) files.push({ name, size: found.size, modified: found.mtimeMs });
  }
  return files;
}

function read(path: string, from: number, length = Number.POSITIVE_INFINITY): Buffer {
  if (from === 0 && length === Number.POSITIVE_INFINITY) return readFileSync(path);
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(Math.min(length, Math.max(0, fstatSync(file).size - from)));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(file, bytes, filled, bytes.length - filled, from + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}

function openForAppending(path: string): AppendFile {
  const flags = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY;
  const folder = dirname(path);
  let file: number;
  try {
    file = openSync(path, flags, FILE_MODE);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    makeFolder(folder);
    file = openSync(path, flags, FILE_MODE);
    syncFolder(dirname(folder));
  }
  syncFolder(folder);
  return {
    write: (bytes) => writeSync(file, bytes),
    // The size is synced with the data, for without it the data could not be read back (POSIX, "synchronized I/O
    // data integrity completion"); only times may be lost, and the log needs none.
    sync: () => fdatasyncSync(file),
    stat: () => {
      const found = fstatSync(file);
      return { size: found.size, links: found.nlink };
    },
    close: () => closeSync(file),
  };
}
