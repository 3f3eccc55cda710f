import { errorCode, type Folder } from '../platform/folder.ts';
import { dueOfAgenda } from './agenda.ts';
import { inOrder } from './event-order.ts';
import { EVENT_VERSION, type Event, type EventBody } from './events.ts';
import { writeLines } from './log-lines.ts';
import { type Here, hostMark, LOG_FOLDER, writerFileName } from './log-name.ts';
import { type LogReading, readLog } from './log-reader.ts';
import { createLogWriter } from './log-writer.ts';
import { noticesOf } from './notices.ts';
import type { ProgressStore, StoreNotice } from './port.ts';
import { foldState, readState } from './state.ts';
import { tidy } from './tidy.ts';

/** What a store needs of its surroundings. */
export interface StoreOptions {
  /** The profile's folder; it may not exist yet. */
  readonly folder: Folder;
  /** The wall clock, in milliseconds since 1970; only asked how long files have lain untouched. */
  readonly now: () => number;
  readonly hostname: string;
  readonly pid: number;
  /** Whether a process runs on this computer. */
  readonly isAlive: (pid: number) => boolean;
  /** A random id of lower-case letters and digits, at least 10 long. */
  readonly randomId: () => string;
}

/**
 * Opens a learner's progress. Nothing is written before the first record.
 *
 * @param options the folder, and who and when it is
 * @returns the store; a disk that cannot be read or written is told in its notices, never thrown
 */
export function openStore(options: StoreOptions): ProgressStore {
  const { folder, now, pid, isAlive, randomId } = options;
  const here: Here = { host: hostMark(options.hostname), pid, isAlive, now };
  const writerId = randomId();
  const writer = createLogWriter(folder, () => writerFileName(nextFileId(), here.host, pid));
  let isFirstFile = true;
  let sequence = 0;

  const found = readState(folder, here);
  const opening = noticesOf(folder, found.reading, found.state.newer);
  let state = found.state;
  let notSaving: StoreNotice | undefined;
  /** What the disk has refused so far, in order. */
  let pending: readonly Event[] = [];

  /** The first file carries the name that this writer's events carry. */
  function nextFileId(): string {
    const id = isFirstFile ? writerId : randomId();
    isFirstFile = false;
    return id;
  }

  function save(): void {
    if (pending.length === 0) return;
    try {
      writer.write(writeLines(pending));
      pending = [];
      notSaving = undefined;
    } catch (error) {
      notSaving = { kind: 'not-saving', code: errorCode(error), path: `${folder.path}/${LOG_FOLDER}` };
    }
  }

  function add(events: readonly Event[]): void {
    pending = pending.length === 0 ? events : [...pending, ...events];
    save();
  }

  function allEvents(): { events: readonly Event[]; reading: LogReading | undefined } {
    const reading = readLog(folder, here);
    return { events: inOrder([...(reading?.events ?? []), ...pending]), reading };
  }

  return {
    get progress() {
      return state.fold.progress();
    },
    get notices() {
      return notSaving ? [...opening, notSaving] : opening;
    },
    record(bodies, at) {
      const events = bodies.map((body, index) =>
        makeEvent(body, at, writerId, sequence + index, state.maxN + 1 + index),
      );
      if (events.length === 0) return events;
      sequence += events.length;
      for (const event of events) state.fold.add(event);
      const since = [...state.since, ...events];
      state = { ...state, maxN: events.at(-1)!.n, since, beyond: state.beyond + events.length };
      add(events);
      return events;
    },
    settle(cards, at) {
      state.fold.settle(cards, at);
      // What was settled is worth a snapshot, so that it is done once.
      if (cards.size > 0) state = { ...state, beyond: Number.POSITIVE_INFINITY };
    },
    dueToday(at, most) {
      return state.agenda && dueOfAgenda(state.agenda, state.since, at, most);
    },
    events: () => allEvents().events,
    merge(foreign) {
      const { events, reading } = allEvents();
      const known = new Set(events.map(({ id }) => id));
      const fresh = inOrder(foreign).filter(({ id }) => !known.has(id));
      if (fresh.length === 0) return 0;
      // What comes from elsewhere may belong anywhere in the order, so everything is folded anew.
      state = foldState([...events, ...fresh], reading?.covers ?? {});
      add(fresh);
      return fresh.length;
    },
    close() {
      save();
      writer.close();
      tidy(folder, here, randomId, pending.length === 0 ? state : undefined, writer);
    },
  };
}

function makeEvent(body: EventBody, at: number, writerId: string, sequence: number, n: number): Event {
  const id = `${writerId}-${sequence}`;
  // The greatest safe integer can only have come from a damaged digit; better a tie than an event nobody can read.
  return { v: EVENT_VERSION, id, n: Math.min(n, Number.MAX_SAFE_INTEGER), at, ...body };
}
