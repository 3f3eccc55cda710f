import type { Bytes } from '../../../kernel/bytes.ts';
import { alive, type Command, type Database, get, MANY, SYNTAX, wholeNumber } from './data.ts';
import { bulk, failure, integer, NIL, OK, type Reply } from './resp.ts';

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

/** Commands on strings. */
export const STRING_COMMANDS: Readonly<Record<string, Command>> = {
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
};
