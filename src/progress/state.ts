import type { Folder } from '../platform/folder.ts';
import { inOrder } from './event-order.ts';
import { isNewer } from './event-shape.ts';
import type { Event } from './events.ts';
import { createFold, emptyProgress, type Fold } from './fold.ts';
import type { Here } from './log-name.ts';
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
  /** How many events are not in the snapshot on disk. */
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
  const snapshot = readSnapshot(folder);
  const tail = snapshot && readLog(folder, here, snapshot.covers);
  if (snapshot && tail) {
    const events = inOrder(tail.events);
    // Only what comes after all that was folded can be folded on top of it.
    if ((events[0]?.n ?? Number.POSITIVE_INFINITY) > snapshot.maxN) {
      return { state: stateAfter(snapshot, events, tail.covers), reading: tail };
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
  const fold = createFold(start.progress);
  let newer = start.newer;
  for (const event of events) {
    fold.add(event);
    if (isNewer(event)) newer++;
  }
  return { fold, covers, maxN: events.at(-1)?.n ?? start.maxN, newer, beyond: events.length };
}
