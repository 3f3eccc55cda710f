import { TEMPORARY_SUFFIX } from '../platform/atomic-write.ts';
import type { Folder } from '../platform/folder.ts';
import { inOrder } from './event-order.ts';
import type { Event } from './events.ts';
import { readLines, writeFolded, writeLines } from './log-lines.ts';
import { archiveFileName, type Here, isArchive, isLogFile, isWriterGone, LOG_FOLDER } from './log-name.ts';
import { setAside } from './set-aside.ts';

/** How many files of writers that are gone may lie about before they are folded together. */
export const MOST_FILES = 20;

/** How long a writer on another computer must have been silent to count as gone: nobody learns for a day on end. */
const GONE = 24 * 60 * 60 * 1000;

/** What was folded together. */
export interface Compaction {
  /** The archive's name, and its size in bytes. */
  readonly archive: string;
  readonly size: number;
  /** How far each file now in the archive was accounted for when it was folded. */
  readonly folded: ReadonlyMap<string, number>;
}

/**
 * Folds the log files of writers that are gone into one archive, if there are many.
 *
 * It may be killed at any point, and run in several processes at once. The archive appears whole, and names the files
 * it stands for and how many bytes of each, so readers skip those while they still exist, and read on if one grew
 * after all. Two archives of the same files hold the same events, and events count once by id. A writer that was not
 * gone notices that its file is, and writes again (see log-writer.ts).
 *
 * @param folder the profile's folder
 * @param here who asks
 * @param own the name of this process's own log file, which is left alone
 * @param newId gives a random id
 * @returns what was done; undefined if there was no need, or the disk refused, and then nothing has changed
 */
export function foldTogether(
  folder: Folder,
  here: Here,
  own: string | undefined,
  newId: () => string,
): Compaction | undefined {
  const files = folder.list(LOG_FOLDER);
  const idle = files.filter(
    (file) => isLogFile(file.name) && file.name !== own && isWriterGone(file, here, GONE),
  );
  if (idle.length <= MOST_FILES) return undefined;

  const events: Event[][] = [];
  const sizes: Record<string, number> = {};
  const folded = new Map<string, number>();
  for (const { name } of idle) {
    const bytes = folder.read(path(name));
    const lines = readLines(bytes, 0);
    const parts = lines.unfinished ? [...lines.damaged, lines.unfinished] : lines.damaged;
    // What could not be set aside would be lost with the file.
    if (!parts.every((part) => setAside(folder, name, part.from, part.bytes))) continue;
    events.push(lines.events as Event[]);
    sizes[name] = bytes.length;
    folded.set(name, lines.end);
  }

  const archive = archiveFileName(newId());
  const content = Buffer.from(writeFolded(sizes) + writeLines(inOrder(events.flat())));
  folder.replace(path(archive), content);
  for (const [name, size] of Object.entries(sizes)) removeIfUnchanged(folder, name, size);
  removeLeftovers(folder, here);
  return { archive, size: content.length, folded };
}

function removeIfUnchanged(folder: Folder, name: string, size: number): void {
  try {
    if (isArchive(name) || folder.size(path(name)) === size) folder.remove(path(name));
  } catch {
    // Gone already, or held by someone (Windows): readers skip it, and the next time comes.
  }
}

/** Unfinished files that a killed process left behind. */
function removeLeftovers(folder: Folder, here: Here): void {
  for (const below of ['', LOG_FOLDER]) {
    for (const { name, modified } of folder.list(below)) {
      if (!name.endsWith(TEMPORARY_SUFFIX) || here.now() - modified < GONE) continue;
      folder.remove(below === '' ? name : `${below}/${name}`);
    }
  }
}

function path(name: string): string {
  return `${LOG_FOLDER}/${name}`;
}
