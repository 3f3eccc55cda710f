import type { Folder } from '../platform/folder.ts';
import type { ItemProgress, LessonProgress, Progress } from './events.ts';
import { emptyProgress } from './fold.ts';
import { SNAPSHOT_FILE } from './log-name.ts';
import type { Covers } from './log-reader.ts';

/**
 * The version of snapshots. Raise it whenever the fold counts something differently or learns a new type of event:
 * older snapshots are then ignored, and the log is folded anew.
 */
export const SNAPSHOT_FORMAT = 1;

/** The folded log up to some point, kept so that opening need not read what is behind it. It can always be rebuilt. */
export interface Snapshot {
  /** How many bytes of each file are in it. */
  readonly covers: Covers;
  /** The greatest logical clock in it. */
  readonly maxN: number;
  /** How many events of newer versions were passed over. */
  readonly newer: number;
  readonly progress: Progress;
}

/**
 * Reads the snapshot.
 *
 * @param folder the profile's folder
 * @returns the snapshot; undefined if there is none, or it is broken, or of another version
 */
export function readSnapshot(folder: Folder): Snapshot | undefined {
  try {
    const raw = JSON.parse(folder.read(SNAPSHOT_FILE).toString());
    return raw.format === SNAPSHOT_FORMAT ? check(raw) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes the snapshot; when that fails, the next opening only takes longer.
 *
 * @param folder the profile's folder
 * @param snapshot what to write
 */
export function writeSnapshot(folder: Folder, snapshot: Snapshot): void {
  try {
    folder.replace(SNAPSHOT_FILE, `${JSON.stringify({ format: SNAPSHOT_FORMAT, ...snapshot })}\n`);
  } catch {
    // See above.
  }
}

/** @throws TypeError if a part is missing; the caller takes that for a broken snapshot */
function check(raw: Snapshot): Snapshot | undefined {
  const { covers, maxN, newer, progress } = raw;
  const { lessons, items, current } = progress;
  const isGood =
    Number.isSafeInteger(maxN) &&
    Number.isSafeInteger(newer) &&
    (current === undefined || typeof current === 'string') &&
    Object.values(covers).every(Number.isSafeInteger) &&
    Object.values(lessons).every(isLesson) &&
    Object.values(items).every(isItem);
  if (!isGood) return undefined;
  return { covers, maxN, newer, progress: withoutPrototypes(progress) };
}

/** Records as the fold makes them. */
function withoutPrototypes({ lessons, items, current }: Progress): Progress {
  const empty = emptyProgress();
  return {
    lessons: Object.assign(empty.lessons, lessons),
    items: Object.assign(empty.items, items),
    ...(current !== undefined && { current }),
  };
}

function isLesson({ state, step, seen, at }: LessonProgress): boolean {
  const isState = state === 'started' || state === 'done';
  return isState && typeof step === 'string' && Array.isArray(seen) && Number.isFinite(at);
}

function isItem({ revision, seen, correct, last }: ItemProgress): boolean {
  const isCounted = [revision, seen, correct].every(Number.isSafeInteger);
  return (
    isCounted && (last === undefined || (Number.isFinite(last.at) && Array.isArray(last.misconceptions)))
  );
}
