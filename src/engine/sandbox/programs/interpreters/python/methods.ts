import { getItem, iterate } from './items.ts';
import { repr, str } from './show.ts';
import { type Methods, stringMethods } from './string-methods.ts';
import { equal } from './truth.ts';
import {
  errors,
  fail,
  hash,
  PyBytes,
  PyDict,
  PyFloat,
  PyList,
  PySet,
  PyTuple,
  plain,
  raise,
  type Value,
} from './values.ts';

/** @returns a method of a string, list, dict, set or bytes; undefined if it has none of that name */
export function methodOf(value: Value, name: string): Value | undefined {
  const table:
    | Readonly<Record<string, (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value>>
    | undefined =
    typeof value === 'string'
      ? stringMethods(value)
      : value instanceof PyList
        ? listMethods(value)
        : value instanceof PyDict
          ? dictMethods(value)
          : value instanceof PySet
            ? setMethods(value)
            : value instanceof PyBytes
              ? bytesMethods(value)
              : value instanceof PyTuple
                ? {
                    index: ([item]) => value.items.findIndex((one) => equal(one, item!)),
                    count: ([item]) => value.items.filter((one) => equal(one, item!)).length,
                  }
                : value instanceof PyFloat
                  ? { is_integer: () => Number.isInteger(value.value) }
                  : undefined;
  const found = table === undefined ? undefined : Object.hasOwn(table, name) ? table[name] : undefined;
  return found === undefined ? undefined : plain(name, found);
}

function listMethods(own: PyList): Methods {
  const { items } = own;
  return {
    append: ([item]) => {
      items.push(item!);
      return null;
    },
    extend: ([more]) => {
      items.push(...iterate(more!));
      return null;
    },
    insert: ([at, item]) => {
      items.splice(Number(at), 0, item!);
      return null;
    },
    pop: ([at]) =>
      items.length === 0
        ? raise(errors['IndexError']!, 'pop from empty list')
        : items.splice(at === undefined ? -1 : Number(at), 1)[0]!,
    remove: ([item]) => {
      const at = items.findIndex((one) => equal(one, item!));
      if (at < 0) fail.value('list.remove(x): x not in list');
      items.splice(at, 1);
      return null;
    },
    clear: () => {
      items.splice(0);
      return null;
    },
    index: ([item]) => {
      const at = items.findIndex((one) => equal(one, item!));
      return at < 0 ? fail.value(`${repr(item!)} is not in list`) : at;
    },
    count: ([item]) => items.filter((one) => equal(one, item!)).length,
    reverse: () => {
      items.reverse();
      return null;
    },
    copy: () => new PyList([...items]),
  };
}

function dictMethods(own: PyDict): Methods {
  return {
    get: ([key, otherwise]) => own.get(key!) ?? otherwise ?? null,
    keys: () => new PyList([...own.map.values()].map(([key]) => key)),
    values: () => new PyList([...own.map.values()].map(([, value]) => value)),
    items: () => new PyList([...own.map.values()].map(([key, value]) => new PyTuple([key, value]))),
    pop: ([key, otherwise]) => {
      const value = own.get(key!);
      if (value === undefined) return otherwise ?? getItem(own, key!);
      own.delete(key!);
      return value;
    },
    setdefault: ([key, otherwise = null]) => {
      if (!own.has(key!)) own.set(key!, otherwise);
      return own.get(key!)!;
    },
    update: ([more], named) => {
      if (more instanceof PyDict) for (const [key, value] of more.map.values()) own.set(key, value);
      for (const [key, value] of named) own.set(key, value);
      return null;
    },
    clear: () => {
      own.map.clear();
      return null;
    },
    copy: () => PyDict.of(own.map.values()),
  };
}

function setMethods(own: PySet): Methods {
  return {
    add: ([item]) => {
      own.map.set(hash(item!), item!);
      return null;
    },
    discard: ([item]) => {
      own.map.delete(hash(item!));
      return null;
    },
    remove: ([item]) => {
      if (!own.map.delete(hash(item!))) raise(errors['KeyError']!, str(item!));
      return null;
    },
    update: ([more]) => {
      for (const item of iterate(more!)) own.map.set(hash(item), item);
      return null;
    },
    union: ([more]) => new PySet([...own.items, ...iterate(more!)]),
    clear: () => {
      own.map.clear();
      return null;
    },
  };
}

function bytesMethods(own: PyBytes): Methods {
  return {
    decode: () => Buffer.from(own.data, 'latin1').toString('utf8'),
    strip: () => new PyBytes(own.data.trim()),
    split: ([separator]) =>
      new PyList(
        own.data
          .split(separator instanceof PyBytes ? separator.data : /\s+/)
          .map((part) => new PyBytes(part)),
      ),
    startswith: ([start]) => start instanceof PyBytes && own.data.startsWith(start.data),
    hex: () => [...own.data].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join(''),
  };
}
