/** A record, an array, a map or a set that may be written, because the journal knows how it was. */
export type Mutable<T> =
  T extends ReadonlyMap<infer K, infer V>
    ? Map<K, V>
    : T extends ReadonlySet<infer E>
      ? Set<E>
      : T extends readonly (infer E)[]
        ? E[]
        : { -readonly [P in keyof T]: T[P] };

/** How far the journal was written at some moment; what `undo` goes back to. */
export type Mark = number;

/**
 * Everything that can change in the sandbox is a record, map, set or array with readonly types, and is written only
 * through `edit`, which keeps how it was. So `undo` costs what changed, not what there is.
 */
export interface Journal {
  /**
   * @param record what is about to be changed: a plain object, a Map, a Set or an array that the sandbox owns
   * @returns the same object, writable; what was in it at the last mark is kept (a shallow copy, once a mark)
   */
  edit<T extends object>(record: T): Mutable<T>;
  /** Says that a record has just been made: until the next mark it needs no copy, for going back leaves nothing that knows it. */
  fresh<T extends object>(record: T): T;
  /** Ends a unit of undo. */
  mark(): Mark;
  /** Puts everything back to how it was at a mark that it still reaches. Marks after it are gone. */
  undo(to: Mark): void;
  /** Gives up what lies before the last mark, and with it the memory that only old states hold. */
  forget(): void;
  /** Whether `undo` can go back to a mark: it has not been forgotten. */
  reaches(mark: Mark): boolean;
}
