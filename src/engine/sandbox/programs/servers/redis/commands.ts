import type { Bytes } from '../../../kernel/bytes.ts';
import { COLLECTION_COMMANDS } from './collections.ts';
import { type Command, type Database, MANY, Refusal } from './data.ts';
import { KEY_COMMANDS } from './keys.ts';
import { bulk, failure, OK, type Reply } from './resp.ts';
import { STRING_COMMANDS } from './strings.ts';

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
  ...STRING_COMMANDS,
  ...KEY_COMMANDS,
  ...COLLECTION_COMMANDS,
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
