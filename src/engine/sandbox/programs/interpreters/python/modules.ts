import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import { httpDate } from '../../servers/http.ts';
import { formatTime } from '../../support/time.ts';
import { leave, objectOf } from './builtins.ts';
import type { Interpreter } from './interpreter.ts';
import { dumps, JSON_ERROR, loads } from './json.ts';
import { iterate } from './operators.ts';
import { parsePython } from './parse.ts';
import {
  asNumber,
  errors,
  fail,
  makeError,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PyModule,
  type PyObject,
  PyTuple,
  plain,
  raise,
  repr,
  str,
  truth,
  type Value,
} from './values.ts';
import { flaskModule, httpServerModule, redisModule } from './web.ts';

export const PYTHON_VERSION = '3.13.9';
const SITE = '/usr/local/lib/python3.13/site-packages';

type Maker = (interpreter: Interpreter) => PyModule;

const module = (name: string, attributes: Readonly<Record<string, Value>>): PyModule =>
  new PyModule(name, Object.entries(attributes));
const text = (value: Value | undefined): string => str(value ?? '');

function environment(process: Process): PyObject {
  const type: PyClass = new PyClass('_Environ', []);
  const dict = PyDict.of([...process.env].map(([key, value]) => [toText(key), toText(value)] as const));
  const key = (value: Value | undefined): Value => value ?? '';
  const methods: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
    __getitem__: ([, name]: readonly Value[]) => dict.get(key(name)) ?? missing(text(name)),
    __setitem__: ([, name, value]: readonly Value[]) => {
      dict.set(key(name), value!);
      return null;
    },
    __contains__: ([, name]: readonly Value[]) => dict.has(key(name)),
    get: ([, name, otherwise]: readonly Value[]) => dict.get(key(name)) ?? otherwise ?? null,
    items: () => new PyList([...dict.map.values()].map(([name, value]) => new PyTuple([name, value]))),
    keys: () => new PyList(iterate(dict) as Value[]),
  };
  for (const [name, run] of Object.entries(methods)) type.attributes.set(name, plain(name, run));
  return objectOf(type, {}, iterate(dict));
}

function missing(name: string): never {
  throw makeError(errors['KeyError']!, name);
}

function pathFunctions(process: Process): PyModule {
  const at = (value: Value | undefined): string => fromText(text(value));
  const kind = (value: Value | undefined): string | undefined => {
    try {
      return process.fs.stat(at(value)).kind;
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  };
  return module('os.path', {
    join: plain('join', (args) =>
      args
        .map(str)
        .reduce((all, part) =>
          part.startsWith('/') ? part : all === '' || all.endsWith('/') ? all + part : `${all}/${part}`,
        ),
    ),
    exists: plain('exists', ([path]) => kind(path) !== undefined),
    isfile: plain('isfile', ([path]) => kind(path) === 'file'),
    isdir: plain('isdir', ([path]) => kind(path) === 'directory'),
    basename: plain('basename', ([path]) => text(path).replace(/^.*\//s, '')),
    dirname: plain(
      'dirname',
      ([path]) => text(path).replace(/\/?[^/]*$/s, '') || (text(path).startsWith('/') ? '/' : ''),
    ),
    abspath: plain('abspath', ([path]) =>
      text(path).startsWith('/')
        ? text(path)
        : `${toText(process.cwd()).replace(/\/$/, '')}/${text(path).replace(/^\.\//, '')}`,
    ),
    getsize: plain('getsize', ([path]) => process.fs.stat(at(path)).size),
    splitext: plain('splitext', ([path]) => {
      const match = /^(.*?)(\.[^./]*)?$/s.exec(text(path))!;
      return new PyTuple([match[1]!, match[2] ?? '']);
    }),
  });
}

const os: Maker = ({ process }) => {
  const environ = environment(process);
  const at = (value: Value | undefined): string => fromText(text(value));
  return module('os', {
    environ,
    path: pathFunctions(process),
    sep: '/',
    name: 'posix',
    getenv: plain('getenv', ([name, otherwise]) => {
      const value = process.env.get(at(name));
      return value === undefined ? (otherwise ?? null) : toText(value);
    }),
    getpid: plain('getpid', () => process.pid),
    getppid: plain('getppid', () => process.getppid()),
    getuid: plain('getuid', () => process.user().uid),
    getgid: plain('getgid', () => process.user().gid),
    getcwd: plain('getcwd', () => toText(process.cwd())),
    chdir: plain('chdir', ([path]) => {
      process.chdir(at(path));
      return null;
    }),
    cpu_count: plain('cpu_count', () => process.machine().cpus),
    listdir: plain(
      'listdir',
      ([path]) => new PyList(process.fs.readDirectory(path === undefined ? '.' : at(path)).map(toText)),
    ),
    mkdir: plain('mkdir', ([path]) => {
      process.fs.mkdir(at(path));
      return null;
    }),
    makedirs: plain('makedirs', ([path], named) => {
      let whole = text(path).startsWith('/') ? '' : '.';
      for (const part of text(path)
        .split('/')
        .filter((name) => name !== '')) {
        whole += `/${part}`;
        if (!process.fs.exists(fromText(whole))) process.fs.mkdir(fromText(whole));
        else if (whole.endsWith(text(path)) && !truth(named.get('exist_ok') ?? false))
          raise(errors['FileExistsError']!, `[Errno 17] File exists: ${repr(text(path))}`);
      }
      return null;
    }),
    remove: plain('remove', ([path]) => {
      process.fs.unlink(at(path));
      return null;
    }),
    unlink: plain('unlink', ([path]) => {
      process.fs.unlink(at(path));
      return null;
    }),
    rename: plain('rename', ([from, to]) => {
      process.fs.rename(at(from), at(to));
      return null;
    }),
    uname: plain('uname', () =>
      objectOf(new PyClass('uname_result', []), {
        nodename: process.machine().hostname,
        sysname: 'Linux',
        release: process.machine().kernel,
        machine: process.machine().architecture,
      }),
    ),
    _exit: plain('_exit', ([code]) => leave(code ?? 0)),
  });
};

const sys: Maker = (interpreter) => {
  const { process } = interpreter;
  const stream = (name: string, fd: number): PyObject =>
    objectOf(
      new PyClass('TextIOWrapper', [], new Map(), '_io'),
      {
        name,
        write: new PyBuiltin('write', function* ([value]) {
          yield* process.write(fd, fromText(text(value)));
          return text(value).length;
        }),
        flush: plain('flush', () => null),
        reconfigure: plain('reconfigure', () => null),
        isatty: plain('isatty', () => process.isTerminal(fd)),
      },
      fd,
    );
  const stdin = objectOf(new PyClass('TextIOWrapper', [], new Map(), '_io'), {
    read: new PyBuiltin('read', function* () {
      return toText(yield* readAll(process, 0));
    }),
    readline: new PyBuiltin('readline', function* () {
      return toText(yield* process.readLine(0));
    }),
  });
  return module('sys', {
    argv: new PyList(
      process.argv
        .slice(1)
        .filter((word, at, all) => at > 0 || !word.startsWith('-') || all.length === 1)
        .map(toText),
    ),
    stdout: stream('<stdout>', 1),
    stderr: stream('<stderr>', 2),
    stdin,
    exit: plain('exit', ([code]) => leave(code ?? null)),
    version: `${PYTHON_VERSION} (main, Oct 14 2025, 18:00:00) [GCC 14.2.0]`,
    version_info: new PyTuple([3, 13, 9, 'final', 0]),
    platform: 'linux',
    executable: '/usr/local/bin/python3',
    path: new PyList([SITE]),
    maxsize: Number.MAX_SAFE_INTEGER,
  });
};

/** @returns all that can be read from a descriptor */
export function* readAll(process: Process, fd: number): Task<string> {
  let all = '';
  for (;;) {
    const chunk = yield* process.read(fd, 65_536);
    if (chunk === '') return all;
    all += chunk;
  }
}

const time: Maker = ({ process }) =>
  module('time', {
    time: plain('time', () => new PyFloat(process.now() / 1000)),
    monotonic: plain('monotonic', () => new PyFloat((process.now() - process.machine().booted) / 1000)),
    perf_counter: plain('perf_counter', () => new PyFloat((process.now() - process.machine().booted) / 1000)),
    sleep: new PyBuiltin('sleep', function* ([seconds]) {
      const amount = asNumber(seconds ?? null) ?? fail.type('sleep() argument must be a number');
      if (amount < 0) fail.value('sleep length must be non-negative');
      yield* process.sleep(amount * 1000);
      return null;
    }),
    strftime: plain('strftime', ([form]) => formatTime(process.now(), text(form))),
    ctime: plain('ctime', () => formatTime(process.now(), '%a %b %e %H:%M:%S %Y')),
  });

const datetime: Maker = ({ process }) => {
  const moment = (at: number): PyObject => {
    const iso = new Date(at).toISOString();
    const shown = `${iso.slice(0, 10)} ${iso.slice(11, 23)}000`;
    return objectOf(
      type,
      {
        isoformat: plain('isoformat', ([separator], named) =>
          named.get('timespec') === 'seconds' ? iso.slice(0, 19) : shown.replace(' ', text(separator ?? 'T')),
        ),
        strftime: plain('strftime', ([form]) => formatTime(at, text(form))),
        timestamp: plain('timestamp', () => new PyFloat(at / 1000)),
        date: plain('date', () =>
          objectOf(
            new PyClass('date', [], new Map([['__str__', plain('__str__', () => iso.slice(0, 10))]])),
            {},
          ),
        ),
        year: Number(iso.slice(0, 4)),
        month: Number(iso.slice(5, 7)),
        day: Number(iso.slice(8, 10)),
        hour: Number(iso.slice(11, 13)),
        minute: Number(iso.slice(14, 16)),
        second: Number(iso.slice(17, 19)),
      },
      { format: (spec: string) => formatTime(at, spec) },
    );
  };
  const type: PyClass = new PyClass(
    'datetime',
    [],
    new Map<string, Value>([
      ['now', plain('now', () => moment(process.now()))],
      ['utcnow', plain('utcnow', () => moment(process.now()))],
      ['today', plain('today', () => moment(process.now()))],
      [
        'fromtimestamp',
        plain('fromtimestamp', ([seconds]) => moment((asNumber(seconds ?? null) ?? 0) * 1000)),
      ],
    ]),
  );
  type.attributes.set(
    '__str__',
    new PyBuiltin('__str__', function* ([self], _, line) {
      const iso = (self as PyObject).attributes.get('isoformat') as PyBuiltin;
      return yield* iso.call([' '], new Map(), line);
    }),
  );
  return module('datetime', { datetime: type, timezone: module('timezone', { utc: null }) });
};

const json: Maker = () =>
  module('json', {
    dumps: plain('dumps', ([value], named) => {
      const indent = named.get('indent') ?? null;
      return dumps(
        value!,
        indent === null ? undefined : Number(indent),
        truth(named.get('sort_keys') ?? false),
        truth(named.get('ensure_ascii') ?? true),
      );
    }),
    loads: plain('loads', ([value]) => loads(value instanceof PyBytes ? toText(value.data) : text(value))),
    dump: new PyBuiltin('dump', function* ([value, file], named, line) {
      const indent = named.get('indent') ?? null;
      const write = (file as PyObject).attributes.get('write') as PyBuiltin;
      return yield* write.call(
        [dumps(value!, indent === null ? undefined : Number(indent), false)],
        new Map(),
        line,
      );
    }),
    load: new PyBuiltin('load', function* ([file], _, line) {
      return loads(
        str(yield* ((file as PyObject).attributes.get('read') as PyBuiltin).call([], new Map(), line)),
      );
    }),
    JSONDecodeError: JSON_ERROR,
  });

const socket: Maker = ({ process }) => {
  const resolve = (name: string): string => {
    try {
      return process.net.resolve(fromText(name))[0] ?? name;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return raise(gaierror, '[Errno -2] Name or service not known');
    }
  };
  const gaierror = new PyClass('gaierror', [errors['OSError']!], new Map(), 'socket');
  return module('socket', {
    gethostname: plain('gethostname', () => process.machine().hostname),
    gethostbyname: plain('gethostbyname', ([name]) => resolve(text(name))),
    gaierror,
    error: errors['OSError']!,
    timeout: errors['TimeoutError']!,
  });
};

const pathlib: Maker = ({ process }) => {
  const at = (self: Value | undefined): string => fromText(String((self as PyObject).state));
  const status = (self: Value | undefined): string | undefined => {
    try {
      return process.fs.stat(at(self)).kind;
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  };
  const type: PyClass = new PyClass(
    'PosixPath',
    [],
    new Map<string, Value>([
      ['__new__', plain('Path', ([, ...parts]) => make(parts.map(str).join('/') || '.'))],
      ['read_text', plain('read_text', ([self]) => toText(process.fs.readFile(at(self))))],
      ['read_bytes', plain('read_bytes', ([self]) => new PyBytes(process.fs.readFile(at(self))))],
      [
        'write_text',
        plain('write_text', ([self, value]) => {
          process.fs.writeFile(at(self), fromText(text(value)));
          return text(value).length;
        }),
      ],
      ['exists', plain('exists', ([self]) => status(self) !== undefined)],
      ['is_file', plain('is_file', ([self]) => status(self) === 'file')],
      ['is_dir', plain('is_dir', ([self]) => status(self) === 'directory')],
      [
        'unlink',
        plain('unlink', ([self]) => {
          process.fs.unlink(at(self));
          return null;
        }),
      ],
      [
        'iterdir',
        plain(
          'iterdir',
          ([self]) =>
            new PyList(
              process.fs
                .readDirectory(at(self))
                .map((name) => make(`${(self as PyObject).state as string}/${toText(name)}`)),
            ),
        ),
      ],
      [
        'mkdir',
        plain('mkdir', ([self], named) => {
          const path = String((self as PyObject).state);
          let whole = path.startsWith('/') ? '' : '.';
          if (!truth(named.get('parents') ?? false)) {
            if (!(truth(named.get('exist_ok') ?? false) && status(self) === 'directory'))
              process.fs.mkdir(fromText(path));
            return null;
          }
          for (const part of path.split('/').filter((name) => name !== '')) {
            whole += `/${part}`;
            if (!process.fs.exists(fromText(whole))) process.fs.mkdir(fromText(whole));
          }
          return null;
        }),
      ],
    ]),
  );
  const make = (path: string): PyObject => {
    const clean = path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
    const name = clean.replace(/^.*\//s, '');
    const object: PyObject = objectOf(
      type,
      { name, suffix: /\.[^.]+$/.exec(name)?.[0] ?? '', stem: name.replace(/\.[^.]+$/, '') },
      clean,
    );
    if (clean.includes('/') && clean !== '/')
      object.attributes.set('parent', make(clean.replace(/\/[^/]*$/, '') || '/'));
    return object;
  };
  return module('pathlib', { Path: type });
};

const random: Maker = ({ process }) =>
  module('random', {
    random: plain('random', () => new PyFloat(process.random())),
    randint: plain(
      'randint',
      ([from, to]) => Number(from) + Math.floor(process.random() * (Number(to) - Number(from) + 1)),
    ),
    choice: plain('choice', ([items]) => {
      const all = iterate(items!);
      return all.length === 0
        ? raise(errors['IndexError']!, 'Cannot choose from an empty sequence')
        : all[Math.floor(process.random() * all.length)]!;
    }),
    uniform: plain(
      'uniform',
      ([from, to]) =>
        new PyFloat(
          Number(asNumber(from!)) + process.random() * (Number(asNumber(to!)) - Number(asNumber(from!))),
        ),
    ),
    seed: plain('seed', () => null),
  });

const math: Maker = () =>
  module('math', {
    pi: new PyFloat(Math.PI),
    e: new PyFloat(Math.E),
    ...Object.fromEntries(
      (['sqrt', 'sin', 'cos', 'tan', 'log', 'log2', 'log10', 'exp'] as const).map((name) => [
        name,
        plain(name, ([value]) => {
          const result = Math[name](asNumber(value ?? null) ?? fail.type('must be real number'));
          return Number.isNaN(result) ? fail.value('math domain error') : new PyFloat(result);
        }),
      ]),
    ),
    floor: plain('floor', ([value]) => Math.floor(asNumber(value ?? null) ?? 0)),
    ceil: plain('ceil', ([value]) => Math.ceil(asNumber(value ?? null) ?? 0)),
  });

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
