import { fromText, toText } from '../../../../kernel/bytes.ts';
import { SystemError } from '../../../../kernel/errors.ts';
import type { Task } from '../../../../kernel/process.ts';
import { encodeCommand, Reader, type Reply } from '../../../servers/redis/resp.ts';
import type { Interpreter } from '../interpreter.ts';
import { str } from '../show.ts';
import {
  errors,
  fail,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PyModule,
  PyObject,
  plain,
  raise,
  type Value,
} from '../values.ts';
import { objectOf } from './objects.ts';
import { bytesOf } from './serve.ts';

/** redis: Redis, StrictRedis, from_url, exceptions. Each command goes over a connection of its own. */
export function redisModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  const base = new PyClass('RedisError', [errors['Exception']!], new Map(), 'redis.exceptions');
  const connectionError = new PyClass('ConnectionError', [base], new Map(), 'redis.exceptions');
  const responseError = new PyClass('ResponseError', [base], new Map(), 'redis.exceptions');
  interface Target {
    readonly host: string;
    readonly port: number;
    readonly decode: boolean;
    readonly password: string | undefined;
  }
  const ask = function* (target: Target, words: readonly string[]): Task<Reply> {
    let fd: number;
    try {
      const [address = ''] = process.net.resolve(fromText(target.host));
      fd = yield* process.net.connect(address, target.port);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const [number, why] =
        error.code === 'ENOTFOUND'
          ? [-2, 'Name or service not known']
          : error.code === 'EHOSTUNREACH'
            ? [113, error.message]
            : [111, error.message];
      return raise(connectionError, `Error ${number} connecting to ${target.host}:${target.port}. ${why}.`);
    }
    try {
      const reader = new Reader(process, fd);
      if (target.password !== undefined) {
        yield* process.write(fd, encodeCommand(['AUTH', target.password]));
        yield* reader.reply();
      }
      yield* process.write(fd, encodeCommand(words));
      return (yield* reader.reply()) ?? raise(connectionError, 'Connection closed by server.');
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return raise(
        connectionError,
        `Error while reading from ${target.host}:${target.port} : (104, 'Connection reset by peer')`,
      );
    } finally {
      if (process.isOpen(fd)) process.close(fd);
    }
  };
  const value = (reply: Reply, decode: boolean): Value => {
    switch (reply.kind) {
      case 'integer':
        return reply.value;
      case 'status':
        return reply.text === 'OK' || reply.text === 'PONG' ? true : reply.text;
      case 'bulk':
        return reply.value === undefined ? null : decode ? toText(reply.value) : new PyBytes(reply.value);
      case 'list':
        return new PyList(reply.items.map((item) => value(item, decode)));
      case 'error':
        return raise(responseError, reply.text.replace(/^ERR /, ''));
    }
  };
  const client: PyClass = new PyClass('Redis', [], new Map<string, Value>(), 'redis.client');
  const start = (object: PyObject, target: Target): null => {
    object.state = { target };
    return null;
  };
  client.attributes.set(
    '__init__',
    plain('__init__', ([self, host, port], named) =>
      start(self as PyObject, {
        host: str(host ?? named.get('host') ?? 'localhost'),
        port: Number(port ?? named.get('port') ?? 6379),
        decode: named.get('decode_responses') === true,
        password:
          named.get('password') === undefined || named.get('password') === null
            ? undefined
            : str(named.get('password')!),
      }),
    ),
  );
  const command = (name: string, ...first: string[]): PyBuiltin =>
    new PyBuiltin(name, function* ([self, ...args], named) {
      const { target } = (self as PyObject).state as { target: Target };
      const more =
        name === 'set'
          ? [
              ...(named.has('ex') ? ['EX', str(named.get('ex')!)] : []),
              ...(named.get('nx') === true ? ['NX'] : []),
            ]
          : [];
      const mapping = named.get('mapping');
      const pairs =
        mapping instanceof PyDict
          ? [...mapping.map.values()].flatMap(([key, one]) => [bytesOf(key), bytesOf(one)])
          : [];
      const flat = args.flatMap((arg) =>
        arg instanceof PyList ? arg.items : arg instanceof PyDict ? [...arg.map.values()].flat() : [arg],
      );
      const verb =
        (name === 'incr' || name === 'decr') && flat.length === 2
          ? [name === 'incr' ? 'INCRBY' : 'DECRBY']
          : first;
      const reply = yield* ask(target, [
        ...verb,
        ...flat.map((arg) => (arg instanceof PyFloat ? str(arg) : bytesOf(arg))),
        ...more,
        ...pairs,
      ]);
      const result = value(reply, target.decode);
      if (name === 'hgetall' && result instanceof PyList)
        return PyDict.of(
          result.items.flatMap((key, at) => (at % 2 === 0 ? [[key, result.items[at + 1]!] as const] : [])),
        );
      return result;
    });
  for (const name of 'ping get set incr decr incrby decrby exists expire ttl keys lpush rpush lpop rpop lrange llen sadd srem smembers scard hset hget hgetall hdel hincrby mget append flushall flushdb dbsize info save echo setex'.split(
    ' ',
  )) {
    client.attributes.set(name, command(name, name.toUpperCase()));
  }
  client.attributes.set('delete', command('delete', 'DEL'));
  const fromUrl = plain('from_url', (args, named) => {
    const match = /^redis:\/\/(?:[^:@]*:([^@]*)@)?([^:/]+)(?::(\d+))?/.exec(str(args.at(-1) ?? ''));
    if (match === null)
      return fail.value('Redis URL must specify one of the following schemes (redis://, rediss://, unix://)');
    const object = new PyObject(client);
    start(object, {
      host: match[2]!,
      port: Number(match[3] ?? 6379),
      decode: named.get('decode_responses') === true,
      password: match[1],
    });
    return object;
  });
  client.attributes.set('from_url', objectOf(new PyClass('staticmethod', []), {}, fromUrl));
  const exceptions = new PyModule(
    'redis.exceptions',
    Object.entries<Value>({
      RedisError: base,
      ConnectionError: connectionError,
      ResponseError: responseError,
    }),
  );
  interpreter.loaded.set('redis.exceptions', exceptions);
  return new PyModule(
    'redis',
    Object.entries<Value>({
      Redis: client,
      StrictRedis: client,
      from_url: fromUrl,
      exceptions,
      RedisError: base,
      ConnectionError: connectionError,
    }),
  );
}
