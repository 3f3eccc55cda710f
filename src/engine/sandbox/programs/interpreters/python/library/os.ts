import { fromText, toText } from '../../../../kernel/bytes.ts';
import { SystemError } from '../../../../kernel/errors.ts';
import type { Process } from '../../../../kernel/process.ts';
import { iterate } from '../items.ts';
import { repr, str } from '../show.ts';
import { truth } from '../truth.ts';
import {
  errors,
  makeError,
  PyClass,
  PyDict,
  PyList,
  type PyModule,
  type PyObject,
  PyTuple,
  plain,
  raise,
  type Value,
} from '../values.ts';
import { type Maker, module, text } from './module.ts';
import { objectOf } from './objects.ts';
import { leave } from './sys.ts';

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

/** os.path. */
export function pathFunctions(process: Process): PyModule {
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

/** os: the environment, files and the process. */
export const os: Maker = ({ process }) => {
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
