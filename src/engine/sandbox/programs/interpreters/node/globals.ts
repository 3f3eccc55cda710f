import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import { bytesOf } from './buffers.ts';
import { format } from './inspect.ts';
import type { Loop } from './loop.ts';
import type { Modules } from './modules.ts';
import type { Realm } from './realm.ts';
import {
  define,
  ExitNode,
  JsBuffer,
  JsFunction,
  JsObject,
  NotModelled,
  Throw,
  type Value,
} from './values.ts';

/** What Node says that it takes in memory, bytes. */
export const MEMORY = 38 * 1024 * 1024;

/** `process`, `console`, timers, `fetch`: what Node adds to the language.
 * @param argv what follows node's own path in `process.argv`; the first is '' if there is no file
 */
export function defineProcess(
  realm: Realm,
  loop: Loop,
  modules: Modules,
  argv: readonly string[],
  version: string,
): void {
  const { globals, process } = realm;
  const env = realm.object();
  for (const [name, value] of process.env) define(env, name, toText(value));
  const stream = (fd: number): JsObject => {
    const made = realm.object({ isTTY: process.isTerminal(fd) });
    define(
      made,
      'write',
      realm.native('write', function* (_self, [text]) {
        yield* process.write(
          fd,
          text instanceof JsBuffer ? bytesOf(text) : fromText(yield* realm.text(text)),
        );
        return true;
      }),
      true,
    );
    return made;
  };
  const own = realm.object({
    title: 'node',
    version: `v${version}`,
    versions: realm.object({ node: version }),
    platform: 'linux',
    arch: 'x64',
    pid: process.pid,
    env,
    argv: realm.array(['/usr/local/bin/node', ...argv.filter((word) => word !== '').map(toText)]),
    exitCode: undefined,
    stdout: stream(1),
    stderr: stream(2),
  });
  const started = process.now();
  realm.methods(own, {
    cwd: () => toText(process.cwd()),
    exit: (_, [code]) => {
      const set = own.slots.get('exitCode')?.value;
      throw new ExitNode(Number(code ?? set ?? 0) & 255);
    },
    on: (self, [name, call]) => {
      if (call instanceof JsFunction) loop.on(String(name), call);
      return self;
    },
    once: (self, [name, call]) => {
      if (call instanceof JsFunction) loop.on(String(name), call);
      return self;
    },
    uptime: () => (process.now() - started) / 1000,
    hrtime: () => realm.array([Math.floor(process.now() / 1000), 0]),
    getuid: () => process.user().uid,
    getgid: () => process.user().gid,
    memoryUsage: () =>
      realm.object({ rss: MEMORY, heapTotal: 6_000_000, heapUsed: 4_500_000, external: 1_500_000 }),
    nextTick: (_, [call, ...args]) => {
      realm.jobs.unshift(function* () {
        yield* realm.call(call, undefined, args);
      });
      return undefined;
    },
    kill: (_, [pid, signal]) => {
      try {
        process.kill(Number(pid), (signal === undefined ? 'SIGTERM' : String(signal)) as 'SIGTERM');
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        throw new Throw(realm.error('Error', `kill ${error.code}`, { code: error.code, syscall: 'kill' }));
      }
      return true;
    },
  });
  define(globals, 'process', own, true);
  const console_ = realm.object();
  for (const [name, fd] of [
    ['log', 1],
    ['info', 1],
    ['debug', 1],
    ['error', 2],
    ['warn', 2],
    ['trace', 2],
  ] as const)
    define(
      console_,
      name,
      realm.native(name, function* (_self, args) {
        yield* process.write(fd, fromText(`${format(realm, args)}\n`));
        return undefined;
      }),
    );
  define(globals, 'console', console_, true);
  realm.methods(globals, {
    setTimeout: (_, [call, time, ...args]) => loop.timer(call, time, args, false),
    setInterval: (_, [call, time, ...args]) => loop.timer(call, time, args, true),
    setImmediate: (_, [call, ...args]) => loop.immediate(call, args) as undefined,
    queueMicrotask: (_, [call]) => {
      realm.jobs.push(function* () {
        yield* realm.call(call, undefined, []);
      });
      return undefined;
    },
  });
  for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate'])
    realm.methods(globals, {
      [name]: (_, [timer]) =>
        loop.clear(timer instanceof JsObject ? timer.slots.get('id')?.value : timer) as undefined,
    });
  define(
    globals,
    'fetch',
    realm.native('fetch', function* (_self, args) {
      return yield* realm.call(yield* modules.require('internal:fetch', '/'), undefined, args);
    }),
    true,
  );
  define(globals, 'global', globals, true);
  const refused = (name: string): Value =>
    realm.plain(name, () => {
      throw new NotModelled(name);
    });
  for (const name of [
    'Headers',
    'Request',
    'Response',
    'AbortController',
    'AbortSignal',
    'Blob',
    'FormData',
    'WebSocket',
    'Proxy',
    'Reflect',
    'WeakMap',
    'WeakSet',
    'BigInt',
    'Intl',
    'TextEncoder',
    'TextDecoder',
    'Uint8Array',
  ])
    if (!globals.slots.has(name))
      define(
        globals,
        name,
        new JsFunction(realm.functionProto, name, (refused(name) as JsFunction).code, 'native'),
        true,
      );
}
