import type { Bytes } from '../../../kernel/bytes.ts';
import { bulk, failure, integer, list, NIL, OK, type Reply } from './resp.ts';

export type Value =
  | { readonly kind: 'string'; data: Bytes }
  | { readonly kind: 'list'; data: Bytes[] }
  | { readonly kind: 'set'; data: Set<Bytes> }
  | { readonly kind: 'hash'; data: Map<Bytes, Bytes> };

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
const SYNTAX = failure('ERR syntax error');

type Command = readonly [
  least: number,
  most: number,
  run: (db: Database, args: readonly Bytes[], now: number) => Reply,
];

class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('refused');
    this.reply = reply;
  }
}

function alive(db: Database, key: Bytes, now: number): Entry | undefined {
  const entry = db.entries.get(key);
  if (entry?.expires !== undefined && entry.expires <= now) {
    db.entries.delete(key);
    return undefined;
  }
  return entry;
}

function get<K extends Value['kind']>(db: Database, key: Bytes, kind: K, now: number): DataOf[K] | undefined {
  const entry = alive(db, key, now);
  if (entry === undefined) return undefined;
  if (entry.value.kind !== kind) throw new Refusal(WRONG_TYPE);
  return entry.value.data as DataOf[K];
}

function obtain<K extends Value['kind']>(db: Database, key: Bytes, kind: K, now: number): DataOf[K] {
  const known = get(db, key, kind, now);
  if (known !== undefined) return known;
  const data =
    kind === 'list' ? [] : kind === 'set' ? new Set<Bytes>() : kind === 'hash' ? new Map<Bytes, Bytes>() : '';
  db.entries.set(key, { value: { kind, data } as Value });
  return data as DataOf[K];
}

function dropEmpty(db: Database, key: Bytes, size: number): void {
  if (size === 0) db.entries.delete(key);
}

function wholeNumber(text: Bytes | undefined): number {
  if (text === undefined || !/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new Refusal(NOT_INTEGER);
  return Number(text);
}

function add(db: Database, key: Bytes, by: number, now: number): Reply {
  const entry = alive(db, key, now);
  const before = get(db, key, 'string', now);
  const value = wholeNumber(before ?? '0') + by;
  db.entries.set(key, { ...entry, value: { kind: 'string', data: String(value) } });
  db.dirty += 1;
  return integer(value);
}

function set(db: Database, [key = '', value = '', ...options]: readonly Bytes[], now: number): Reply {
  let expires: number | undefined;
  let condition: string | undefined;
  let keep = false;
  let give = false;
  for (let at = 0; at < options.length; at++) {
    const option = options[at]!.toUpperCase();
    if (option === 'EX' || option === 'PX') {
      const amount = wholeNumber(options[++at]);
      if (amount <= 0) return failure("ERR invalid expire time in 'set' command");
      expires = now + amount * (option === 'EX' ? 1000 : 1);
    } else if (option === 'NX' || option === 'XX') condition = option;
    else if (option === 'KEEPTTL') keep = true;
    else if (option === 'GET') give = true;
    else return SYNTAX;
  }
  const before = alive(db, key, now);
  const old = give ? bulk(get(db, key, 'string', now)) : OK;
  if ((condition === 'NX' && before !== undefined) || (condition === 'XX' && before === undefined))
    return give ? old : NIL;
  const until = keep ? before?.expires : expires;
  db.entries.set(key, {
    value: { kind: 'string', data: value },
    ...(until === undefined ? {} : { expires: until }),
  });
  db.dirty += 1;
  return old;
}

function slice(length: number, start: number, stop: number): [number, number] {
  const from = Math.max(start < 0 ? length + start : start, 0);
  const to = Math.min(stop < 0 ? length + stop : stop, length - 1);
  return [from, to + 1];
}

function push(end: 'left' | 'right') {
  return (db: Database, [key = '', ...values]: readonly Bytes[], now: number): Reply => {
    const items = obtain(db, key, 'list', now);
    for (const value of values) end === 'left' ? items.unshift(value) : items.push(value);
    db.dirty += values.length;
    return integer(items.length);
  };
}

function pop(end: 'left' | 'right') {
  return (db: Database, [key = '']: readonly Bytes[], now: number): Reply => {
    const items = get(db, key, 'list', now);
    if (items === undefined) return NIL;
    const value = end === 'left' ? items.shift() : items.pop();
    dropEmpty(db, key, items.length);
    db.dirty += 1;
    return bulk(value);
  };
}

function expire(unit: number, absolute = false) {
  return (db: Database, [key = '', amount]: readonly Bytes[], now: number): Reply => {
    const entry = alive(db, key, now);
    const time = wholeNumber(amount) * unit;
    if (entry === undefined) return integer(0);
    entry.expires = absolute ? time : now + time;
    alive(db, key, now);
    db.dirty += 1;
    return integer(1);
  };
}

function ttl(unit: number) {
  return (db: Database, [key = '']: readonly Bytes[], now: number): Reply => {
    const entry = alive(db, key, now);
    if (entry === undefined) return integer(-2);
    return integer(entry.expires === undefined ? -1 : Math.round((entry.expires - now) / unit));
  };
}

/** @returns the expression that a pattern of KEYS means */
function globOf(pattern: Bytes): RegExp {
  const text = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  try {
    return new RegExp(`^${text}$`, 's');
  } catch {
    return /^$/;
  }
}

function keys(db: Database, now: number, pattern: Bytes): Bytes[] {
  const match = globOf(pattern);
  return [...db.entries.keys()].filter((key) => alive(db, key, now) !== undefined && match.test(key));
}

function hset(db: Database, [key = '', ...pairs]: readonly Bytes[], now: number): Reply {
  if (pairs.length % 2 !== 0) return failure("ERR wrong number of arguments for 'hset' command");
  const map = obtain(db, key, 'hash', now);
  const before = map.size;
  for (let at = 0; at < pairs.length; at += 2) map.set(pairs[at]!, pairs[at + 1]!);
  db.dirty += pairs.length / 2;
  return integer(map.size - before);
}

const MANY = Number.POSITIVE_INFINITY;
const COMMANDS: Readonly<Record<string, Command>> = {
  PING: [0, 1, (_, [text]) => (text === undefined ? { kind: 'status', text: 'PONG' } : bulk(text))],
  ECHO: [1, 1, (_, [text]) => bulk(text)],
  SELECT: [
    1,
    1,
    (_, [index]) =>
      index === '0' ? OK : failure('ERR the sandbox does not model other databases than 0 yet'),
  ],
  CLIENT: [1, MANY, () => OK],
  SET: [2, MANY, set],
  SETNX: [
    2,
    2,
    (db, [key = '', value = ''], now) => integer(set(db, [key, value, 'NX'], now) === NIL ? 0 : 1),
  ],
  SETEX: [3, 3, (db, [key = '', seconds = '', value = ''], now) => set(db, [key, value, 'EX', seconds], now)],
  GET: [1, 1, (db, [key = ''], now) => bulk(get(db, key, 'string', now))],
  GETDEL: [
    1,
    1,
    (db, [key = ''], now) => {
      const value = get(db, key, 'string', now);
      db.entries.delete(key);
      db.dirty += 1;
      return bulk(value);
    },
  ],
  MGET: [
    1,
    MANY,
    (db, wanted, now) => ({
      kind: 'list',
      items: wanted.map((key) => {
        const value = alive(db, key, now)?.value;
        return bulk(value?.kind === 'string' ? value.data : undefined);
      }),
    }),
  ],
  MSET: [
    2,
    MANY,
    (db, pairs, now) => {
      for (let at = 0; at + 1 < pairs.length; at += 2) set(db, [pairs[at]!, pairs[at + 1]!], now);
      return OK;
    },
  ],
  APPEND: [
    2,
    2,
    (db, [key = '', text = ''], now) => {
      const value = (get(db, key, 'string', now) ?? '') + text;
      db.entries.set(key, { ...alive(db, key, now), value: { kind: 'string', data: value } });
      db.dirty += 1;
      return integer(value.length);
    },
  ],
  STRLEN: [1, 1, (db, [key = ''], now) => integer(get(db, key, 'string', now)?.length ?? 0)],
  INCR: [1, 1, (db, [key = ''], now) => add(db, key, 1, now)],
  DECR: [1, 1, (db, [key = ''], now) => add(db, key, -1, now)],
  INCRBY: [2, 2, (db, [key = '', by], now) => add(db, key, wholeNumber(by), now)],
  DECRBY: [2, 2, (db, [key = '', by], now) => add(db, key, -wholeNumber(by), now)],
  DEL: [
    1,
    MANY,
    (db, wanted, now) => {
      const count = wanted.filter(
        (key) => alive(db, key, now) !== undefined && db.entries.delete(key),
      ).length;
      db.dirty += count;
      return integer(count);
    },
  ],
  UNLINK: [1, MANY, (db, wanted, now) => COMMANDS['DEL']![2](db, wanted, now)],
  EXISTS: [
    1,
    MANY,
    (db, wanted, now) => integer(wanted.filter((key) => alive(db, key, now) !== undefined).length),
  ],
  TYPE: [
    1,
    1,
    (db, [key = ''], now) => ({ kind: 'status', text: alive(db, key, now)?.value.kind ?? 'none' }),
  ],
  KEYS: [1, 1, (db, [pattern = '*'], now) => list(keys(db, now, pattern))],
  SCAN: [
    1,
    MANY,
    (db, [, ...options], now) => {
      const at = options.findIndex((word) => word.toUpperCase() === 'MATCH');
      return {
        kind: 'list',
        items: [bulk('0'), list(keys(db, now, at < 0 ? '*' : (options[at + 1] ?? '*')))],
      };
    },
  ],
  RENAME: [
    2,
    2,
    (db, [from = '', to = ''], now) => {
      const entry = alive(db, from, now);
      if (entry === undefined) return failure('ERR no such key');
      db.entries.delete(from);
      db.entries.set(to, entry);
      db.dirty += 1;
      return OK;
    },
  ],
  DBSIZE: [0, 0, (db, _, now) => integer(keys(db, now, '*').length)],
  FLUSHALL: [
    0,
    1,
    (db) => {
      db.entries.clear();
      db.dirty += 1;
      return OK;
    },
  ],
  FLUSHDB: [
    0,
    1,
    (db) => {
      db.entries.clear();
      db.dirty += 1;
      return OK;
    },
  ],
  EXPIRE: [2, 3, expire(1000)],
  PEXPIRE: [2, 3, expire(1)],
  EXPIREAT: [2, 3, expire(1000, true)],
  PERSIST: [
    1,
    1,
    (db, [key = ''], now) => {
      const entry = alive(db, key, now);
      if (entry?.expires === undefined) return integer(0);
      delete entry.expires;
      db.dirty += 1;
      return integer(1);
    },
  ],
  TTL: [1, 1, ttl(1000)],
  PTTL: [1, 1, ttl(1)],
  LPUSH: [2, MANY, push('left')],
  RPUSH: [2, MANY, push('right')],
  LPOP: [1, 1, pop('left')],
  RPOP: [1, 1, pop('right')],
  LLEN: [1, 1, (db, [key = ''], now) => integer(get(db, key, 'list', now)?.length ?? 0)],
  LINDEX: [2, 2, (db, [key = '', index], now) => bulk(get(db, key, 'list', now)?.at(wholeNumber(index)))],
  LRANGE: [
    3,
    3,
    (db, [key = '', start, stop], now) => {
      const items = get(db, key, 'list', now) ?? [];
      return list(items.slice(...slice(items.length, wholeNumber(start), wholeNumber(stop))));
    },
  ],
  LTRIM: [
    3,
    3,
    (db, [key = '', start, stop], now) => {
      const items = get(db, key, 'list', now);
      if (items !== undefined) {
        const kept = items.slice(...slice(items.length, wholeNumber(start), wholeNumber(stop)));
        items.splice(0, items.length, ...kept);
        dropEmpty(db, key, items.length);
        db.dirty += 1;
      }
      return OK;
    },
  ],
  SADD: [
    2,
    MANY,
    (db, [key = '', ...members], now) => {
      const data = obtain(db, key, 'set', now);
      const before = data.size;
      for (const member of members) data.add(member);
      db.dirty += data.size - before;
      return integer(data.size - before);
    },
  ],
  SREM: [
    2,
    MANY,
    (db, [key = '', ...members], now) => {
      const data = get(db, key, 'set', now);
      const count = members.filter((member) => data?.delete(member)).length;
      if (data !== undefined) dropEmpty(db, key, data.size);
      db.dirty += count;
      return integer(count);
    },
  ],
  SMEMBERS: [1, 1, (db, [key = ''], now) => list([...(get(db, key, 'set', now) ?? [])])],
  SISMEMBER: [
    2,
    2,
    (db, [key = '', member = ''], now) => integer(Number(get(db, key, 'set', now)?.has(member) ?? false)),
  ],
  SCARD: [1, 1, (db, [key = ''], now) => integer(get(db, key, 'set', now)?.size ?? 0)],
  HSET: [3, MANY, hset],
  HGET: [2, 2, (db, [key = '', field = ''], now) => bulk(get(db, key, 'hash', now)?.get(field))],
  HGETALL: [1, 1, (db, [key = ''], now) => list([...(get(db, key, 'hash', now) ?? [])].flat())],
  HKEYS: [1, 1, (db, [key = ''], now) => list([...(get(db, key, 'hash', now)?.keys() ?? [])])],
  HLEN: [1, 1, (db, [key = ''], now) => integer(get(db, key, 'hash', now)?.size ?? 0)],
  HEXISTS: [
    2,
    2,
    (db, [key = '', field = ''], now) => integer(Number(get(db, key, 'hash', now)?.has(field) ?? false)),
  ],
  HDEL: [
    2,
    MANY,
    (db, [key = '', ...fields], now) => {
      const map = get(db, key, 'hash', now);
      const count = fields.filter((field) => map?.delete(field)).length;
      if (map !== undefined) dropEmpty(db, key, map.size);
      db.dirty += count;
      return integer(count);
    },
  ],
  HINCRBY: [
    3,
    3,
    (db, [key = '', field = '', by], now) => {
      const map = obtain(db, key, 'hash', now);
      const value = wholeNumber(map.get(field) ?? '0') + wholeNumber(by);
      map.set(field, String(value));
      db.dirty += 1;
      return integer(value);
    },
  ],
};

/** Commands of redis that the sandbox refuses by name. */
const NOT_MODELLED = new Set(
  'MULTI EXEC DISCARD WATCH SUBSCRIBE PSUBSCRIBE PUBLISH EVAL EVALSHA FCALL XADD XREAD XLEN XRANGE ZADD ZRANGE ZSCORE ZCARD ZREM ZINCRBY GEOADD PFADD PFCOUNT SETBIT GETBIT BITCOUNT BLPOP BRPOP MONITOR REPLICAOF SLAVEOF CLUSTER ACL JSON.SET JSON.GET OBJECT DUMP RESTORE SORT SINTER SUNION SDIFF SPOP LINSERT LREM LSET GETRANGE SETRANGE INCRBYFLOAT GETSET GETEX'.split(
    ' ',
  ),
);

/** Runs a command on the data. @returns what redis answers */
export function runCommand(db: Database, words: readonly Bytes[], now: number): Reply {
  const [name = '', ...args] = words;
  const command = COMMANDS[name.toUpperCase()];
  if (command === undefined) {
    if (NOT_MODELLED.has(name.toUpperCase()))
      return failure(`ERR the sandbox does not model ${name.toUpperCase()} yet`);
    return failure(
      `ERR unknown command '${name}', with args beginning with: ${args.map((arg) => `'${arg}' `).join('')}`,
    );
  }
  const [least, most, run] = command;
  if (args.length < least || args.length > most)
    return failure(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
  try {
    return run(db, args, now);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

/** @returns the data as the file of a snapshot keeps it: a mark of redis's own, then JSON */
export function snapshotOf(db: Database): Bytes {
  const entries = [...db.entries].map(([key, { value, expires }]) => [
    key,
    value.kind,
    value.kind === 'string' ? value.data : [...value.data],
    expires ?? null,
  ]);
  return `REDIS0012${JSON.stringify(entries).replace(/[\x80-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}`;
}

/** Reads a snapshot. @returns undefined if it is none */
export function readSnapshot(bytes: Bytes): Map<Bytes, Entry> | undefined {
  if (!bytes.startsWith('REDIS0012')) return undefined;
  try {
    const rows = JSON.parse(bytes.slice(9)) as [Bytes, Value['kind'], unknown, number | null][];
    return new Map(
      rows.map(([key, kind, data, expires]) => {
        const value = {
          kind,
          data:
            kind === 'set'
              ? new Set(data as Bytes[])
              : kind === 'hash'
                ? new Map(data as [Bytes, Bytes][])
                : data,
        } as Value;
        return [key, { value, ...(expires === null ? {} : { expires }) }];
      }),
    );
  } catch {
    return undefined;
  }
}
