/**
 * Where each value of a file stands, in few numbers. YAML's own tree has it too, but a pack may have a thousand files:
 * their trees would be most of what it takes of memory, and to make a tree again is to parse the file again.
 */
import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';

/** Offsets in a text, the end exclusive. */
export type Range = readonly [start: number, end: number];

/** What is known of a value: six numbers each, every value before those inside it, in the order of the file. */
const KEY_START = 0;
const KEY_END = 1;
const START = 2;
const END = 3;
/** The number of the record behind the last value inside it. */
const NEXT = 4;
/** One of {@link KINDS}; of an alias, the number of the record that it names, behind them. */
const KIND = 5;
const FIELDS = 6;

const KINDS = { nothing: 0, plain: 1, scalar: 2, map: 3, list: 4, lostAlias: 5 } as const;
const ALIAS = 6;

/** A value that was found. */
export interface Place {
  /** Its key; absent in a list, and where the key is no text. */
  readonly key?: Range;
  /** Absent if a key has no value. */
  readonly range?: Range;
  /** Whether it is a word without quotes. */
  readonly isPlain: boolean;
}

/** The places of the values of a file. */
export class Places {
  readonly #records: Int32Array;
  /** The keys of the values in maps, by the number of their record. */
  readonly #keys: readonly (string | undefined)[];

  /** @param root the content of a document whose nesting is bounded */
  constructor(root: Node) {
    const writer = new Writer();
    writer.write(root);
    this.#records = writer.finish();
    this.#keys = writer.keys;
  }

  /**
   * Follows keys and indexes from the top, through aliases too.
   *
   * @returns the value at the path; if it is not there, its nearest ancestor that is
   */
  at(path: readonly (string | number)[]): Place {
    let record = 0;
    for (const step of path) {
      const next = this.#child(record, step);
      if (next === undefined) break;
      record = next;
    }
    const [keyStart, keyEnd, start, end] = [KEY_START, KEY_END, START, END].map((field) =>
      this.#read(record, field),
    ) as [number, number, number, number];
    const kind = this.#read(record, KIND);
    return {
      ...(keyStart >= 0 && { key: [keyStart, keyEnd] as const }),
      ...(kind !== KINDS.nothing && { range: [start, end] as const }),
      isPlain: kind === KINDS.plain,
    };
  }

  #child(parent: number, step: string | number): number | undefined {
    const named = this.#read(parent, KIND) - ALIAS;
    const record = named >= 0 ? named : parent;
    const kind = this.#read(record, KIND);
    if (kind !== KINDS.map && kind !== KINDS.list) return undefined;
    const end = this.#read(record, NEXT);
    let index = 0;
    for (let child = record + 1; child < end; child = this.#read(child, NEXT)) {
      const isIt = kind === KINDS.map ? this.#keys[child] === String(step) : index++ === Number(step);
      if (!isIt) continue;
      return kind === KINDS.list && this.#read(child, KIND) === KINDS.nothing ? undefined : child;
    }
    return undefined;
  }

  #read(record: number, field: number): number {
    return this.#records[record * FIELDS + field] ?? 0;
  }
}

/** Writes the records of a tree. */
class Writer {
  readonly keys: (string | undefined)[] = [];
  readonly #numbers: number[] = [];
  /** The first value with each anchor, and the aliases with what they name. */
  readonly #anchors = new Map<string, number>();
  readonly #aliases: [record: number, anchor: string][] = [];

  write(value: unknown, key?: unknown): void {
    const record = this.keys.length;
    const node = isNode(value) ? value : undefined;
    this.keys.push(isScalar(key) ? String(key.value ?? '') : undefined);
    const [keyStart, keyEnd] = isNode(key) ? boundsOf(key) : [-1, -1];
    const [start, end] = node === undefined ? [0, 0] : boundsOf(node);
    this.#numbers.push(keyStart, keyEnd, start, end, 0, kindOf(node));
    if (isAlias(node)) this.#aliases.push([record, node.source]);
    else if (node?.anchor !== undefined && !this.#anchors.has(node.anchor))
      this.#anchors.set(node.anchor, record);
    if (isMap(node)) for (const pair of node.items) this.write(pair.value, pair.key);
    else if (isSeq(node)) for (const item of node.items) this.write(item);
    this.#numbers[record * FIELDS + NEXT] = this.keys.length;
  }

  finish(): Int32Array {
    for (const [record, anchor] of this.#aliases) {
      const named = this.#anchors.get(anchor);
      if (named !== undefined) this.#numbers[record * FIELDS + KIND] = ALIAS + named;
    }
    return Int32Array.from(this.#numbers);
  }
}

function kindOf(node: Node | undefined): number {
  if (isScalar(node)) return node.type === 'PLAIN' ? KINDS.plain : KINDS.scalar;
  if (isMap(node)) return KINDS.map;
  if (isSeq(node)) return KINDS.list;
  return node === undefined ? KINDS.nothing : KINDS.lostAlias;
}

function boundsOf({ range }: Node): Range {
  return range ? [range[0], range[1]] : [0, 0];
}
