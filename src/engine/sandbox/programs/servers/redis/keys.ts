import type { Bytes } from '../../../kernel/bytes.ts';
import { alive, type Command, type Database, MANY, wholeNumber } from './data.ts';
import { bulk, failure, integer, list, OK, type Reply } from './resp.ts';

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

const FLUSH: Command = [
  0,
  1,
  (db) => {
    db.entries.clear();
    db.dirty += 1;
    return OK;
  },
];

/** Commands that look at keys, whatever they have. */
export const KEY_COMMANDS: Readonly<Record<string, Command>> = {
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
  UNLINK: [1, MANY, (db, wanted, now) => KEY_COMMANDS['DEL']![2](db, wanted, now)],
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
  FLUSHALL: FLUSH,
  FLUSHDB: FLUSH,
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
};
