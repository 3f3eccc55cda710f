import { defineArrays } from './arrays.ts';
import { fromJson, parseJson, stringify } from './json.ts';
import { newPromise, promiseState, reject, resolve, whenDone, whenSettled } from './promise.ts';
import type { Realm } from './realm.ts';
import { defineStrings } from './strings.ts';
import {
  ASYNC_ITERATOR,
  define,
  ITERATOR,
  JsArray,
  JsFunction,
  JsObject,
  JsSymbol,
  ownKeys,
  type Value,
} from './values.ts';

/** Gives a realm what every program of JavaScript finds. */
export function defineBuiltins(realm: Realm): void {
  const { globals } = realm;
  const make = (
    name: string,
    code: JsFunction['code'],
    proto = realm.proto(name),
    constructs: JsFunction['constructs'] = 'native',
  ): JsFunction => {
    const maker = realm.native(name, code, constructs);
    define(maker, 'prototype', proto, true);
    define(proto, 'constructor', maker, true);
    define(globals, name, maker, true);
    return maker;
  };
  defineArrays(realm);
  defineStrings(realm);
  const object = make(
    'Object',
    function* (_self, [value]) {
      return value instanceof JsObject ? value : realm.object();
    },
    realm.objectProto,
  );
  realm.methods(realm.objectProto, {
    hasOwnProperty: (self: Value, [key]: readonly Value[]) =>
      self instanceof JsObject && (self.slots.has(String(key)) || ownKeys(self).includes(String(key))),
    toString: (self: Value) =>
      self instanceof JsArray
        ? '[object Array]'
        : self === undefined
          ? '[object Undefined]'
          : self === null
            ? '[object Null]'
            : self instanceof JsFunction
              ? '[object Function]'
              : '[object Object]',
    valueOf: (self: Value) => self,
  });
  realm.methods(object, {
    keys: (_, [value]) => realm.array(value instanceof JsObject ? ownKeys(value) : []),
    freeze: (_, [value]) => {
      if (value instanceof JsObject) value.frozen = true;
      return value;
    },
    isFrozen: (_, [value]) => value instanceof JsObject && value.frozen,
    create: (_, [proto]) => new JsObject(proto instanceof JsObject ? proto : null),
    getPrototypeOf: (_, [value]) => (value instanceof JsObject ? value.proto : null),
    setPrototypeOf: (_, [value, proto]) => {
      if (value instanceof JsObject) value.proto = proto instanceof JsObject ? proto : null;
      return value;
    },
    defineProperty: (_, [value, key, how]) => {
      if (value instanceof JsObject && how instanceof JsObject) {
        const part = (name: string): Value => how.slots.get(name)?.value;
        const [get, set] = [part('get'), part('set')];
        value.slots.set(key instanceof JsSymbol ? key : String(key), {
          value: part('value'),
          hidden: part('enumerable') !== true,
          ...(get instanceof JsFunction ? { get } : {}),
          ...(set instanceof JsFunction ? { set } : {}),
        });
      }
      return value;
    },
  });
  for (const name of ['values', 'entries'])
    define(
      object,
      name,
      realm.native(name, function* (_self, [value]) {
        const items: Value[] = [];
        if (value instanceof JsObject)
          for (const key of ownKeys(value))
            items.push(
              name === 'values'
                ? yield* realm.get(value, key)
                : realm.array([key, yield* realm.get(value, key)]),
            );
        return realm.array(items);
      }),
      true,
    );
  define(
    object,
    'assign',
    realm.native('assign', function* (_self, [target, ...sources]) {
      for (const source of sources)
        if (source instanceof JsObject)
          for (const key of ownKeys(source)) yield* realm.set(target, key, yield* realm.get(source, key));
      return target;
    }),
    true,
  );
  define(
    object,
    'fromEntries',
    realm.native('fromEntries', function* (_self, [entries]) {
      const made = realm.object();
      for (const pair of yield* realm.list(entries))
        define(made, yield* realm.key(yield* realm.get(pair, '0')), yield* realm.get(pair, '1'));
      return made;
    }),
    true,
  );
  // What V8 says when it must not make code from text. There is no way from here to the real computer.
  make(
    'Function',
    function* () {
      return realm.fail('EvalError', 'Code generation from strings disallowed for this context');
    },
    realm.functionProto,
  );
  define(
    globals,
    'eval',
    realm.plain('eval', () =>
      realm.fail('EvalError', 'Code generation from strings disallowed for this context'),
    ),
    true,
  );
  const functions = realm.functionProto;
  define(
    functions,
    'call',
    realm.native('call', (self, [own, ...args]) => realm.call(self, own, args)),
    true,
  );
  define(
    functions,
    'apply',
    realm.native('apply', function* (self, [own, args]) {
      return yield* realm.call(self, own, args instanceof JsArray ? args.items : []);
    }),
    true,
  );
  define(
    functions,
    'bind',
    realm.plain('bind', (self, [own, ...first]) =>
      realm.native(`bound ${self instanceof JsFunction ? self.name : ''}`, (_self, args) =>
        realm.call(self, own, [...first, ...args]),
      ),
    ),
    true,
  );
  define(
    functions,
    'toString',
    realm.plain(
      'toString',
      (self) => `function ${self instanceof JsFunction ? self.name : ''}() { [native code] }`,
    ),
    true,
  );
  defineErrors(realm, make);
  defineNumbers(realm, make);
  defineCollections(realm, make);
  definePromises(realm, make);
  const symbol = make('Symbol', function* (_self, [text]) {
    return new JsSymbol(text === undefined ? '' : yield* realm.text(text));
  });
  define(symbol, 'iterator', ITERATOR, true);
  define(symbol, 'asyncIterator', ASYNC_ITERATOR, true);
  const json = realm.object();
  define(globals, 'JSON', json, true);
  define(
    json,
    'parse',
    realm.native('parse', function* (_self, [text]) {
      return parseJson(realm, yield* realm.text(text));
    }),
    true,
  );
  define(
    json,
    'stringify',
    realm.native('stringify', function* (_self, [value, , gap]) {
      return yield* stringify(
        realm,
        value,
        typeof gap === 'number' ? ' '.repeat(Math.min(gap, 10)) : typeof gap === 'string' ? gap : '',
      );
    }),
    true,
  );
  define(globals, 'globalThis', globals, true);
  define(
    globals,
    'structuredClone',
    realm.native('structuredClone', function* (_self, [value]) {
      const text = yield* stringify(realm, value);
      return text === undefined ? undefined : fromJson(realm, JSON.parse(text) as null);
    }),
    true,
  );
}

type Make = (
  name: string,
  code: JsFunction['code'],
  proto?: JsObject,
  constructs?: JsFunction['constructs'],
) => JsFunction;

function defineErrors(realm: Realm, make: Make): void {
  for (const name of [
    'Error',
    'TypeError',
    'ReferenceError',
    'RangeError',
    'SyntaxError',
    'EvalError',
    'AggregateError',
  ] as const) {
    const proto = realm.proto(name);
    const maker = make(name, function* (_self, [message, options], target) {
      const made = realm.error(name, message === undefined ? '' : yield* realm.text(message));
      made.proto = yield* realm.protoFor(target, name);
      const kind = realm.className(made) ?? name;
      if (kind !== name)
        define(made, 'stack', String(made.slots.get('stack')!.value).replace(name, kind), true);
      if (message === undefined) made.slots.delete('message');
      const cause = options instanceof JsObject ? options.slots.get('cause') : undefined;
      if (cause !== undefined) define(made, 'cause', cause.value, true);
      return made;
    });
    if (name === 'Error') realm.methods(maker, { captureStackTrace: () => undefined });
    define(proto, 'name', name, true);
    define(proto, 'message', '', true);
  }
  define(
    realm.proto('Error'),
    'toString',
    realm.native('toString', function* (self) {
      const message = yield* realm.text(yield* realm.get(self, 'message'));
      return `${yield* realm.text(yield* realm.get(self, 'name'))}${message === '' ? '' : `: ${message}`}`;
    }),
    true,
  );
}

function defineNumbers(realm: Realm, make: Make): void {
  const { globals, process } = realm;
  const number = make('Number', function* (_self, args) {
    return args.length === 0 ? 0 : yield* realm.number(args[0]);
  });
  make('Boolean', function* (_self, [value]) {
    return value instanceof JsObject || Boolean(value);
  });
  realm.methods(realm.proto('Boolean'), { toString: (self: Value) => String(self) });
  realm.methods(realm.proto('Number'), {
    toFixed: (self, [digits]) => Number(self).toFixed(digits === undefined ? 0 : Number(digits)),
    toString: (self: Value, [base]: readonly Value[]) =>
      Number(self).toString(base === undefined ? 10 : Number(base)),
    toLocaleString: (self: Value) => Number(self).toLocaleString('en-US'),
    toPrecision: (self, [digits]) => Number(self).toPrecision(Number(digits)),
  });
  const shared: Record<string, (self: Value, args: readonly Value[]) => Value> = {
    parseInt: (_, [text, base]) => Number.parseInt(String(text), base === undefined ? 10 : Number(base)),
    parseFloat: (_, [text]) => Number.parseFloat(String(text)),
  };
  realm.methods(number, {
    ...shared,
    isInteger: (_, [value]) => Number.isInteger(value),
    isNaN: (_, [value]) => Number.isNaN(value),
    isFinite: (_, [value]) => Number.isFinite(value),
  });
  for (const [name, value] of [
    ['MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
    ['EPSILON', Number.EPSILON],
  ] as const)
    define(number, name, value, true);
  realm.methods(globals, {
    ...shared,
    isNaN: (_, [value]) => Number.isNaN(Number(value)),
    isFinite: (_, [value]) => Number.isFinite(Number(value)),
    encodeURIComponent: (_, [text]) => encodeURIComponent(String(text)),
    decodeURIComponent: (_, [text]) => {
      try {
        return decodeURIComponent(String(text));
      } catch {
        return realm.fail('EvalError', 'URI malformed');
      }
    },
  });
  define(globals, 'NaN', Number.NaN, true);
  define(globals, 'Infinity', Number.POSITIVE_INFINITY, true);
  define(globals, 'undefined', undefined, true);
  const math = realm.object();
  define(globals, 'Math', math, true);
  for (const name of [
    'abs',
    'ceil',
    'floor',
    'round',
    'trunc',
    'sqrt',
    'cbrt',
    'log',
    'log2',
    'log10',
    'exp',
    'sin',
    'cos',
    'tan',
    'atan',
    'sign',
    'min',
    'max',
    'pow',
    'hypot',
    'atan2',
  ] as const) {
    const code = Math[name] as (...args: number[]) => number;
    realm.methods(math, { [name]: (_, args) => code(...args.map(Number)) });
  }
  define(math, 'PI', Math.PI, true);
  define(math, 'E', Math.E, true);
  realm.methods(math, { random: () => process.random() });
  const dates = realm.proto('Date');
  const date = make('Date', function* (_self, args, target) {
    if (target === undefined) return new Date(process.now()).toUTCString();
    const made = new JsObject(dates);
    const [first] = args;
    if (args.length === 0) made.inner = new Date(process.now());
    else if (args.length === 1)
      made.inner = new Date(
        first instanceof JsObject && first.inner instanceof Date
          ? first.inner.getTime()
          : typeof first === 'string'
            ? first
            : Number(first),
      );
    else
      made.inner = new Date(
        Date.UTC(Number(args[0]), Number(args[1]), ...(args.slice(2).map(Number) as [number])),
      );
    return made;
  });
  realm.methods(date, { now: () => process.now(), parse: (_, [text]) => Date.parse(String(text)) });
  const moment = (value: Value): Date =>
    value instanceof JsObject && value.inner instanceof Date
      ? value.inner
      : realm.fail('TypeError', 'this is not a Date object.');
  for (const part of [
    'FullYear',
    'Month',
    'Date',
    'Day',
    'Hours',
    'Minutes',
    'Seconds',
    'Milliseconds',
  ] as const) {
    const get = (self: Value): Value => moment(self)[`getUTC${part}`]();
    realm.methods(dates, { [`get${part}`]: get, [`getUTC${part}`]: get });
  }
  realm.methods(dates, {
    getTime: (self) => moment(self).getTime(),
    valueOf: (self: Value) => moment(self).getTime(),
    toISOString: (self) =>
      Number.isNaN(moment(self).getTime())
        ? realm.fail('RangeError', 'Invalid time value')
        : moment(self).toISOString(),
    toJSON: (self) => moment(self).toISOString(),
    toUTCString: (self) => moment(self).toUTCString(),
    toString: (self: Value) =>
      `${moment(self)
        .toUTCString()
        .replace(
          /^(\w+), (\d+) (\w+) (\d+) (.*) GMT$/,
          '$1 $3 $2 $4 $5',
        )} GMT+0000 (Coordinated Universal Time)`,
    toLocaleTimeString: (self) => moment(self).toLocaleTimeString('en-US', { timeZone: 'UTC' }),
    toLocaleDateString: (self) => moment(self).toLocaleDateString('en-US', { timeZone: 'UTC' }),
    toLocaleString: (self: Value) => moment(self).toLocaleString('en-US', { timeZone: 'UTC' }),
    getTimezoneOffset: () => 0,
  });
}

function defineCollections(realm: Realm, make: Make): void {
  const map = (value: Value): Map<Value, Value> =>
    value instanceof JsObject && value.inner instanceof Map
      ? value.inner
      : realm.fail('TypeError', 'this is not a Map');
  const set = (value: Value): Set<Value> =>
    value instanceof JsObject && value.inner instanceof Set
      ? value.inner
      : realm.fail('TypeError', 'this is not a Set');
  make('Map', function* (_self, [entries], target) {
    const made = new JsObject(yield* realm.protoFor(target, 'Map'));
    const inner = new Map<Value, Value>();
    made.inner = inner;
    if (entries !== undefined && entries !== null)
      for (const pair of yield* realm.list(entries))
        inner.set(yield* realm.get(pair, '0'), yield* realm.get(pair, '1'));
    return made;
  });
  make('Set', function* (_self, [items], target) {
    const made = new JsObject(yield* realm.protoFor(target, 'Set'));
    made.inner = new Set(items === undefined || items === null ? [] : yield* realm.list(items));
    return made;
  });
  const maps = realm.proto('Map');
  const sets = realm.proto('Set');
  realm.methods(maps, {
    get: (self, [key]) => map(self).get(key),
    set: (self, [key, value]) => {
      map(self).set(key, value);
      return self;
    },
    has: (self, [key]) => map(self).has(key),
    delete: (self, [key]) => map(self).delete(key),
    clear: (self) => map(self).clear() as undefined,
    keys: (self) => realm.iteratorOf([...map(self).keys()]),
    values: (self) => realm.iteratorOf([...map(self).values()]),
    entries: (self) => realm.iteratorOf([...map(self)].map((pair) => realm.array(pair))),
  });
  realm.methods(sets, {
    add: (self, [value]) => {
      set(self).add(value);
      return self;
    },
    has: (self, [value]) => set(self).has(value),
    delete: (self, [value]) => set(self).delete(value),
    clear: (self) => set(self).clear() as undefined,
    values: (self) => realm.iteratorOf([...set(self)]),
  });
  define(maps, ITERATOR, maps.slots.get('entries')!.value, true);
  define(sets, ITERATOR, sets.slots.get('values')!.value, true);
  for (const proto of [maps, sets]) {
    proto.slots.set('size', {
      value: undefined,
      hidden: true,
      get: realm.plain('size', (self) => (proto === maps ? map(self).size : set(self).size)),
    });
    define(
      proto,
      'forEach',
      realm.native('forEach', function* (self, [call]) {
        for (const [key, value] of proto === maps
          ? [...map(self)]
          : [...set(self)].map((one) => [one, one] as const))
          yield* realm.call(call, undefined, [value, key, self]);
        return undefined;
      }),
      true,
    );
  }
}

function definePromises(realm: Realm, make: Make): void {
  const proto = realm.proto('Promise');
  const promise = make('Promise', function* (_self, [executor]) {
    const made = newPromise(realm);
    const settle = (how: typeof resolve): JsFunction =>
      realm.plain('', (_, [value]) => how(realm, made, value) as undefined);
    yield* realm.call(executor, undefined, [settle(resolve), settle(reject)], 'Promise resolver');
    return made;
  });
  realm.methods(proto, {
    // biome-ignore lint/suspicious/noThenProperty: it is the method of the program's promises.
    then: (self, [done, failed]) => whenDone(realm, self, done, failed),
    catch: (self, [failed]) => whenDone(realm, self, undefined, failed),
    finally: (self, [call]) => {
      const pass = (state: 'fulfilled' | 'rejected'): JsFunction =>
        realm.native('', function* (_self, [value]) {
          yield* realm.call(call, undefined, []);
          if (state === 'fulfilled') return value;
          const again = newPromise(realm);
          reject(realm, again, value);
          return again;
        });
      return whenDone(realm, self, pass('fulfilled'), pass('rejected'));
    },
  });
  realm.methods(promise, {
    resolve: (_, [value]) => {
      if (promiseState(value) !== undefined) return value;
      const made = newPromise(realm);
      resolve(realm, made, value);
      return made;
    },
    reject: (_, [value]) => {
      const made = newPromise(realm);
      reject(realm, made, value);
      return made;
    },
  });
  for (const name of ['all', 'allSettled', 'race', 'any'])
    define(
      promise,
      name,
      realm.native(name, function* (_self, [items]) {
        const list = yield* realm.list(items);
        const made = newPromise(realm);
        const results: Value[] = list.map(() => undefined);
        let left = list.length;
        const finish = (): void => {
          left -= 1;
          if (left > 0) return;
          if (name === 'any')
            reject(realm, made, realm.error('AggregateError', 'All promises were rejected'));
          else resolve(realm, made, realm.array(results));
        };
        if (left === 0 && name !== 'race') {
          left = 1;
          finish();
        }
        for (const [at, item] of list.entries())
          whenSettled(realm, item, (state, value) => {
            if (name === 'race' || (name === 'any' && state === 'fulfilled'))
              (state === 'fulfilled' ? resolve : reject)(realm, made, value);
            else if (name === 'all' && state === 'rejected') reject(realm, made, value);
            else {
              results[at] =
                name === 'allSettled'
                  ? realm.object(
                      state === 'fulfilled' ? { status: state, value } : { status: state, reason: value },
                    )
                  : value;
              finish();
            }
          });
        return made;
      }),
      true,
    );
}
