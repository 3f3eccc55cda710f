/** A YAML value as plain data. Mappings have no prototype, so that a key such as `__proto__` is a key like any other. */
export type Value = string | number | boolean | null | readonly Value[] | Mapping;

/** A mapping; keys keep their order. */
export interface Mapping {
  [key: string]: Value;
}

/** Where something stands in a file; lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Positions by path: `services.web.ports.0`. */
export type Positions = ReadonlyMap<string, Position>;

/** What Compose says of a file that it cannot use. */
export class ComposeError extends Error {
  /** The path of what is wrong, for its position. */
  readonly path: string;
  /** Where it is, when the one who threw knows better than the path. */
  readonly position: Position | undefined;
  constructor(message: string, path = '', position?: Position) {
    super(message);
    this.name = 'ComposeError';
    this.path = path;
    this.position = position;
  }
}

/** @returns a mapping with these entries; one that is undefined is left out */
export function mapping(entries: Iterable<readonly [string, Value | undefined]> = []): Mapping {
  const made: Mapping = Object.create(null);
  // Not taken apart by a pattern, which would ask each pair for an iterator: most of a file goes through here several times.
  for (const entry of entries) if (entry[1] !== undefined) made[entry[0]] = entry[1];
  return made;
}

export function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** @returns the entries of a mapping; none of anything else */
export function entriesOf(value: Value | undefined): readonly [string, Value][] {
  return isMapping(value) ? Object.entries(value) : [];
}

/** @returns the items of a list; none of anything else */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}

/** @returns the items of a list, a single value as a list of one, as texts */
export function texts(value: Value | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return (isList(value) ? value : [value]).map(String);
}

/** @returns a copy that shares nothing */
export function clone<T extends Value>(value: T): T {
  if (isList(value)) return value.map(clone) as unknown as T;
  if (isMapping(value)) return mapping(Object.entries(value).map(([key, item]) => [key, clone(item)])) as T;
  return value;
}

/** A step of patterns: what ends here, and what may follow. */
interface Step<T> {
  entry?: T;
  readonly next: Map<string, Step<T>>;
}

/**
 * A table by patterns of paths, in which `*` stands for any one step: `services/*\/build/args`.
 *
 * @returns what finds the entry of a path; a step that is named goes before `*`
 */
export function byPattern<T>(table: Readonly<Record<string, T>>): (path: readonly string[]) => T | undefined {
  let root: Step<T> | undefined;
  const find = (step: Step<T>, path: readonly string[], at: number): T | undefined => {
    if (at === path.length) return step.entry;
    const named = step.next.get(path[at]!);
    const found = named === undefined ? undefined : find(named, path, at + 1);
    const any = step.next.get('*');
    return found ?? (any === undefined ? undefined : find(any, path, at + 1));
  };
  return (path) => {
    root ??= stepsOf(table);
    return find(root, path, 0);
  };
}

function stepsOf<T>(table: Readonly<Record<string, T>>): Step<T> {
  const root: Step<T> = { next: new Map() };
  for (const [pattern, entry] of Object.entries(table)) {
    let step = root;
    for (const part of pattern.split('/')) {
      const next: Step<T> = step.next.get(part) ?? { next: new Map() };
      step.next.set(part, next);
      step = next;
    }
    step.entry = entry;
  }
  return root;
}
