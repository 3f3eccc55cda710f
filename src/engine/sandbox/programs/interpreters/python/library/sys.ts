import { fromText, toText } from '../../../../kernel/bytes.ts';
import type { Process, Task } from '../../../../kernel/process.ts';
import {
  errors,
  PyBuiltin,
  PyClass,
  PyList,
  PyObject,
  PyTuple,
  plain,
  Raised,
  type Value,
} from '../values.ts';
import { type Maker, module, text } from './module.ts';
import { objectOf } from './objects.ts';

/** The version that the image has. */
export const PYTHON_VERSION = '3.13.9';
/** Where pip puts modules. */
export const SITE = '/usr/local/lib/python3.13/site-packages';

/** sys: arguments, streams, exit, and what Python it is. */
export const sys: Maker = (interpreter) => {
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

/** Ends the program, as sys.exit() does. @throws SystemExit with a code: null, a number or a message */
export function leave(code: Value): never {
  const error = new PyObject(errors['SystemExit']!);
  error.attributes.set('code', code);
  error.attributes.set('args', new PyTuple([code]));
  throw new Raised(error);
}
