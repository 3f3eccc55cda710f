import {
  asNumber,
  PyBytes,
  PyDict,
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PySet,
  PyTuple,
  type Value,
} from './values.ts';

/** @returns whether a value counts as true (docs.python.org/3/library/stdtypes.html#truth) */
export function truth(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return false;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyBytes) return value.data !== '';
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyDict || value instanceof PySet) return value.map.size > 0;
  if (value instanceof PyRange) return value.length > 0;
  return true;
}

/** @returns whether two values are equal, if they have no code of their own for it */
export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== undefined && y !== undefined) return x === y;
  if (a instanceof PyBytes && b instanceof PyBytes) return a.data === b.data;
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    return a.items.length === b.items.length && a.items.every((item, at) => equal(item, b.items[at]!));
  }
  if (a instanceof PyDict && b instanceof PyDict) {
    return (
      a.map.size === b.map.size &&
      [...a.map.values()].every(([key, value]) => b.has(key) && equal(value, b.get(key)!))
    );
  }
  if (a instanceof PySet && b instanceof PySet)
    return a.map.size === b.map.size && [...a.map.keys()].every((key) => b.map.has(key));
  if (
    a instanceof PyObject &&
    b instanceof PyObject &&
    typeof a.state === 'string' &&
    typeof b.state === 'string'
  )
    return a.state === b.state;
  return false;
}
