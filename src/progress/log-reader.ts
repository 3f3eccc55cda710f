import { errorCode, type FileInfo, type Folder } from '../platform/folder.ts';
import type { Event } from './events.ts';
import { type Bytes, type LogLines, readLines } from './log-lines.ts';
import { type Here, isArchive, isLogFile, isWriterGone, LOG_FOLDER } from './log-name.ts';

/** How far each log file has been accounted for, in bytes, by its name. */
export type Covers = Readonly<Record<string, number>>;

/** What reading the log gave. */
export interface LogReading {
  /** In no order; an event may be there more than once. */
  readonly events: readonly Event[];
  /** How far each file is accounted for now. */
  readonly covers: Covers;
  /** What is no event, by file. Half a line that its writer may still be finishing is not among it. */
  readonly damaged: ReadonlyMap<string, readonly Bytes[]>;
  /** What could not be read: the files' names (or the folder's), and the error's code. */
  readonly unreadable: readonly { readonly name: string; readonly code: string }[];
}

/** A write of one line takes milliseconds; half a line that lay untouched this long, on any computer, stays half. */
const WRITING = 2 * 60 * 1000;

/** How often to begin again when files vanish while they are read, because someone folds them together. */
const ATTEMPTS = 5;

/**
 * Reads the log.
 *
 * @param folder the profile's folder
 * @param here who asks
 * @param covered how far the files need not be read, from a snapshot; leave out to read everything
 * @returns the reading; undefined if `covered` does not fit the files there are, so that everything must be read
 */
export function readLog(folder: Folder, here: Here, covered?: Covers): LogReading | undefined {
  for (let attempt = 1; ; attempt++) {
    const reading = readOnce(folder, here, covered, attempt === ATTEMPTS);
    if (reading !== 'vanished') return reading;
  }
}

function readOnce(
  folder: Folder,
  here: Here,
  covered: Covers | undefined,
  isLast: boolean,
): LogReading | undefined | 'vanished' {
  const events: Event[][] = [];
  const covers: Record<string, number> = {};
  const damaged = new Map<string, readonly Bytes[]>();
  const unreadable: { name: string; code: string }[] = [];
  let files: readonly FileInfo[];
  try {
    files = folder.list(LOG_FOLDER).filter(({ name }) => isLogFile(name));
  } catch (error) {
    return { events: [], covers, damaged, unreadable: [{ name: LOG_FOLDER, code: errorCode(error) }] };
  }
  if (covered && !fits(covered, files)) return undefined;

  const starts: Record<string, number> = { ...covered };
  // Archives first: they say which of the other files' bytes they stand for.
  for (const file of [...files].sort(
    (one, other) => Number(isArchive(other.name)) - Number(isArchive(one.name)),
  )) {
    const start = starts[file.name] ?? 0;
    // A file shorter than what is said of it is another one under the same name; reading it all is always right.
    const from = start <= file.size ? start : 0;
    if (from === file.size) {
      covers[file.name] = from;
      continue;
    }
    let lines: LogLines;
    try {
      lines = readLines(folder.read(`${LOG_FOLDER}/${file.name}`, from), from);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ENOENT' && !isLast) return 'vanished';
      unreadable.push({ name: `${LOG_FOLDER}/${file.name}`, code });
      continue;
    }
    events.push(lines.events as Event[]);
    covers[file.name] = lines.end;
    // An archive that has become damaged no longer stands for anything: what is still there is read itself.
    const isWhole = isArchive(file.name) && lines.damaged.length === 0 && !lines.unfinished;
    for (const [name, size] of Object.entries((isWhole && lines.folded) || {})) {
      if (!isArchive(name)) starts[name] = Math.max(starts[name] ?? 0, size);
    }
    const parts = [...lines.damaged];
    if (lines.unfinished && isWriterGone(file, here, WRITING)) parts.push(lines.unfinished);
    if (parts.length > 0) damaged.set(file.name, parts);
  }
  return { events: events.length === 1 ? (events[0] ?? []) : events.flat(), covers, damaged, unreadable };
}

/** Files only grow. One that shrank or vanished was folded into an archive, or lost: the snapshot says nothing then. */
function fits(covered: Covers, files: readonly FileInfo[]): boolean {
  const sizes = new Map(files.map(({ name, size }) => [name, size]));
  return Object.entries(covered).every(([name, size]) => (sizes.get(name) ?? -1) >= size);
}
