import type { Journal, Mark, Mutable } from './journal.ts';

/** How records were; undefined for one that was not there yet. */
type Saved = Map<object, object | undefined>;

/**
 * @param afterUndo called when an undo has put everything back, so that what was derived from the records is derived anew
 * @returns an empty journal. Nothing is kept before its first mark, for nothing can go back behind that
 */
export function createJournal(afterUndo: () => void = () => {}): Journal {
  /** How the records were at each mark: the last one is being written. */
  const units: Saved[] = [];
  let current: Saved | undefined;
  /** The first mark that is not forgotten. */
  let oldest: Mark = 0;
  /** The record edited last: most edits come in runs. */
  let last: object | undefined;
  return {
    edit<T extends object>(record: T): Mutable<T> {
      if (record !== last && current !== undefined) {
        last = record;
        if (!current.has(record)) current.set(record, copyOf(record));
      }
      return record as Mutable<T>;
    },
    fresh<T extends object>(record: T): T {
      current?.set(record, undefined);
      return record;
    },
    mark(): Mark {
      current = new Map();
      last = undefined;
      units.push(current);
      return units.length - 1;
    },
    undo(to: Mark): void {
      while (units.length > to) {
        for (const [record, copy] of units.pop()!) if (copy !== undefined) putBack(record, copy);
      }
      current = units.at(-1);
      last = undefined;
      afterUndo();
    },
    forget(): void {
      for (; oldest < units.length - 1; oldest += 1) units[oldest] = new Map();
    },
    reaches: (mark) => mark >= oldest,
  };
}

function copyOf(record: object): object {
  if (Array.isArray(record)) return [...record];
  if (record instanceof Map) return new Map(record);
  if (record instanceof Set) return new Set(record);
  return { ...record };
}

function putBack(record: object, copy: object): void {
  if (Array.isArray(record)) {
    record.length = 0;
    for (const element of copy as unknown[]) record.push(element);
  } else if (record instanceof Map) {
    record.clear();
    for (const [key, value] of copy as Map<unknown, unknown>) record.set(key, value);
  } else if (record instanceof Set) {
    record.clear();
    for (const element of copy as Set<unknown>) record.add(element);
  } else {
    for (const key of Object.keys(record)) {
      if (!(key in copy)) delete (record as Record<string, unknown>)[key];
    }
    Object.assign(record, copy);
  }
}
