import type { Bytes } from '../../../kernel/bytes.ts';
import { type Command, type Database, dropEmpty, get, MANY, obtain, wholeNumber } from './data.ts';
import { bulk, failure, integer, list, NIL, OK, type Reply } from './resp.ts';

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

function hset(db: Database, [key = '', ...pairs]: readonly Bytes[], now: number): Reply {
  if (pairs.length % 2 !== 0) return failure("ERR wrong number of arguments for 'hset' command");
  const map = obtain(db, key, 'hash', now);
  const before = map.size;
  for (let at = 0; at < pairs.length; at += 2) map.set(pairs[at]!, pairs[at + 1]!);
  db.dirty += pairs.length / 2;
  return integer(map.size - before);
}

/** Commands on lists, sets and hashes. */
export const COLLECTION_COMMANDS: Readonly<Record<string, Command>> = {
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
