import { fromText, toText } from '../../../../kernel/bytes.ts';
import type { Interpreter } from '../interpreter.ts';
import { objectOf } from '../library/objects.ts';
import { repr } from '../show.ts';
import {
  errors,
  fail,
  PyBytes,
  PyClass,
  PyList,
  type PyObject,
  plain,
  raise,
  typeName,
  type Value,
} from '../values.ts';

const FILE = new PyClass('TextIOWrapper', [], new Map(), '_io');

/** open(): the whole file is read when it is opened, and written when it is closed or flushed. */
export function openFile(interpreter: Interpreter, path: string, mode: string): PyObject {
  const { fs } = interpreter.process;
  const name = fromText(path);
  const binary = mode.includes('b');
  const show = (bytes: string): Value => (binary ? new PyBytes(bytes) : toText(bytes));
  let text = mode.includes('r') ? fs.readFile(name) : '';
  if (mode.includes('x') && fs.exists(name))
    raise(errors['FileExistsError']!, `[Errno 17] File exists: ${repr(path)}`);
  if (mode.includes('w') || mode.includes('x')) fs.writeFile(name, '');
  const take = (count: number): string => {
    const piece = text.slice(0, count);
    text = text.slice(count);
    return piece;
  };
  const lineEnd = (): number => (text.includes('\n') ? text.indexOf('\n') + 1 : text.length);
  const lines = (): Value[] => {
    const all: Value[] = [];
    while (text !== '') all.push(show(take(lineEnd())));
    return all;
  };
  const file: PyObject = objectOf(FILE, {
    name: path,
    read: plain('read', ([count]) =>
      show(take(typeof count === 'number' && count >= 0 ? count : text.length)),
    ),
    readline: plain('readline', () => show(take(lineEnd()))),
    readlines: plain('readlines', () => new PyList(lines())),
    write: plain('write', ([value]) => {
      if (mode === 'r' || mode === 'rb') raise(errors['OSError']!, 'not writable');
      const bytes =
        value instanceof PyBytes
          ? value.data
          : typeof value === 'string'
            ? fromText(value)
            : fail.type(`write() argument must be str, not ${typeName(value ?? null)}`);
      fs.writeFile(name, bytes, { append: true });
      return bytes.length;
    }),
    flush: plain('flush', () => null),
    close: plain('close', () => null),
    __exit__: plain('__exit__', () => false),
  });
  file.attributes.set(
    '__enter__',
    plain('__enter__', () => file),
  );
  file.state = mode.includes('r')
    ? text
        .split(/(?<=\n)/)
        .filter((line) => line !== '')
        .map(show)
    : [];
  return file;
}
