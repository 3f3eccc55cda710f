import type { Task } from '../../../kernel/process.ts';
import type { Realm } from './realm.ts';
import { define, ITERATOR, JsArray, JsBuffer, JsFunction, truthy, type Value } from './values.ts';

function itemsOf(realm: Realm, value: Value): Value[] {
  if (!(value instanceof JsArray)) realm.fail('TypeError', 'this is not an array');
  return value.items;
}

/** Where `slice` and its like begin or end. */
function place(value: Value, length: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  const at = Math.trunc(Number(value)) || 0;
  return at < 0 ? Math.max(0, length + at) : Math.min(at, length);
}

/** Array and Array.prototype. */
export function defineArrays(realm: Realm): void {
  const proto = realm.proto('Array');
  const maker = realm.native(
    'Array',
    function* (_self, args) {
      return realm.array(
        args.length === 1 && typeof args[0] === 'number'
          ? new Array<Value>(Math.min(args[0], 100_000)).fill(undefined)
          : [...args],
      );
    },
    'native',
  );
  define(maker, 'prototype', proto, true);
  define(proto, 'constructor', maker, true);
  define(realm.globals, 'Array', maker, true);
  realm.methods(maker, {
    isArray: (_, [value]) => value instanceof JsArray && !(value instanceof JsBuffer),
    of: (_, args) => realm.array([...args]),
  });
  define(
    maker,
    'from',
    realm.native('from', function* (_self, [value, map]) {
      let items: Value[];
      const length =
        value instanceof JsArray || typeof value === 'string' ? undefined : yield* realm.get(value, 'length');
      if (typeof length === 'number') {
        items = [];
        for (let at = 0; at < Math.min(length, 100_000); at++)
          items.push(yield* realm.get(value, String(at)));
      } else items = yield* realm.list(value);
      if (map instanceof JsFunction)
        for (const [at, item] of items.entries()) items[at] = yield* realm.call(map, undefined, [item, at]);
      return realm.array(items);
    }),
    true,
  );
  realm.methods(proto, {
    push: (self, args) => itemsOf(realm, self).push(...args),
    pop: (self) => itemsOf(realm, self).pop(),
    shift: (self) => itemsOf(realm, self).shift(),
    unshift: (self, args) => itemsOf(realm, self).unshift(...args),
    slice: (self, [from, to]) => {
      const items = itemsOf(realm, self);
      return realm.array(items.slice(place(from, items.length, 0), place(to, items.length, items.length)));
    },
    splice: (self, [from, count, ...more]) => {
      const items = itemsOf(realm, self);
      const start = place(from, items.length, 0);
      return realm.array(items.splice(start, count === undefined ? items.length : Number(count), ...more));
    },
    concat: (self, args) =>
      realm.array([
        ...itemsOf(realm, self),
        ...args.flatMap((one) => (one instanceof JsArray ? one.items : [one])),
      ]),
    indexOf: (self, [value]) => itemsOf(realm, self).indexOf(value),
    lastIndexOf: (self, [value]) => itemsOf(realm, self).lastIndexOf(value),
    includes: (self, [value]) => itemsOf(realm, self).includes(value),
    reverse: (self) => {
      itemsOf(realm, self).reverse();
      return self;
    },
    at: (self, [index]) => itemsOf(realm, self).at(Number(index)),
    fill: (self, [value]) => {
      itemsOf(realm, self).fill(value);
      return self;
    },
    flat: (self, [depth]) => {
      const flat = (items: readonly Value[], left: number): Value[] =>
        items.flatMap((one) => (one instanceof JsArray && left > 0 ? flat(one.items, left - 1) : [one]));
      return realm.array(flat(itemsOf(realm, self), depth === undefined ? 1 : Number(depth)));
    },
    keys: (self) => realm.iteratorOf([...itemsOf(realm, self).keys()]),
    entries: (self) => realm.iteratorOf(itemsOf(realm, self).map((item, at) => realm.array([at, item]))),
    values: (self) => realm.iteratorOf(itemsOf(realm, self)),
  });
  define(proto, ITERATOR, proto.slots.get('values')!.value, true);
  const task = (
    name: string,
    code: (items: Value[], args: readonly Value[], self: Value) => Task<Value>,
  ): void => {
    define(
      proto,
      name,
      realm.native(name, (self, args) => code(itemsOf(realm, self), args, self)),
      true,
    );
  };
  for (const name of ['join', 'toString'])
    task(name, function* (items, [by]) {
      const parts: string[] = [];
      for (const item of items)
        parts.push(item === undefined || item === null ? '' : yield* realm.text(item));
      return parts.join(by === undefined || name === 'toString' ? ',' : yield* realm.text(by));
    });
  /** One that looks at each item with a function; `end` may stop it with a result. */
  const each = (
    name: string,
    begin: () => {
      see?(result: Value, item: Value, at: number): { readonly result: Value } | undefined;
      end(): Value;
    },
  ): void =>
    task(name, function* (items, [call, self], array) {
      if (!(call instanceof JsFunction))
        realm.fail('TypeError', `${call instanceof JsFunction ? '' : String(call)} is not a function`);
      const run = begin();
      for (let at = 0; at < items.length; at++) {
        const stop = run.see?.(yield* realm.call(call, self, [items[at], at, array]), items[at], at);
        if (stop !== undefined) return stop.result;
      }
      return run.end();
    });
  each('forEach', () => ({ see: () => undefined, end: () => undefined }));
  each('map', () => {
    const made: Value[] = [];
    return { see: (result) => void made.push(result), end: () => realm.array(made) };
  });
  each('filter', () => {
    const made: Value[] = [];
    return {
      see: (result, item) => (truthy(result) ? void made.push(item) : undefined),
      end: () => realm.array(made),
    };
  });
  each('flatMap', () => {
    const made: Value[] = [];
    return {
      see: (result) => void made.push(...(result instanceof JsArray ? result.items : [result])),
      end: () => realm.array(made),
    };
  });
  each('find', () => ({
    see: (result, item) => (truthy(result) ? { result: item } : undefined),
    end: () => undefined,
  }));
  each('findIndex', () => ({
    see: (result, _, at) => (truthy(result) ? { result: at } : undefined),
    end: () => -1,
  }));
  each('some', () => ({
    see: (result) => (truthy(result) ? { result: true } : undefined),
    end: () => false,
  }));
  each('every', () => ({
    see: (result) => (truthy(result) ? undefined : { result: false }),
    end: () => true,
  }));
  task('reduce', function* (items, [call, ...first], array) {
    if (items.length === 0 && first.length === 0)
      realm.fail('TypeError', 'Reduce of empty array with no initial value');
    let total = first.length > 0 ? first[0] : items[0];
    for (let at = first.length > 0 ? 0 : 1; at < items.length; at++)
      total = yield* realm.call(call, undefined, [total, items[at], at, array], 'reducer');
    return total;
  });
  for (const name of ['sort', 'toSorted'])
    task(name, function* (items, [compare], array) {
      const keyed: { item: Value; text: string }[] = [];
      for (const item of items)
        keyed.push({ item, text: compare === undefined ? yield* realm.text(item) : '' });
      const sorted = yield* mergeSort(keyed, function* (a, b) {
        if (compare === undefined) return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
        return yield* realm.number(yield* realm.call(compare, undefined, [a.item, b.item]));
      });
      const values = sorted.map(({ item }) => item);
      if (name === 'toSorted') return realm.array(values);
      (array as JsArray).items = values;
      return array;
    });
}

function* mergeSort<T>(items: T[], compare: (a: T, b: T) => Task<number>): Task<T[]> {
  if (items.length < 2) return items;
  const middle = items.length >> 1;
  const left = yield* mergeSort(items.slice(0, middle), compare);
  const right = yield* mergeSort(items.slice(middle), compare);
  const merged: T[] = [];
  let [a, b] = [0, 0];
  while (a < left.length && b < right.length)
    merged.push((yield* compare(left[a]!, right[b]!)) <= 0 ? left[a++]! : right[b++]!);
  return [...merged, ...left.slice(a), ...right.slice(b)];
}
