import { fromText, toText } from '../../../kernel/bytes.ts';
import type { Task } from '../../../kernel/process.ts';
import { httpDate } from '../../servers/http.ts';
import type { Interpreter } from './interpreter.ts';
import { flaskModule } from './library/flask.ts';
import { httpServerModule } from './library/http-server.ts';
import { json } from './library/json.ts';
import { type Maker, module } from './library/module.ts';
import { math, random } from './library/numbers.ts';
import { os, pathFunctions } from './library/os.ts';
import { pathlib } from './library/pathlib.ts';
import { redisModule } from './library/redis.ts';
import { socket } from './library/socket.ts';
import { SITE, sys } from './library/sys.ts';
import { datetime, time } from './library/time.ts';
import { parsePython } from './parse.ts';
import { errors, PyDict, PyModule, plain, raise } from './values.ts';

const email: Maker = ({ process }) =>
  module('email.utils', { formatdate: plain('formatdate', () => httpDate(process.now())) });

/** Modules of Python's own library that the sandbox has. */
const LIBRARY: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['os', os],
  ['os.path', (interpreter) => pathFunctions(interpreter.process)],
  ['sys', sys],
  ['time', time],
  ['datetime', datetime],
  ['json', json],
  ['socket', socket],
  ['pathlib', pathlib],
  ['random', random],
  ['math', math],
  ['http', () => module('http', {})],
  ['http.server', httpServerModule],
  ['email', () => module('email', {})],
  ['email.utils', email],
  [
    'typing',
    () =>
      module(
        'typing',
        Object.fromEntries(
          ['Any', 'Optional', 'List', 'Dict', 'Tuple', 'Union', 'Callable'].map((name) => [
            name,
            new PyDict(),
          ]),
        ),
      ),
  ],
  ['__future__', () => module('__future__', { annotations: null })],
]);

/** Modules that come by pip: there when they are in site-packages. */
const INSTALLED: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['flask', flaskModule],
  ['redis', redisModule],
]);

/** Modules of the real library that the sandbox does not have, refused by name. */
const NOT_MODELLED = new Set(
  'asyncio threading multiprocessing subprocess urllib urllib.request re logging argparse collections itertools functools signal shutil sqlite3 csv hashlib uuid string io contextlib dataclasses enum abc tempfile glob socketserver unittest traceback select ssl queue concurrent base64 secrets platform inspect copy decimal statistics struct zlib gzip http.client ctypes pickle'.split(
    ' ',
  ),
);

/** Finds a module: a file beside the program, one of the library, one that pip installed. */
export function loadModule(interpreter: Interpreter, name: string): PyModule | Task<PyModule> | undefined {
  const { fs } = interpreter.process;
  const [script = ''] = interpreter.process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const folder = script.includes('/') ? script.replace(/\/[^/]*$/, '') : '.';
  const own = `${folder}/${fromText(name.replaceAll('.', '/'))}`;
  for (const file of [`${own}.py`, `${own}/__init__.py`]) {
    if (!fs.exists(file)) continue;
    const body = parsePython(toText(fs.readFile(file)));
    return (function* () {
      const { names } = yield* interpreter.runModule(
        body,
        toText(interpreter.process.fs.realpath(file)),
        name,
      );
      return new PyModule(name, names);
    })();
  }
  const library = LIBRARY.get(name);
  if (library !== undefined) return library(interpreter);
  const [top = ''] = name.split('.');
  const installed = INSTALLED.get(name);
  const there = fs.exists(`${SITE}/${top}/__init__.py`) || fs.exists(`${SITE}/${top}.py`);
  if (installed !== undefined && there) return installed(interpreter);
  if (there || NOT_MODELLED.has(name))
    return raise(errors['ImportError']!, `the sandbox's python does not know the module '${name}'`);
  return undefined;
}
