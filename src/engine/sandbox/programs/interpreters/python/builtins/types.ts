import { fromText } from '../../../../kernel/bytes.ts';
import type { Interpreter } from '../interpreter.ts';
import { iterate } from '../items.ts';
import { objectOf, typeOf } from '../library/objects.ts';
import { repr } from '../show.ts';
import { truth } from '../truth.ts';
import {
  asNumber,
  fail,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PyObject,
  PySet,
  PyTuple,
  plain,
  typeName,
  type Value,
} from '../values.ts';
import type { Builtins } from './names.ts';

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

/** A decorator of methods: its object keeps the function. */
function wrapper(name: string): PyClass {
  const type: PyClass = new PyClass(
    name,
    [],
    new Map<string, Value>([['__new__', plain(name, ([, value]) => objectOf(type, {}, value))]]),
  );
  return type;
}

/** @returns the types that are called to make a value, and what asks for a value's type */
export function typeNames(interpreter: Interpreter): Builtins {
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
  return [
    ...types.map((type) => [type.name, type] as const),
    ['str', strType],
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
  ];
}
