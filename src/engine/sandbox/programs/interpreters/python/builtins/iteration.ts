import type { Task } from '../../../../kernel/process.ts';
import type { Interpreter } from '../interpreter.ts';
import { iterate } from '../items.ts';
import { compareOrder } from '../operators.ts';
import { truth } from '../truth.ts';
import {
  asNumber,
  errors,
  fail,
  PyBuiltin,
  PyBytes,
  PyDict,
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PySet,
  PyTuple,
  plain,
  raise,
  typeName,
  type Value,
} from '../values.ts';
import type { Builtins } from './names.ts';

/** @returns what goes through values that have items: len, range, sorted, sum, map … */
export function iterationNames(interpreter: Interpreter): Builtins {
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
  return [
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
  ];
}
