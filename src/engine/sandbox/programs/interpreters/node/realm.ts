import type { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import {
  type Code,
  define,
  type ErrorName,
  findSlot,
  ITERATOR,
  indexOf,
  JsArray,
  JsFunction,
  JsObject,
  JsSymbol,
  type Key,
  NotModelled,
  Throw,
  typeOf,
  type Value,
} from './values.ts';

/** Where the program is: a call, and the place in it. */
export interface Frame {
  readonly up: Frame | undefined;
  readonly name: string;
  readonly file: string;
  line: number;
  column: number;
  readonly depth: number;
}

/** errno of Linux for the failures of files and sockets, with libuv's words. */
const SYSTEM: Readonly<Record<string, readonly [number, string]>> = {
  ENOENT: [-2, 'no such file or directory'],
  EACCES: [-13, 'permission denied'],
  EEXIST: [-17, 'file already exists'],
  ENOTDIR: [-20, 'not a directory'],
  EISDIR: [-21, 'illegal operation on a directory'],
  EROFS: [-30, 'read-only file system'],
  ENOTEMPTY: [-39, 'directory not empty'],
  ENOSPC: [-28, 'no space left on device'],
  EPERM: [-1, 'operation not permitted'],
};

/** The objects that all others come from, and what is done with values: properties, calls, conversions. */
export class Realm {
  readonly process: Process;
  readonly objectProto = new JsObject(null);
  readonly functionProto = new JsObject(this.objectProto);
  readonly protos = new Map<string, JsObject>();
  readonly globals = new JsObject(this.objectProto);
  frame: Frame = { up: undefined, name: '', file: '', line: 0, column: 0, depth: 0 };
  /** Work to do before anything else: reactions of promises. */
  readonly jobs: (() => Task<void>)[] = [];

  constructor(process: Process) {
    this.process = process;
    for (const name of [
      'Array',
      'String',
      'Number',
      'Boolean',
      'Symbol',
      'Promise',
      'Map',
      'Set',
      'Date',
      'RegExp',
      'Generator',
      'Buffer',
      'Error',
      'TypeError',
      'ReferenceError',
      'RangeError',
      'SyntaxError',
      'EvalError',
      'AggregateError',
    ])
      this.protos.set(
        name,
        new JsObject(/.Error$/.test(name) ? this.protos.get('Error')! : this.objectProto),
      );
  }

  proto(name: string): JsObject {
    return this.protos.get(name)!;
  }

  object(entries: Readonly<Record<string, Value>> = {}): JsObject {
    const made = new JsObject(this.objectProto);
    for (const [key, value] of Object.entries(entries)) define(made, key, value);
    return made;
  }

  array(items: Value[]): JsArray {
    return new JsArray(this.proto('Array'), items);
  }

  /** A function of Node's. */
  native(name: string, code: Code, constructs: JsFunction['constructs'] = false): JsFunction {
    return new JsFunction(this.functionProto, name, code, constructs);
  }

  /** A function of Node's that calls nothing back. */
  plain(name: string, code: (self: Value, args: readonly Value[]) => Value): JsFunction {
    return this.native(name, function* (self, args) {
      return code(self, args);
    });
  }

  /** Adds functions to an object, not seen by `for in`. */
  methods(
    object: JsObject,
    table: Readonly<Record<string, (self: Value, args: readonly Value[]) => Value>>,
  ): void {
    for (const [name, code] of Object.entries(table)) define(object, name, this.plain(name, code), true);
  }

  error(name: ErrorName, message: string, more: Readonly<Record<string, Value>> = {}): JsObject {
    const made = new JsObject(this.proto(name));
    made.inner = 'error';
    define(made, 'message', message, true);
    define(made, 'stack', this.stack(message === '' ? name : `${name}: ${message}`), true);
    for (const [key, value] of Object.entries(more)) define(made, key, value);
    return made;
  }

  /** @returns the text of `error.stack` for an error that is made here */
  stack(head: string): string {
    const lines = [head];
    for (let at: Frame | undefined = this.frame; at !== undefined && lines.length <= 10; at = at.up) {
      if (at.file === '' || (at.file.startsWith('node:') && lines.length === 1)) continue;
      lines.push(
        `    at ${at.name === '' ? '' : `${at.name} (`}${at.file}:${at.line}:${at.column}${at.name === '' ? '' : ')'}`,
      );
    }
    return lines.join('\n');
  }

  fail(name: ErrorName, message: string): never {
    throw new Throw(this.error(name, message));
  }

  /** @returns the error of JavaScript for a system call that failed */
  systemError(error: SystemError, call: string, path?: string): JsObject {
    const [errno, text] = SYSTEM[error.code] ?? [-1, error.message.toLowerCase()];
    const where = path === undefined ? '' : ` '${path}'`;
    return this.error('Error', `${error.code}: ${text}, ${call}${where}`, {
      errno,
      code: error.code,
      syscall: call,
      ...(path === undefined ? {} : { path }),
    });
  }

  /** @returns a property of any value; getters are called */
  *get(value: Value, key: Key): Task<Value> {
    if (typeof value === 'string') {
      if (key === 'length') return value.length;
      const at = indexOf(key);
      if (at >= 0) return value[at];
    }
    if (value instanceof JsArray) {
      if (key === 'length') return value.items.length;
      const at = indexOf(key);
      if (at >= 0) return value.items[at];
    }
    if (value instanceof JsFunction) {
      if (key === 'name' && !value.slots.has('name')) return value.name;
      if (key === 'length') return typeof value.inner === 'number' ? value.inner : 0;
      if (key === 'prototype' && value.constructs === 'base' && !value.slots.has('prototype')) {
        const made = this.object();
        define(made, 'constructor', value, true);
        define(value, 'prototype', made, true);
      }
    }
    if (value === undefined || value === null)
      this.fail('TypeError', `Cannot read properties of ${value} (reading '${this.keyText(key)}')`);
    const object =
      value instanceof JsObject
        ? value
        : this.proto(
            value instanceof JsSymbol
              ? 'Symbol'
              : typeof value === 'string'
                ? 'String'
                : typeof value === 'number'
                  ? 'Number'
                  : 'Boolean',
          );
    if (key === '__proto__') return object.proto;
    const slot = findSlot(object, key);
    if (slot === undefined) return undefined;
    if (slot.get !== undefined) return yield* this.call(slot.get, value, []);
    return slot.set === undefined ? slot.value : undefined;
  }

  *set(value: Value, key: Key, to: Value): Task<void> {
    if (value === undefined || value === null)
      this.fail('TypeError', `Cannot set properties of ${value} (setting '${this.keyText(key)}')`);
    if (!(value instanceof JsObject)) return;
    if (value.frozen)
      this.fail('TypeError', `Cannot assign to read only property '${this.keyText(key)}' of object`);
    if (value instanceof JsArray) {
      const at = indexOf(key);
      if (at >= 0) {
        if (at > value.items.length + 100_000) throw new NotModelled('arrays with holes');
        while (value.items.length < at) value.items.push(undefined);
        value.items[at] = to;
        return;
      }
      if (key === 'length') {
        value.items.length = Math.min(Number(to), value.items.length);
        return;
      }
    }
    if (key === '__proto__') {
      if (to === null || to instanceof JsObject) value.proto = to;
      return;
    }
    const slot = findSlot(value, key);
    if (slot?.set !== undefined) yield* this.call(slot.set, value, [to]);
    else if (slot?.get !== undefined)
      this.fail(
        'TypeError',
        `Cannot set property ${this.keyText(key)} of ${this.kind(value)} which has only a getter`,
      );
    else if (slot !== undefined && value.slots.get(key) === slot) slot.value = to;
    else define(value, key, to);
  }

  kind(value: JsObject): string {
    return `#<${this.className(value) ?? 'Object'}>`;
  }

  /** @returns the name of the class of an object */
  className(object: JsObject): string | undefined {
    const maker = object.proto === null ? undefined : findSlot(object.proto, 'constructor')?.value;
    return maker instanceof JsFunction ? maker.name : undefined;
  }

  keyText(key: Key): string {
    return typeof key === 'string' ? key : `Symbol(${key.text})`;
  }

  *call(callee: Value, self: Value, args: readonly Value[], shown = 'value'): Task<Value> {
    if (!(callee instanceof JsFunction)) this.fail('TypeError', `${shown} is not a function`);
    if (callee.isClass)
      this.fail('TypeError', `Class constructor ${callee.name} cannot be invoked without 'new'`);
    return yield* callee.code(self, args, undefined);
  }

  *construct(
    callee: Value,
    args: readonly Value[],
    target: JsFunction | undefined,
    shown = 'value',
  ): Task<Value> {
    if (!(callee instanceof JsFunction) || callee.constructs === false)
      this.fail('TypeError', `${shown} is not a constructor`);
    const maker = target ?? callee;
    if (callee.constructs !== 'base') return yield* callee.code(undefined, args, maker);
    const proto = yield* this.get(maker, 'prototype');
    const made = new JsObject(proto instanceof JsObject ? proto : this.objectProto);
    if (callee.fields !== undefined) yield* callee.fields(made);
    const result = yield* callee.code(made, args, maker);
    return result instanceof JsObject ? result : made;
  }

  /** @returns the prototype for what a native constructor makes */
  *protoFor(target: JsFunction | undefined, name: string): Task<JsObject> {
    const proto = target === undefined ? undefined : yield* this.get(target, 'prototype');
    return proto instanceof JsObject ? proto : this.proto(name);
  }

  /** ToPrimitive, a string preferred where `text`. */
  *primitive(value: Value, text = false): Task<Value> {
    if (!(value instanceof JsObject)) return value;
    const isDate = value.inner instanceof Date;
    for (const name of text || isDate ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
      const method = yield* this.get(value, name);
      if (!(method instanceof JsFunction)) continue;
      const result = yield* this.call(method, value, []);
      if (!(result instanceof JsObject)) return result;
    }
    return this.fail('TypeError', 'Cannot convert object to primitive value');
  }

  *text(value: Value): Task<string> {
    const simple = yield* this.primitive(value, true);
    if (simple instanceof JsSymbol) this.fail('TypeError', 'Cannot convert a Symbol value to a string');
    return String(simple);
  }

  *number(value: Value): Task<number> {
    const simple = yield* this.primitive(value);
    if (simple instanceof JsSymbol) this.fail('TypeError', 'Cannot convert a Symbol value to a number');
    return Number(simple);
  }

  *key(value: Value): Task<Key> {
    if (value instanceof JsSymbol || typeof value === 'string') return value;
    return yield* this.text(value);
  }

  /** Gives each value of something that can be iterated to `each`, until that says false. */
  *iterate(value: Value, each: (item: Value) => Task<boolean>): Task<void> {
    if (
      value instanceof JsArray &&
      findSlot(value, ITERATOR)?.value === this.proto('Array').slots.get(ITERATOR)?.value
    ) {
      for (let at = 0; at < value.items.length; at++) if (!(yield* each(value.items[at]))) return;
      return;
    }
    if (typeof value === 'string') {
      for (const letter of value) if (!(yield* each(letter))) return;
      return;
    }
    const method = value === undefined || value === null ? undefined : yield* this.get(value, ITERATOR);
    if (!(method instanceof JsFunction))
      this.fail(
        'TypeError',
        `${typeOf(value) === 'object' || value === undefined ? (value === null ? 'null' : value === undefined ? 'undefined' : 'object') : String(value)} is not iterable`,
      );
    const iterator = yield* this.call(method, value, []);
    const next = yield* this.get(iterator, 'next');
    for (;;) {
      const result = yield* this.call(next, iterator, []);
      if ((yield* this.get(result, 'done')) === true) return;
      if (yield* each(yield* this.get(result, 'value'))) continue;
      const end = yield* this.get(iterator, 'return');
      if (end instanceof JsFunction) yield* this.call(end, iterator, []);
      return;
    }
  }

  *list(value: Value): Task<Value[]> {
    const items: Value[] = [];
    yield* this.iterate(value, function* (item) {
      items.push(item);
      return true;
    });
    return items;
  }

  /** @returns an iterator over values that are there already */
  iteratorOf(items: readonly Value[]): JsObject {
    let at = 0;
    const iterator = this.object();
    define(
      iterator,
      'next',
      this.plain('next', () =>
        at < items.length
          ? this.object({ value: items[at++], done: false })
          : this.object({ value: undefined, done: true }),
      ),
      true,
    );
    define(
      iterator,
      ITERATOR,
      this.plain('[Symbol.iterator]', (self) => self),
      true,
    );
    return iterator;
  }
}
