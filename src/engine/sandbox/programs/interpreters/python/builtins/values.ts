import { format } from '../format.ts';
import type { Interpreter } from '../interpreter.ts';
import { str } from '../show.ts';
import { asNumber, fail, PyBuiltin, PyClass, PyFloat, PyObject, plain, typeName } from '../values.ts';
import type { Builtins } from './names.ts';

/** @returns what looks at one value: abs, round, repr, format, chr, getattr … */
export function valueNames(interpreter: Interpreter): Builtins {
  return [
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
  ];
}
