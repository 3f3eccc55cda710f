import type { Folder } from '../platform/folder.ts';
import type { Agenda } from './agenda.ts';
import { emptyProgress } from './blank.ts';
import { inOrder } from './event-order.ts';
import { isNewer } from './event-shape.ts';
import type { Event } from './events.ts';
import { createFold, type Fold, fold } from './fold.ts';
import { type Here, SNAPSHOT_FILE } from './log-name.ts';
import { type Covers, type LogReading, readLog } from './log-reader.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';

/** What the log amounts to. */
export interface State {
  readonly fold: Fold;
  /** How far each file was read for it. */
  readonly covers: Covers;
  /** The greatest logical clock. */
  readonly maxN: number;
  /** How many events are of newer versions. */
  readonly newer: number;
  /** When the items of the snapshot on disk are due; undefined if there is none to use. */
  readonly agenda: Agenda | undefined;
  /** What happened after that snapshot. */
  readonly since: readonly Event[];
  /** How much the next opening would have to do over without a new snapshot: events to fold, and items to settle. */
  readonly beyond: number;
}

/**
 * Reads what the folder holds: a snapshot and what came after it, or the whole log.
 *
 * @param folder the profile's folder
 * @param here who asks
 * @returns the state, and the reading that it was made from
 */
export function readState(folder: Folder, here: Here): { state: State; reading: LogReading } {
  const snapshot = readSnapshot(folder, (maxN, why) => {
    if (why === 'broken') removeSnapshot(folder);
    return fold(readLog(folder, here)!.events.filter(({ n }) => n <= maxN)).items;
  });
  const tail = snapshot && readLog(folder, here, snapshot.covers);
  if (snapshot && tail) {
    const events = inOrder(tail.events);
    // Only what comes after all that was folded can be folded on top of it.
    if ((events[0]?.n ?? Number.POSITIVE_INFINITY) > snapshot.maxN) {
      const after = stateAfter(snapshot, events, tail.covers);
      return { state: { ...after, agenda: snapshot.agenda, since: events }, reading: tail };
    }
  }
  const reading = readLog(folder, here)!;
  return { state: foldState(reading.events, reading.covers), reading };
}

/**
 * Folds a whole log.
 *
 * @param unordered every event of it, in any order
 * @param covers how far each file was read for them
 * @returns the state
 */
export function foldState(unordered: readonly Event[], covers: Covers): State {
  return stateAfter({ maxN: 0, newer: 0, progress: emptyProgress() }, inOrder(unordered), covers);
}

function stateAfter(start: Omit<Snapshot, 'covers'>, events: readonly Event[], covers: Covers): State {
  const growing = createFold(start.progress);
  let newer = start.newer;
  for (const event of events) {
    growing.add(event);
    if (isNewer(event)) newer++;
  }
  const maxN = events.at(-1)?.n ?? start.maxN;
  const beyond = events.length;
  return { fold: growing, covers, maxN, newer, agenda: undefined, since: [], beyond };
}

/** Takes a broken snapshot away, so that the next opening makes a good one. */
function removeSnapshot(folder: Folder): void {
  try {
    folder.remove(SNAPSHOT_FILE);
  } catch {
    // Where nothing can be removed, every opening folds anew; that is told where events cannot be saved either.
  }
}
