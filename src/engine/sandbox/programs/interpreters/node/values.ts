import type { Task } from '../../../kernel/process.ts';

/** A value of JavaScript. Objects are the interpreter's own: nothing of the real computer's can be reached from one. */
export type Value = undefined | null | boolean | number | string | JsSymbol | JsObject;
export type Key = string | JsSymbol;

export class JsSymbol {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** `Symbol.iterator` and `Symbol.asyncIterator`. */
export const ITERATOR = new JsSymbol('Symbol.iterator');
export const ASYNC_ITERATOR = new JsSymbol('Symbol.asyncIterator');

export interface Slot {
  value: Value;
  get?: JsFunction | undefined;
  set?: JsFunction | undefined;
  readonly hidden?: boolean;
}

export class JsObject {
  proto: JsObject | null;
  readonly slots = new Map<Key, Slot>();
  /** What a native keeps in it: a Map's entries, a moment, a promise. */
  inner: unknown;
  frozen = false;
  constructor(proto: JsObject | null) {
    this.proto = proto;
  }
}

export class JsArray extends JsObject {
  items: Value[];
  constructor(proto: JsObject, items: Value[]) {
    super(proto);
    this.items = items;
  }
}

/** A Buffer: its bytes, each a number from 0 to 255. */
export class JsBuffer extends JsArray {}

/** What a function does. `target` is the function after `new`, if it was called so. */
export type Code = (self: Value, args: readonly Value[], target: JsFunction | undefined) => Task<Value>;

export class JsFunction extends JsObject {
  readonly name: string;
  readonly code: Code;
  /** Whether `new` may be said to it; 'derived' leaves the making of `this` to its parent. */
  readonly constructs: false | 'base' | 'derived' | 'native';
  readonly isClass: boolean;
  /** Sets the fields of a class on a new object. */
  fields: ((self: JsObject) => Task<void>) | undefined;
  constructor(
    proto: JsObject,
    name: string,
    code: Code,
    constructs: JsFunction['constructs'] = false,
    isClass = false,
  ) {
    super(proto);
    this.name = name;
    this.code = code;
    this.constructs = constructs;
    this.isClass = isClass;
  }
}

/** An exception of the program. */
export class Throw extends Error {
  readonly value: Value;
  constructor(value: Value) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super('thrown');
    Error.stackTraceLimit = stackTraceLimit;
    this.value = value;
  }
}

/** `process.exit`. */
export class ExitNode extends Error {
  readonly status: number;
  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}

/** Something of JavaScript or Node that the sandbox has not got. */
export class NotModelled extends Error {}

export type ErrorName =
  | 'Error'
  | 'TypeError'
  | 'ReferenceError'
  | 'RangeError'
  | 'SyntaxError'
  | 'EvalError'
  | 'AggregateError';

export function typeOf(value: Value): string {
  if (value === null) return 'object';
  if (value instanceof JsFunction) return 'function';
  if (value instanceof JsSymbol) return 'symbol';
  return typeof value;
}

export function truthy(value: Value): boolean {
  return value instanceof JsObject || value instanceof JsSymbol ? true : Boolean(value);
}

/** @returns the property of an object itself or of what it inherits from */
export function findSlot(object: JsObject, key: Key): Slot | undefined {
  for (let at: JsObject | null = object; at !== null; at = at.proto) {
    const slot = at.slots.get(key);
    if (slot !== undefined) return slot;
  }
  return undefined;
}

const INDEX = /^(?:0|[1-9]\d{0,8})$/;

/** @returns the place in an array that a key names; -1 if it names none */
export function indexOf(key: Key): number {
  return typeof key === 'string' && INDEX.test(key) ? Number(key) : -1;
}

/** Sets a property of an object itself. */
export function define(object: JsObject, key: Key, value: Value, hidden = false): void {
  if (object instanceof JsArray && indexOf(key) >= 0) object.items[indexOf(key)] = value;
  else object.slots.set(key, hidden ? { value, hidden } : { value });
}

/** @returns the names of an object's own properties that `for in` and `Object.keys` see */
export function ownKeys(object: JsObject): string[] {
  const names: string[] = [];
  if (object instanceof JsArray) names.push(...object.items.map((_, at) => String(at)));
  for (const [key, slot] of object.slots)
    if (typeof key === 'string' && slot.hidden !== true) names.push(key);
  const numbers = names.filter((name) => indexOf(name) >= 0).sort((a, b) => Number(a) - Number(b));
  return numbers.length === 0 ? names : [...numbers, ...names.filter((name) => indexOf(name) < 0)];
}
