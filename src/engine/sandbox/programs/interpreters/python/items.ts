import {
  errors,
  fail,
  PyBytes,
  PyDict,
  PyList,
  PyObject,
  PyRange,
  PySet,
  PyTuple,
  Raised,
  raise,
  typeName,
  type Value,
} from './values.ts';

/** @returns what a value is gone through as */
export function iterate(value: Value): readonly Value[] {
  if (typeof value === 'string') return [...value];
  if (value instanceof PyList) return value.items;
  if (value instanceof PyTuple || value instanceof PyRange || value instanceof PySet) return value.items;
  if (value instanceof PyDict) return [...value.map.values()].map(([key]) => key);
  if (value instanceof PyBytes) return [...value.data].map((char) => char.charCodeAt(0));
  if (value instanceof PyObject && Array.isArray(value.state)) return value.state as Value[];
  return fail.type(`'${typeName(value)}' object is not iterable`);
}

function place(index: Value, length: number, what: string): number {
  if (typeof index !== 'number' && typeof index !== 'boolean')
    return fail.type(`${what} indices must be integers or slices, not ${typeName(index)}`);
  const at = Number(index) < 0 ? Number(index) + length : Number(index);
  return at < 0 || at >= length
    ? raise(errors['IndexError']!, `${what === 'string' ? 'string' : what} index out of range`)
    : at;
}

/** @returns `value[index]`. @throws IndexError, KeyError, TypeError */
export function getItem(value: Value, index: Value): Value {
  if (value instanceof PyDict) return value.get(index) ?? raiseKey(index, value);
  if (typeof value === 'string') return value[place(index, value.length, 'string')]!;
  if (value instanceof PyBytes) return value.data.charCodeAt(place(index, value.data.length, 'bytes'));
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyRange)
    return value.items[place(index, value.items.length, typeName(value))]!;
  return fail.type(`'${typeName(value)}' object is not subscriptable`);
}

function raiseKey(key: Value, _dict: PyDict): never {
  const error = new PyObject(errors['KeyError']!);
  error.attributes.set('args', new PyTuple([key]));
  throw new Raised(error);
}

/** `value[index] = item`. @throws IndexError, TypeError */
export function setItem(value: Value, index: Value, item: Value): void {
  if (value instanceof PyDict) value.set(index, item);
  else if (value instanceof PyList) value.items[place(index, value.items.length, 'list')] = item;
  else fail.type(`'${typeName(value)}' object does not support item assignment`);
}

/** `del value[index]`. @throws IndexError, KeyError, TypeError */
export function deleteItem(value: Value, index: Value): void {
  if (value instanceof PyDict) {
    if (!value.delete(index)) raiseKey(index, value);
  } else if (value instanceof PyList) value.items.splice(place(index, value.items.length, 'list'), 1);
  else fail.type(`'${typeName(value)}' object doesn't support item deletion`);
}

/** @returns `value[from:to:step]`; null stands for what is left out. @throws ValueError, TypeError */
export function sliceOf(value: Value, from: Value, to: Value, step: Value): Value {
  const length =
    typeof value === 'string'
      ? value.length
      : value instanceof PyBytes
        ? value.data.length
        : iterate(value).length;
  const by = step === null ? 1 : Number(step);
  if (by === 0) fail.value('slice step cannot be zero');
  const clamp = (index: Value, otherwise: number): number => {
    if (index === null) return otherwise;
    const at = Number(index) < 0 ? Number(index) + length : Number(index);
    return by > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const start = clamp(from, by > 0 ? 0 : length - 1);
  const end = clamp(to, by > 0 ? length : -1);
  const places: number[] = [];
  for (let at = start; by > 0 ? at < end : at > end; at += by) places.push(at);
  if (typeof value === 'string') return places.map((at) => value[at]).join('');
  if (value instanceof PyBytes) return new PyBytes(places.map((at) => value.data[at]).join(''));
  const items = iterate(value);
  const chosen = places.map((at) => items[at]!);
  return value instanceof PyTuple ? new PyTuple(chosen) : new PyList(chosen);
}
