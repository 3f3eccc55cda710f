import type { Card, Event, EventBody, Progress } from './events.ts';

/** Something the learner must be told about the log, in one line each. */
export type StoreNotice =
  /** Bytes that were no events were set aside in `file`; `events` good ones around them were kept. */
  | { readonly kind: 'set-aside'; readonly file: string; readonly bytes: number }
  /** Events of a newer version are kept but cannot be counted. */
  | { readonly kind: 'newer'; readonly events: number }
  /** Nothing can be saved, and why (`ENOSPC`, `EROFS`, `EACCES` …). */
  | { readonly kind: 'not-saving'; readonly code: string; readonly path: string }
  /** A part of the log, or all of it, cannot be read, and why (`EACCES`, `EIO`, `ENOTDIR` …); it stays as it is. */
  | { readonly kind: 'unreadable'; readonly code: string; readonly path: string };

/** A learner's progress on disk. */
export interface ProgressStore {
  /** The folded log as of opening plus everything recorded since. */
  readonly progress: Progress;
  /** What opening found; empty on a good day. */
  readonly notices: readonly StoreNotice[];
  /**
   * Writes events to disk, each on a line of its own, and waits until the disk has them.
   *
   * @param bodies what happened, in order
   * @param at the wall clock, milliseconds since 1970
   * @returns the events as written; if the disk refused, `notices` has a `not-saving` and the events live in memory only
   */
  record(bodies: readonly EventBody[], at: number): readonly Event[];
  /**
   * Keeps where items stand in the schedule, so that no later opening has to compute it from their reviews. The log
   * stays as it is: what is kept is part of the snapshot, which can be thrown away.
   *
   * @param cards by item key, as in `progress`
   * @param now the time of settling, in milliseconds since 1970: reviews that could become sure then are not in them
   */
  settle(cards: ReadonlyMap<string, Card>, now: number): void;
  /**
   * What is due today, without reading what is known of every item.
   *
   * @param now the wall clock, in milliseconds since 1970
   * @param most how many to tell, at most; all without it
   * @returns the keys of items, under the names of the log, those that wait longest first; undefined if only `progress`,
   *   settled, can tell
   */
  dueToday(now: number, most?: number): readonly string[] | undefined;
  /** Every event known, in order, those of newer versions included as they were read. Reads the whole log. */
  events(): readonly Event[];
  /** Adds foreign events, by id; those known already are left out. Returns how many were new. */
  merge(events: readonly Event[]): number;
  /** Writes a snapshot if worth it and closes the log. Safe to call twice. */
  close(): void;
}
