import type { Task, Wait } from '../../../kernel/process.ts';
import { newPromise, reject, resolve, whenSettled } from './promise.ts';
import type { Realm } from './realm.ts';
import { define, ITERATOR, type JsObject, Throw, type Value } from './values.ts';

/** What a body of `async` or `function*` yields to its driver, never to the kernel. */
class Pause implements Wait {
  readonly wait: string;
  readonly value: Value;
  /** How it is to go on. */
  answer: { readonly how: 'next' | 'throw' | 'return'; readonly value: Value } = {
    how: 'next',
    value: undefined,
  };
  constructor(wait: 'await' | 'yield', value: Value) {
    this.wait = wait;
    this.value = value;
  }
}

/** Ends a generator from outside. */
export class Returned extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super('return');
    this.value = value;
  }
}

/** `await value`, `yield value`. @returns what it goes on with */
export function* pause(kind: 'await' | 'yield', value: Value): Task<Value> {
  const mark = new Pause(kind, value);
  yield mark;
  if (mark.answer.how === 'throw') throw new Throw(mark.answer.value);
  if (mark.answer.how === 'return') throw new Returned(mark.answer.value);
  return mark.answer.value;
}

/** Runs a body until it ends or pauses; the kernel's waits go to the kernel. */
function* step(realm: Realm, body: Task<Value>): Task<{ readonly done: Value } | Pause> {
  const { frame } = realm;
  try {
    for (;;) {
      const result = body.next();
      if (result.done === true) return { done: result.value };
      if (result.value instanceof Pause) return result.value;
      yield result.value;
    }
  } finally {
    realm.frame = frame;
  }
}

/** Runs the body of an async function. @returns its promise */
export function* runAsync(realm: Realm, body: Task<Value>): Task<JsObject> {
  const promise = newPromise(realm);
  const goOn = function* (): Task<void> {
    try {
      const result = yield* step(realm, body);
      if (!(result instanceof Pause)) return resolve(realm, promise, result.done);
      if (result.wait === 'yield') return reject(realm, promise, 'async generators are not modelled');
      const { frame } = realm;
      const awaited = newPromise(realm);
      resolve(realm, awaited, result.value);
      whenSettled(realm, awaited, function* (state, value) {
        result.answer = { how: state === 'fulfilled' ? 'next' : 'throw', value };
        const before = realm.frame;
        realm.frame = frame;
        yield* goOn();
        realm.frame = before;
      });
    } catch (error) {
      if (!(error instanceof Throw)) throw error;
      reject(realm, promise, error.value);
    }
  };
  yield* goOn();
  return promise;
}

/** @returns the object of a generator whose body has not begun yet */
export function generatorObject(realm: Realm, proto: JsObject, make: () => Task<Value>): JsObject {
  const object = realm.object();
  object.proto = proto;
  let body: Task<Value> | undefined;
  let paused: Pause | undefined;
  let over = false;
  const give = (value: Value, done: boolean): JsObject => realm.object({ value, done });
  const go = (how: 'next' | 'throw' | 'return') =>
    function* (_self: Value, [value]: readonly Value[]): Task<Value> {
      if (over || (body === undefined && how !== 'next')) {
        over = true;
        if (how === 'throw') throw new Throw(value);
        return give(how === 'return' ? value : undefined, true);
      }
      body ??= make();
      if (paused !== undefined) paused.answer = { how, value };
      try {
        const result = yield* step(realm, body);
        if (result instanceof Pause) {
          paused = result;
          return give(result.value, false);
        }
        over = true;
        return give(result.done, true);
      } catch (error) {
        over = true;
        if (error instanceof Returned) return give(error.value, true);
        throw error;
      }
    };
  for (const how of ['next', 'throw', 'return'] as const)
    define(object, how, realm.native(how, go(how)), true);
  define(
    object,
    ITERATOR,
    realm.plain('[Symbol.iterator]', (self) => self),
    true,
  );
  return object;
}
