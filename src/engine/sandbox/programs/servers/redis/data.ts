import type { Bytes } from '../../../kernel/bytes.ts';
import { failure, type Reply } from './resp.ts';

/** What a key has. */
export type Value =
  | { readonly kind: 'string'; data: Bytes }
  | { readonly kind: 'list'; data: Bytes[] }
  | { readonly kind: 'set'; data: Set<Bytes> }
  | { readonly kind: 'hash'; data: Map<Bytes, Bytes> };

/** A key’s value, and until when it lasts. */
export interface Entry {
  value: Value;
  /** Milliseconds since 1970. */
  expires?: number;
}

interface DataOf {
  readonly string: Bytes;
  readonly list: Bytes[];
  readonly set: Set<Bytes>;
  readonly hash: Map<Bytes, Bytes>;
}

/** One server's data, and what commands change of it. */
export interface Database {
  readonly entries: Map<Bytes, Entry>;
  /** Changes since the last save. */
  dirty: number;
}

const WRONG_TYPE = failure('WRONGTYPE Operation against a key holding the wrong kind of value');

const NOT_INTEGER = failure('ERR value is not an integer or out of range');

/** Options that nobody can read. */
export const SYNTAX = failure('ERR syntax error');

/** A command: how many arguments it takes, and what it does. @throws Refusal */
export type Command = readonly [
  least: number,
  most: number,
  run: (db: Database, args: readonly Bytes[], now: number) => Reply,
];

/** Ends a command with an error. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('refused');
    this.reply = reply;
  }
}

/** @returns what a key has; one whose time is over is removed */
export function alive(db: Database, key: Bytes, now: number): Entry | undefined {
  const entry = db.entries.get(key);
  if (entry?.expires !== undefined && entry.expires <= now) {
    db.entries.delete(key);
    return undefined;
  }
  return entry;
}

/** @returns a key’s data; undefined if it is not there. @throws Refusal if it is of another kind */
export function get<K extends Value['kind']>(
  db: Database,
  key: Bytes,
  kind: K,
  now: number,
): DataOf[K] | undefined {
  const entry = alive(db, key, now);
  if (entry === undefined) return undefined;
  if (entry.value.kind !== kind) throw new Refusal(WRONG_TYPE);
  return entry.value.data as DataOf[K];
}

/** As `get`; a key that is not there comes to be, empty. */
export function obtain<K extends Value['kind']>(db: Database, key: Bytes, kind: K, now: number): DataOf[K] {
  const known = get(db, key, kind, now);
  if (known !== undefined) return known;
  const data =
    kind === 'list' ? [] : kind === 'set' ? new Set<Bytes>() : kind === 'hash' ? new Map<Bytes, Bytes>() : '';
  db.entries.set(key, { value: { kind, data } as Value });
  return data as DataOf[K];
}

/** Removes a key that has nothing left. */
export function dropEmpty(db: Database, key: Bytes, size: number): void {
  if (size === 0) db.entries.delete(key);
}

/** @throws Refusal if it is no whole number */
export function wholeNumber(text: Bytes | undefined): number {
  if (text === undefined || !/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new Refusal(NOT_INTEGER);
  return Number(text);
}

/** As many arguments as there are. */
export const MANY = Number.POSITIVE_INFINITY;
