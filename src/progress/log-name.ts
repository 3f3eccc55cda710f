import type { FileInfo } from '../platform/folder.ts';

/** The folders and files of a profile, relative to it. */
export const LOG_FOLDER = 'log';
export const DAMAGED_FOLDER = 'damaged';
export const SNAPSHOT_FILE = 'snapshot.json';

/** Who asks, for telling whether the writer of a log file may still be at it. */
export interface Here {
  /** As {@link hostMark} gives it. */
  readonly host: string;
  readonly pid: number;
  isAlive(pid: number): boolean;
  /** The wall clock, in milliseconds since 1970. */
  now(): number;
}

const WRITER_FILE = /^[a-z0-9]+\.([a-z0-9]+)\.(\d+)\.jsonl$/;
const ARCHIVE_FILE = /^[a-z0-9]+\.archive\.jsonl$/;

/**
 * The name of a log file that one process writes: `<id>.<host mark>.<pid>.jsonl`. One file per writer is what makes
 * locks needless (four processes that shared a file kept 98 of 200 events).
 */
export function writerFileName(id: string, host: string, pid: number): string {
  return `${id}.${host}.${pid}.jsonl`;
}

/** The name of a file into which others were folded. Nobody writes to it again. */
export function archiveFileName(id: string): string {
  return `${id}.archive.jsonl`;
}

/** Whether a file holds events. Copies that a file synchroniser made under other names do too. */
export function isLogFile(name: string): boolean {
  return name.endsWith('.jsonl');
}

/** Whether a file is one into which others were folded. */
export function isArchive(name: string): boolean {
  return ARCHIVE_FILE.test(name);
}

/**
 * A short mark that tells computers apart without writing their names into files that get handed around: the 32-bit
 * FNV-1a hash of the host name. Two computers with one mark do no harm: it is only asked who may still be writing.
 */
export function hostMark(hostname: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < hostname.length; at++) {
    hash = Math.imul(hash ^ hostname.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/**
 * Whether the writer of a log file has certainly or most likely ended.
 *
 * @param file a file that is not the asking process's own
 * @param here who asks
 * @param quiet how long, in milliseconds, a writer on another computer must have been silent to count as gone
 * @returns true if nothing more is to be expected in the file
 */
export function isWriterGone(file: FileInfo, here: Here, quiet: number): boolean {
  if (isArchive(file.name)) return true;
  const [, host, pid] = WRITER_FILE.exec(file.name) ?? [];
  if (host === here.host) {
    // Our own process id in another writer's name: that writer is gone, and we were given its id. In a container this
    // is the rule, for the id is always the same small number.
    return Number(pid) === here.pid || !here.isAlive(Number(pid));
  }
  return here.now() - file.modified > quiet;
}
