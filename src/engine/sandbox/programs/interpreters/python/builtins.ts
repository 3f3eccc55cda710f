import { fromText, toText } from '../../../kernel/bytes.ts';
import type { Task } from '../../../kernel/process.ts';
import type { Interpreter } from './interpreter.ts';
import { compareOrder, format, iterate } from './operators.ts';
import {
  asNumber,
  errors,
  fail,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PySet,
  PyTuple,
  plain,
  Raised,
  raise,
  repr,
  str,
  truth,
  typeName,
  type Value,
} from './values.ts';

/** A type that is made by a function of ours: int('3'), list(…). */
export function typeOf(
  name: string,
  make: (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value,
): PyClass {
  return new PyClass(
    name,
    [],
    new Map<string, Value>([['__new__', plain(name, (args, named) => make(args.slice(1), named))]]),
  );
}

/** @returns an object of the library with methods */
export function objectOf(
  type: PyClass,
  attributes: Readonly<Record<string, Value>> = {},
  state?: unknown,
): PyObject {
  const made = new PyObject(type);
  for (const [name, value] of Object.entries(attributes)) made.attributes.set(name, value);
  made.state = state;
  return made;
}

const FILE = new PyClass('TextIOWrapper', [], new Map(), '_io');

/** open(): the whole file is read when it is opened, and written when it is closed or flushed. */
function openFile(interpreter: Interpreter, path: string, mode: string): PyObject {
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

function wholeOf([value, radix]: readonly Value[]): Value {
  if (value === undefined) return 0;
  if (typeof value === 'string') {
    const clean = value.trim().replaceAll('_', '');
    const number =
      radix === undefined
        ? /^[+-]?\d+$/.test(clean)
          ? Number(clean)
          : Number.NaN
        : Number.parseInt(clean, Number(radix));
    return Number.isNaN(number)
      ? fail.value(
          `invalid literal for int() with base ${radix === undefined ? 10 : Number(radix)}: ${repr(value)}`,
        )
      : number;
  }
  const number = asNumber(value);
  return number === undefined
    ? fail.type(
        `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
      )
    : Math.trunc(number);
}

function floatOf([value]: readonly Value[]): Value {
  if (value === undefined) return new PyFloat(0);
  const number =
    typeof value === 'string' ? (value.trim() === '' ? Number.NaN : Number(value)) : asNumber(value);
  if (number === undefined || (Number.isNaN(number) && value !== 'nan'))
    return fail.value(`could not convert string to float: ${repr(value)}`);
  return new PyFloat(number);
}

/** @returns the names that every Python program has */
export function builtinsOf(interpreter: Interpreter): ReadonlyMap<string, Value> {
  const { process } = interpreter;
  const best = (name: string, sign: number): PyBuiltin =>
    new PyBuiltin(name, function* (args, named, line): Task<Value> {
      const items = args.length === 1 ? iterate(args[0]!) : args;
      if (items.length === 0)
        return named.get('default') ?? fail.value(`${name}() iterable argument is empty`);
      const key = named.get('key');
      let found: Value = items[0]!;
      let mark: Value = key === undefined ? found : yield* interpreter.call(key, [found], new Map(), line);
      for (const item of items.slice(1)) {
        const own: Value = key === undefined ? item : yield* interpreter.call(key, [item], new Map(), line);
        if (compareOrder(own, mark) * sign > 0) {
          found = item;
          mark = own;
        }
      }
      return found;
    });
  const wrapper = (name: string): PyClass => {
    const type: PyClass = new PyClass(
      name,
      [],
      new Map<string, Value>([['__new__', plain(name, ([, value]) => objectOf(type, {}, value))]]),
    );
    return type;
  };
  const types: readonly PyClass[] = [
    typeOf('int', wholeOf),
    typeOf('float', floatOf),
    typeOf('bool', ([value]) => truth(value ?? null)),
    typeOf('list', ([items]) => new PyList(items === undefined ? [] : [...iterate(items)])),
    typeOf('tuple', ([items]) => new PyTuple(items === undefined ? [] : [...iterate(items)])),
    typeOf('set', ([items]) => new PySet(items === undefined ? [] : iterate(items))),
    typeOf('frozenset', ([items]) => new PySet(items === undefined ? [] : iterate(items))),
    typeOf('dict', ([from], named) => {
      const dict =
        from instanceof PyDict
          ? PyDict.of(from.map.values())
          : PyDict.of(
              from === undefined
                ? []
                : iterate(from).map((pair) => iterate(pair) as unknown as [Value, Value]),
            );
      for (const [key, value] of named) dict.set(key, value);
      return dict;
    }),
    typeOf(
      'bytes',
      ([value]) =>
        new PyBytes(
          typeof value === 'string'
            ? fromText(value)
            : value instanceof PyBytes
              ? value.data
              : value === undefined
                ? ''
                : iterate(value)
                    .map((one) => String.fromCharCode(Number(one)))
                    .join(''),
        ),
    ),
    new PyClass('object', [], new Map<string, Value>([['__init__', plain('__init__', () => null)]])),
    wrapper('staticmethod'),
    wrapper('classmethod'),
    wrapper('property'),
  ];
  const strType = new PyClass(
    'str',
    [],
    new Map<string, Value>([
      [
        '__new__',
        new PyBuiltin('str', function* ([, value]) {
          return value === undefined ? '' : yield* interpreter.str(value);
        }),
      ],
    ]),
  );
  const isA = (value: Value, type: Value): boolean => {
    if (type instanceof PyTuple) return type.items.some((one) => isA(value, one));
    if (!(type instanceof PyClass))
      return fail.type('isinstance() arg 2 must be a type, a tuple of types, or a union');
    if (value instanceof PyObject) return value.type.is(type) || type.name === 'object';
    return (
      type.name === typeName(value) ||
      type.name === 'object' ||
      (type.name === 'int' && typeof value === 'boolean')
    );
  };
  const all: readonly (readonly [string, Value])[] = [
    ...types.map((type) => [type.name, type] as const),
    ['str', strType],
    ...Object.entries(errors),
    ['IOError', errors['OSError']!],
    ['__builtins__', null],
    [
      'print',
      new PyBuiltin('print', function* (args, named) {
        const words: string[] = [];
        for (const arg of args) words.push(yield* interpreter.str(arg));
        const text = words.join(str(named.get('sep') ?? ' ')) + str(named.get('end') ?? '\n');
        const to = named.get('file');
        const fd = to instanceof PyObject && typeof to.state === 'number' ? to.state : 1;
        if (to instanceof PyObject && typeof to.state !== 'number')
          yield* interpreter.call(yield* interpreter.attribute(to, 'write'), [text], new Map(), 0);
        else yield* process.write(fd, fromText(text));
        return null;
      }),
    ],
    [
      'input',
      new PyBuiltin('input', function* ([prompt]) {
        if (prompt !== undefined) yield* process.write(1, fromText(str(prompt)));
        const line = yield* process.readLine(0);
        return line === ''
          ? raise(errors['EOFError']!, 'EOF when reading a line')
          : toText(line.replace(/\r?\n$/, ''));
      }),
    ],
    [
      'open',
      plain('open', ([path, mode], named) =>
        openFile(interpreter, str(path ?? ''), str(mode ?? named.get('mode') ?? 'r')),
      ),
    ],
    [
      'len',
      new PyBuiltin('len', function* ([value = null], _, line) {
        if (typeof value === 'string') return [...value].length;
        if (value instanceof PyDict || value instanceof PySet) return value.map.size;
        if (value instanceof PyBytes) return value.data.length;
        const own = value instanceof PyObject ? value.type.find('__len__') : undefined;
        if (own !== undefined) return yield* interpreter.call(own, [value], new Map(), line);
        if (value instanceof PyList || value instanceof PyTuple || value instanceof PyRange)
          return value.items.length;
        return fail.type(`object of type '${typeName(value)}' has no len()`);
      }),
    ],
    [
      'range',
      plain('range', (args) => {
        const numbers = args.map((arg) =>
          typeof arg === 'number'
            ? arg
            : fail.type(`'${typeName(arg)}' object cannot be interpreted as an integer`),
        );
        const range =
          numbers.length === 1
            ? new PyRange(0, numbers[0]!, 1)
            : new PyRange(numbers[0]!, numbers[1]!, numbers[2] ?? 1);
        return range.length > 10_000_000
          ? raise(errors['MemoryError']!, 'the sandbox goes through at most 10,000,000 numbers')
          : range;
      }),
    ],
    [
      'enumerate',
      plain(
        'enumerate',
        ([items, start], named) =>
          new PyList(
            iterate(items!).map(
              (item, at) => new PyTuple([at + Number(start ?? named.get('start') ?? 0), item]),
            ),
          ),
      ),
    ],
    [
      'zip',
      plain(
        'zip',
        (args) =>
          new PyList(
            Array.from(
              { length: Math.min(...args.map((arg) => iterate(arg).length)) },
              (_, at) => new PyTuple(args.map((arg) => iterate(arg)[at]!)),
            ),
          ),
      ),
    ],
    [
      'sorted',
      new PyBuiltin('sorted', function* ([items], named, line) {
        const key = named.get('key') ?? null;
        const rows: { item: Value; mark: Value }[] = [];
        for (const item of iterate(items!))
          rows.push({
            item,
            mark: key === null ? item : yield* interpreter.call(key, [item], new Map(), line),
          });
        const sign = truth(named.get('reverse') ?? false) ? -1 : 1;
        return new PyList(rows.sort((a, b) => sign * compareOrder(a.mark, b.mark)).map(({ item }) => item));
      }),
    ],
    ['reversed', plain('reversed', ([items]) => new PyList([...iterate(items!)].reverse()))],
    [
      'sum',
      plain('sum', ([items, start]) => {
        const list = [...(start === undefined ? [] : [start]), ...iterate(items!)];
        const total = list.reduce<number>(
          (sum, item) =>
            sum +
            (asNumber(item) ?? fail.type(`unsupported operand type(s) for +: 'int' and '${typeName(item)}'`)),
          0,
        );
        return list.some((item) => item instanceof PyFloat) ? new PyFloat(total) : total;
      }),
    ],
    ['min', best('min', -1)],
    ['max', best('max', 1)],
    [
      'abs',
      plain('abs', ([value]) =>
        value instanceof PyFloat
          ? new PyFloat(Math.abs(value.value))
          : Math.abs(
              asNumber(value ?? null) ??
                fail.type(`bad operand type for abs(): '${typeName(value ?? null)}'`),
            ),
      ),
    ],
    [
      'round',
      plain('round', ([value, places]) => {
        const number =
          asNumber(value ?? null) ??
          fail.type(`type ${typeName(value ?? null)} doesn't define __round__ method`);
        if (places !== undefined) return new PyFloat(Number(number.toFixed(Number(places))));
        const floor = Math.floor(number);
        return number - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(number);
      }),
    ],
    ['any', plain('any', ([items]) => iterate(items!).some(truth))],
    ['all', plain('all', ([items]) => iterate(items!).every(truth))],
    [
      'map',
      new PyBuiltin('map', function* ([callee, items], _, line) {
        const results: Value[] = [];
        for (const item of iterate(items!))
          results.push(yield* interpreter.call(callee!, [item], new Map(), line));
        return new PyList(results);
      }),
    ],
    [
      'filter',
      new PyBuiltin('filter', function* ([callee, items], _, line) {
        const results: Value[] = [];
        for (const item of iterate(items!))
          if (truth(callee === null ? item : yield* interpreter.call(callee!, [item], new Map(), line)))
            results.push(item);
        return new PyList(results);
      }),
    ],
    ['isinstance', plain('isinstance', ([value, type]) => isA(value!, type!))],
    [
      'callable',
      plain(
        'callable',
        ([value]) =>
          value instanceof PyBuiltin || value instanceof PyClass || typeName(value!) === 'function',
      ),
    ],
    [
      'type',
      plain('type', ([value = null]) =>
        value instanceof PyObject
          ? value.type
          : (types.find(({ name }) => name === typeName(value)) ??
            (typeof value === 'string' ? strType : new PyClass(typeName(value), []))),
      ),
    ],
    [
      'repr',
      new PyBuiltin('repr', function* ([value = null]) {
        return yield* interpreter.repr(value);
      }),
    ],
    ['format', plain('format', ([value, spec]) => format(value!, str(spec ?? '')))],
    ['chr', plain('chr', ([code]) => String.fromCodePoint(Number(code)))],
    ['ord', plain('ord', ([char]) => str(char!).codePointAt(0) ?? 0)],
    ['hex', plain('hex', ([value]) => `0x${Number(value).toString(16)}`)],
    ['bin', plain('bin', ([value]) => `0b${Number(value).toString(2)}`)],
    ['id', plain('id', () => 140_000_000_000_000)],
    [
      'hasattr',
      new PyBuiltin('hasattr', function* ([value, name]) {
        try {
          yield* interpreter.attribute(value!, str(name!));
          return true;
        } catch {
          return false;
        }
      }),
    ],
    [
      'getattr',
      new PyBuiltin('getattr', function* ([value, name, otherwise]) {
        try {
          return yield* interpreter.attribute(value!, str(name!));
        } catch (error) {
          if (otherwise !== undefined) return otherwise;
          throw error;
        }
      }),
    ],
    [
      'setattr',
      plain('setattr', ([value, name, item]) => {
        if (value instanceof PyObject || value instanceof PyClass) value.attributes.set(str(name!), item!);
        return null;
      }),
    ],
    ['exit', plain('exit', ([code]) => leave(code ?? null))],
    ['quit', plain('quit', ([code]) => leave(code ?? null))],
  ];
  return new Map(all);
}

/** sys.exit() */
export function leave(code: Value): never {
  const error = new PyObject(errors['SystemExit']!);
  error.attributes.set('code', code);
  error.attributes.set('args', new PyTuple([code]));
  throw new Raised(error);
}
