import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import { encodeCommand, Reader, type Reply } from '../../servers/redis/resp.ts';
import { bufferOf, bytesOf } from './buffers.ts';
import { format, inspect } from './inspect.ts';
import type { Loop } from './loop.ts';
import type { Realm } from './realm.ts';
import {
  define,
  JsArray,
  JsBuffer,
  JsFunction,
  JsObject,
  NotModelled,
  ownKeys,
  Throw,
  typeOf,
  type Value,
} from './values.ts';

function ofReply(realm: Realm, reply: Reply | undefined): Value {
  switch (reply?.kind) {
    case undefined:
      return realm.fail('Error', 'Socket closed unexpectedly');
    case 'error':
      return realm.fail('Error', reply.text);
    case 'integer':
      return reply.value;
    case 'bulk':
      return reply.value === undefined ? null : toText(reply.value);
    case 'status':
      return reply.text;
    case 'list':
      return realm.array(reply.items.map((one) => ofReply(realm, one)));
  }
}

/** What the modules written in JavaScript have of the process. */
export function bindingOf(realm: Realm, loop: Loop): JsObject {
  const { process } = realm;
  const made = realm.object();
  realm.methods(made, {
    cwd: () => toText(process.cwd()),
    bytes: (_, [value]) => bytesOf(value),
    text: (_, [bytes]) => toText(String(bytes)),
    buffer: (_, [bytes]) => bufferOf(realm, String(bytes)),
    isBuffer: (_, [value]) => value instanceof JsBuffer,
    received: (_, [value]) =>
      value instanceof JsObject
        ? `an instance of ${value instanceof JsArray ? 'Array' : (realm.className(value) ?? 'Object')}`
        : `type ${typeOf(value)} (${inspect(realm, value)})`,
    arity: (_, [value]) => (value instanceof JsFunction && typeof value.inner === 'number' ? value.inner : 0),
    inspect: (_, [value]) => inspect(realm, value),
    refuse: (_, [options]) => {
      for (const name of options instanceof JsObject ? ownKeys(options) : [])
        if (!['method', 'headers', 'body', 'redirect'].includes(name))
          throw new NotModelled(`the option ${name} of fetch()`);
      return undefined;
    },
    format: (_, args) => format(realm, args),
    unlisten: () => loop.unlisten() as undefined,
    unhandled: (_, [error]) => {
      if (error instanceof JsObject) define(error, 'unhandled', true, true);
      return undefined;
    },
    listen: (_, [port, host, handler]) => {
      try {
        return loop.listen(Number(port), host === undefined ? undefined : String(host), handler);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        const texts: Record<string, string> = {
          EADDRINUSE: 'address already in use',
          EACCES: 'permission denied',
        };
        throw new Throw(
          realm.error(
            'Error',
            `listen ${error.code}: ${texts[error.code] ?? error.message} ${host === undefined ? '::' : String(host)}:${String(port)}`,
            {
              code: error.code,
              errno: error.code === 'EACCES' ? -13 : -98,
              syscall: 'listen',
              address: host === undefined ? '::' : host,
              port,
            },
          ),
        );
      }
    },
  });
  const task = (name: string, code: (args: readonly Value[]) => Task<Value>): void => {
    define(
      made,
      name,
      realm.native(name, (_self, args) => code(args)),
      true,
    );
  };
  task('respond', function* ([fd, status, reason, headers, body, isHead]) {
    const pairs = (headers as JsArray).items.map(
      (pair) => (pair as JsArray).items.map(String) as [string, string],
    );
    yield* loop.respond(Number(fd), Number(status), String(reason), pairs, String(body), isHead !== true);
    return undefined;
  });
  const connect = function* (host: string, port: number): Task<number> {
    let address = host;
    try {
      [address = host] = process.net.resolve(host);
      return yield* process.net.connect(address, port);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code === 'EINTR') throw error;
      if (error.code === 'ENOTFOUND')
        throw new Throw(
          realm.error('Error', `getaddrinfo ENOTFOUND ${host}`, {
            errno: -3008,
            code: 'ENOTFOUND',
            syscall: 'getaddrinfo',
            hostname: host,
          }),
        );
      throw new Throw(
        realm.error('Error', `connect ${error.code} ${address}:${port}`, {
          errno: -111,
          code: error.code,
          syscall: 'connect',
          address,
          port,
        }),
      );
    }
  };
  task('redisConnect', ([host, port]) => connect(String(host), Number(port)));
  task('redis', function* ([fd, words]) {
    yield* process.write(
      Number(fd),
      encodeCommand((words as JsArray).items.map((word) => fromText(String(word)))),
    );
    return ofReply(realm, yield* new Reader(process, Number(fd)).reply());
  });
  task('redisClose', function* ([fd]) {
    if (process.isOpen(Number(fd))) process.close(Number(fd));
    return undefined;
  });
  task('fetch', function* ([method, url, headers, body]) {
    const found = /^http:\/\/([^:/]+)(?::(\d+))?(\/.*)?$/.exec(String(url));
    if (found === null) throw new NotModelled(`requests to ${String(url)}`);
    const port = Number(found[2] ?? 80);
    if (isOwn(process, found[1]!, port)) throw new NotModelled('requests of a program to its own server');
    const fd = yield* connect(found[1]!, port);
    const data = String(body ?? '');
    const pairs = (headers as JsArray).items
      .map((pair) => `${(pair as JsArray).items.map(String).join(': ')}\r\n`)
      .join('');
    yield* process.write(
      fd,
      `${String(method)} ${found[3] ?? '/'} HTTP/1.1\r\nHost: ${found[1]}${found[2] === undefined ? '' : `:${found[2]}`}\r\n${pairs}${data === '' ? '' : `Content-Length: ${data.length}\r\n`}Connection: close\r\n\r\n${data}`,
    );
    let answer = '';
    for (let chunk = yield* process.read(fd); chunk !== ''; chunk = yield* process.read(fd)) answer += chunk;
    process.close(fd);
    const end = answer.indexOf('\r\n\r\n');
    const [line = '', ...rest] = answer.slice(0, end).split('\r\n');
    const fields = realm.object();
    for (const one of rest)
      define(fields, one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim());
    return realm.object({
      status: Number(line.split(' ')[1]),
      headers: fields,
      body: bodyOf(answer.slice(0, end), answer.slice(end + 4)),
      statusText: line.split(' ').slice(2).join(' '),
    });
  });
  return made;
}

/** Whether an address leads back to this process, which cannot answer while it waits for an answer. */
function isOwn(process: Process, host: string, port: number): boolean {
  if (!process.net.listeners().some((one) => one.pid === process.pid && one.port === port)) return false;
  try {
    const own = ['127.0.0.1', ...process.net.interfaces().map(({ address }) => address)];
    return process.net.resolve(host).some((address) => own.includes(address));
  } catch (error) {
    if (error instanceof SystemError && error.code !== 'EINTR') return false;
    throw error;
  }
}

/** @returns the body of an answer, put together again if it came in chunks (RFC 9112 section 7.1) */
function bodyOf(head: string, rest: string): string {
  if (!/^transfer-encoding:.*chunked/im.test(head)) return rest;
  let body = '';
  for (let at = 0; ; ) {
    const end = rest.indexOf('\r\n', at);
    const size = end < 0 ? 0 : Number.parseInt(rest.slice(at, end), 16);
    if (!(size > 0)) return body;
    body += rest.slice(end + 2, end + 2 + size);
    at = end + 2 + size + 2;
  }
}
