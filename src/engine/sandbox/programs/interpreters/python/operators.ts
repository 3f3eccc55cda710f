import { percent } from './format.ts';
import { str } from './show.ts';
import { equal } from './truth.ts';
import {
  asNumber,
  errors,
  fail,
  hash,
  PyBytes,
  PyDict,
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PySet,
  PyTuple,
  raise,
  typeName,
  type Value,
} from './values.ts';

function unsupported(operator: string, a: Value, b: Value): never {
  return fail.type(`unsupported operand type(s) for ${operator}: '${typeName(a)}' and '${typeName(b)}'`);
}

/** @returns a number, as the kind that its operands ask for */
function number(value: number, ...of: readonly Value[]): Value {
  return of.some((one) => one instanceof PyFloat) ? new PyFloat(value) : value;
}

/** @returns what an operator between two operands gives. @throws TypeError, ZeroDivisionError, MemoryError */
export function binary(operator: string, a: Value, b: Value): Value {
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== undefined && y !== undefined) return arithmetic(operator, x, y, a, b);
  if (operator === '+') {
    if (typeof a === 'string') {
      return typeof b === 'string'
        ? a + b
        : fail.type(`can only concatenate str (not "${typeName(b)}") to str`);
    }
    if (a instanceof PyList && b instanceof PyList) return new PyList([...a.items, ...b.items]);
    if (a instanceof PyTuple && b instanceof PyTuple) return new PyTuple([...a.items, ...b.items]);
    if (a instanceof PyBytes && b instanceof PyBytes) return new PyBytes(a.data + b.data);
  }
  if (operator === '*' && typeof b === 'number') return repeat(a, b) ?? unsupported(operator, a, b);
  if (operator === '*' && typeof a === 'number') return repeat(b, a) ?? unsupported(operator, a, b);
  if (operator === '%' && typeof a === 'string') return percent(a, b);
  if (
    operator === '/' &&
    a instanceof PyObject &&
    a.type.name.endsWith('Path') &&
    typeof a.state === 'string'
  ) {
    const path = new PyObject(a.type);
    const right = str(b);
    path.state = right.startsWith('/') ? right : `${a.state.replace(/\/$/, '')}/${right}`;
    return path;
  }
  if (a instanceof PySet && b instanceof PySet) {
    if (operator === '|') return new PySet([...a.items, ...b.items]);
    if (operator === '&') return new PySet(a.items.filter((item) => b.map.has(hash(item))));
    if (operator === '-') return new PySet(a.items.filter((item) => !b.map.has(hash(item))));
  }
  if (operator === '|' && a instanceof PyDict && b instanceof PyDict)
    return PyDict.of([...a.map.values(), ...b.map.values()]);
  return unsupported(operator === '**' ? '** or pow()' : operator, a, b);
}

function repeat(value: Value, times: number): Value | undefined {
  const count = Math.max(0, times);
  if (typeof value === 'string') {
    if (value.length * count > 64 * 1024 * 1024) return raise(errors['MemoryError']!, '');
    return value.repeat(count);
  }
  if (value instanceof PyBytes) return new PyBytes(value.data.repeat(count));
  if (value instanceof PyList || value instanceof PyTuple) {
    if (value.items.length * count > 10_000_000) return raise(errors['MemoryError']!, '');
    const items = Array.from({ length: count }).flatMap(() => value.items);
    return value instanceof PyList ? new PyList(items) : new PyTuple(items);
  }
  return undefined;
}

function arithmetic(operator: string, x: number, y: number, a: Value, b: Value): Value {
  switch (operator) {
    case '+':
      return number(x + y, a, b);
    case '-':
      return number(x - y, a, b);
    case '*':
      return number(x * y, a, b);
    case '/':
      return y === 0 ? raise(errors['ZeroDivisionError']!, 'division by zero') : new PyFloat(x / y);
    case '//':
      return y === 0
        ? raise(errors['ZeroDivisionError']!, 'integer division or modulo by zero')
        : number(Math.floor(x / y), a, b);
    case '%':
      return y === 0
        ? raise(errors['ZeroDivisionError']!, 'integer modulo by zero')
        : number(x - y * Math.floor(x / y), a, b);
    case '**':
      return y < 0 ? new PyFloat(x ** y) : number(x ** y, a, b);
  }
  if (a instanceof PyFloat || b instanceof PyFloat) return unsupported(operator, a, b);
  const whole: Record<string, bigint> = {
    '&': BigInt(x) & BigInt(y),
    '|': BigInt(x) | BigInt(y),
    '^': BigInt(x) ^ BigInt(y),
    '<<': BigInt(x) << BigInt(Math.min(y, 64)),
    '>>': BigInt(x) >> BigInt(y),
  };
  const value = whole[operator];
  return value === undefined ? unsupported(operator, a, b) : Number(value);
}

/** @returns whether a comparison holds: `==`, `<`, `in`, `is not` … @throws TypeError if the two have no order */
export function compare(operator: string, a: Value, b: Value): boolean {
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
      return !equal(a, b);
    case 'is':
      return a === b;
    case 'is not':
      return a !== b;
    case 'in':
      return contains(b, a);
    case 'not in':
      return !contains(b, a);
  }
  const order = compareOrder(a, b, operator);
  return operator === '<'
    ? order < 0
    : operator === '>'
      ? order > 0
      : operator === '<='
        ? order <= 0
        : order >= 0;
}

/** @returns less than nothing, 0 or more, as `a` is less than, equal to or more than `b`. @throws TypeError */
export function compareOrder(a: Value, b: Value, operator = '<'): number {
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== undefined && y !== undefined) return x - y;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    for (let at = 0; at < Math.min(a.items.length, b.items.length); at++) {
      if (!equal(a.items[at]!, b.items[at]!)) return compareOrder(a.items[at]!, b.items[at]!, operator);
    }
    return a.items.length - b.items.length;
  }
  return fail.type(`'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

function contains(whole: Value, item: Value): boolean {
  if (typeof whole === 'string')
    return typeof item === 'string'
      ? whole.includes(item)
      : fail.type(`'in <string>' requires string as left operand, not ${typeName(item)}`);
  if (whole instanceof PyBytes) return item instanceof PyBytes && whole.data.includes(item.data);
  if (whole instanceof PyDict || whole instanceof PySet) return whole.map.has(hash(item));
  if (whole instanceof PyList || whole instanceof PyTuple || whole instanceof PyRange)
    return whole.items.some((one) => equal(one, item));
  return fail.type(`argument of type '${typeName(whole)}' is not iterable`);
}
