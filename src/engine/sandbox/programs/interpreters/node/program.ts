import { fromText, toText } from '../../../kernel/bytes.ts';
import type { Process, Program, Task } from '../../../kernel/process.ts';
import { isInterrupt } from '../../servers/http.ts';
import { defineBuffer } from './buffers.ts';
import { defineBuiltins } from './builtins.ts';
import { defineProcess, MEMORY } from './globals.ts';
import { inspect } from './inspect.ts';
import { Loop } from './loop.ts';
import { Modules, NodeSyntaxError } from './modules.ts';
import { rejections } from './promise.ts';
import { Realm } from './realm.ts';
import { defineUrls } from './urls.ts';
import { ExitNode, JsObject, NotModelled, Throw } from './values.ts';

/** What starting Node takes, milliseconds of the processor. */
const START_TIME = 40;

/** node: FILE, -e CODE, -p CODE, --version; a program on standard input. */
export const node: Program = function* (process) {
  const version = process.env.get('NODE_VERSION') ?? '22.21.0';
  const words = process.argv.slice(1);
  while (/^--(enable-source-maps|no-warnings|no-deprecation)$/.test(words[0] ?? '')) words.shift();
  const [first, second] = words;
  if (first === '-v' || first === '--version') {
    yield* process.write(1, `v${version}\n`);
    return 0;
  }
  const print = first === '-p' || first === '--print' || first === '-pe';
  const text = print || first === '-e' || first === '--eval' ? toText(second ?? '') : undefined;
  if (text === undefined && first?.startsWith('-') === true && first !== '-') {
    yield* process.write(2, `node: the sandbox does not model ${first} yet\n`);
    return 9;
  }
  if (first === undefined && process.isTerminal(0)) {
    yield* process.write(2, "node: the sandbox does not model node's prompt yet\n");
    return 1;
  }
  yield* process.allocate(MEMORY);
  yield* process.work(START_TIME);
  const realm = new Realm(process);
  const loop = new Loop(realm);
  const modules = new Modules(realm, loop);
  let status = 0;
  try {
    defineBuiltins(realm);
    defineBuffer(realm);
    defineUrls(realm);
    const folder = process.cwd().replace(/\/$/, '');
    const main =
      first === undefined || first === '-' || text !== undefined
        ? ''
        : first.startsWith('/')
          ? first
          : `${folder}/${first.replace(/^\.\//, '')}`;
    defineProcess(realm, loop, modules, [main, ...words.slice(text === undefined ? 1 : 2)], version);
    if (text !== undefined || main === '') {
      const source = text ?? toText(yield* all(process));
      const file = text === undefined ? `${folder}/[stdin]` : `${folder}/[eval]`;
      if (print) {
        const value = yield* modules.source(
          `module.exports = (${source.replace(/;\s*$/, '')}\n)`,
          file,
          false,
        );
        yield* process.write(1, fromText(`${typeof value === 'string' ? value : inspect(realm, value)}\n`));
      } else yield* modules.source(source, file, false);
    } else yield* modules.require(main, '/');
    yield* loop.run();
    yield* loop.emit('exit', [0]);
    const code = yield* realm.get(realm.globals.slots.get('process')!.value, 'exitCode');
    status = typeof code === 'number' ? code : 0;
  } catch (error) {
    status = yield* ended(process, realm, loop, modules, error, version);
  }
  return status;
};

/** @returns the status that a program's end by an exception has, after saying what it was */
function* ended(
  process: Process,
  realm: Realm,
  loop: Loop,
  modules: Modules,
  error: unknown,
  version: string,
): Task<number> {
  if (error instanceof ExitNode) {
    const handlers = loop.handlers.get('exit') ?? [];
    loop.handlers.delete('exit');
    for (const call of handlers) yield* realm.call(call, undefined, [error.status]);
    return error.status;
  }
  const foot = `\n\nNode.js v${version}\n`;
  if (error instanceof NodeSyntaxError) {
    const source = (modules.sources.get(error.file) ?? '').split('\n')[error.line - 1] ?? '';
    yield* process.write(
      2,
      fromText(
        `${error.file}:${error.line}\n${source}\n${' '.repeat(error.column)}^\n\nSyntaxError: ${error.message}${foot}`,
      ),
    );
    return 1;
  }
  if (error instanceof NotModelled) {
    yield* process.write(2, fromText(`node: the sandbox's node does not know ${error.message}\n`));
    return 1;
  }
  if (isInterrupt(error)) return 130;
  if (!(error instanceof Throw)) throw error;
  const { value } = error;
  const unlooked = [...rejections(realm)].length > 0;
  const handlers = loop.handlers.get(unlooked ? 'unhandledRejection' : 'uncaughtException') ?? [];
  if (handlers.length > 0) {
    rejections(realm).clear();
    try {
      for (const call of handlers) yield* realm.call(call, undefined, [value]);
      yield* loop.run();
      return 0;
    } catch (again) {
      return yield* ended(process, realm, new Loop(realm), modules, again, version);
    }
  }
  const shown = inspect(realm, value);
  if (value instanceof JsObject && value.inner === 'error') {
    const code = value.slots.get('code')?.value;
    const missing = code === 'MODULE_NOT_FOUND';
    const place = /\(?(\/[^\n]*?):(\d+):(\d+)\)?$/m.exec(String(value.slots.get('stack')?.value));
    const source =
      place === null ? undefined : modules.sources.get(place[1]!)?.split('\n')[Number(place[2]) - 1];
    const head = missing
      ? 'node:internal/modules/cjs/loader:1386\n  throw err;\n  ^\n\n'
      : value.slots.has('unhandled')
        ? "node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\n"
        : source === undefined
          ? ''
          : `${place![1]}:${place![2]}\n${source}\n${' '.repeat(Math.max(0, Number(place![3]) - 1))}^\n\n`;
    yield* process.write(2, fromText(`${head}${shown}${foot}`));
  } else if (unlooked) {
    yield* process.write(
      2,
      fromText(
        `node:internal/process/promises:394\n      triggerUncaughtException(err, true /* fromPromise */);\n      ^\n\n[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${typeof value === 'string' ? value : shown}".] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}${foot}`,
      ),
    );
  } else
    yield* process.write(
      2,
      fromText(
        `Uncaught:\n${shown}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)${foot}`,
      ),
    );
  return 1;
}

function* all(process: Process): Task<string> {
  let data = '';
  for (let chunk = yield* process.read(0); chunk !== ''; chunk = yield* process.read(0)) data += chunk;
  return data;
}
