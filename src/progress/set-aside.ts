import { errorCode, type Folder } from '../platform/folder.ts';
import { DAMAGED_FOLDER } from './log-name.ts';

/** How many different contents one stretch of a file is kept in. Each can only be a longer piece of one broken line. */
const MOST_COPIES = 9;

/** Where bytes were set aside. */
export interface Aside {
  /** Relative to the folder. */
  readonly name: string;
  /** False if the same bytes lay there already. */
  readonly isNew: boolean;
}

/**
 * Copies bytes that nothing can be made of to a file of their own, so that no later repair can lose them. What was set
 * aside before is never overwritten; the same bytes are set aside once.
 *
 * @param folder the folder that the file is in
 * @param source the file's name, without folders
 * @param from the offset of the bytes in it
 * @param bytes what to set aside
 * @returns where; undefined if the disk refuses
 */
export function setAside(folder: Folder, source: string, from: number, bytes: Uint8Array): Aside | undefined {
  try {
    for (let copy = 1; copy <= MOST_COPIES; copy++) {
      const name = `${DAMAGED_FOLDER}/${source}-${from}${copy === 1 ? '' : `-${copy}`}.bin`;
      const there = readIfThere(folder, name);
      if (there?.equals(bytes)) return { name, isNew: false };
      if (there) continue;
      folder.replace(name, bytes);
      return { name, isNew: true };
    }
  } catch {
    // The bytes stay where they are; the caller says so.
  }
  return undefined;
}

function readIfThere(folder: Folder, name: string): Buffer | undefined {
  try {
    return folder.read(name);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
