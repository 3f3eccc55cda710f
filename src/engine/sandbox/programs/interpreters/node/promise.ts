import type { Task } from '../../../kernel/process.ts';
import type { Realm } from './realm.ts';
import { JsFunction, JsObject, Throw, type Value } from './values.ts';

/** What a promise keeps. */
export interface PromiseState {
  state: 'pending' | 'fulfilled' | 'rejected';
  value: Value;
  handled: boolean;
  readonly reactions: (() => void)[];
}

/** @returns the state of a promise; undefined for anything else */
export function promiseState(value: Value): PromiseState | undefined {
  if (!(value instanceof JsObject)) return undefined;
  const { inner } = value;
  return typeof inner === 'object' && inner !== null && 'reactions' in inner
    ? (inner as PromiseState)
    : undefined;
}

export function newPromise(realm: Realm, proto = realm.proto('Promise')): JsObject {
  const made = new JsObject(proto);
  made.inner = { state: 'pending', value: undefined, handled: false, reactions: [] } satisfies PromiseState;
  return made;
}

function conclude(realm: Realm, promise: JsObject, state: 'fulfilled' | 'rejected', value: Value): void {
  const own = promiseState(promise)!;
  if (own.state !== 'pending') return;
  own.state = state;
  own.value = value;
  if (state === 'rejected' && !own.handled) rejections(realm).add(promise);
  for (const reaction of own.reactions) reaction();
}

const REJECTED = new WeakMap<Realm, Set<JsObject>>();

/** @returns the promises of a program that were rejected and that nobody has looked at */
export function rejections(realm: Realm): Set<JsObject> {
  let set = REJECTED.get(realm);
  if (set === undefined) {
    set = new Set();
    REJECTED.set(realm, set);
  }
  return set;
}

export function reject(realm: Realm, promise: JsObject, value: Value): void {
  conclude(realm, promise, 'rejected', value);
}

/** Fulfils a promise, or binds it to another. */
export function resolve(realm: Realm, promise: JsObject, value: Value): void {
  if (promiseState(value) !== undefined) {
    whenSettled(realm, value, (state, result) => {
      conclude(realm, promise, state, result);
    });
    return;
  }
  if (!(value instanceof JsObject)) {
    conclude(realm, promise, 'fulfilled', value);
    return;
  }
  realm.jobs.push(function* () {
    try {
      const then = yield* realm.get(value, 'then');
      if (!(then instanceof JsFunction)) return conclude(realm, promise, 'fulfilled', value);
      yield* realm.call(then, value, [
        realm.plain('', (_, [result]) => resolve(realm, promise, result) as undefined),
        realm.plain('', (_, [reason]) => reject(realm, promise, reason) as undefined),
      ]);
    } catch (error) {
      if (!(error instanceof Throw)) throw error;
      reject(realm, promise, error.value);
    }
  });
}

/** Calls back, as a job, when a promise has its value. */
export function whenSettled(
  realm: Realm,
  promise: Value,
  then: (state: 'fulfilled' | 'rejected', value: Value) => Task<void> | void,
): void {
  const own = promiseState(promise);
  const react = (state: 'fulfilled' | 'rejected', value: Value): void => {
    realm.jobs.push(function* () {
      const task = then(state, value);
      if (task !== undefined) yield* task;
    });
  };
  if (own === undefined) {
    react('fulfilled', promise);
    return;
  }
  own.handled = true;
  rejections(realm).delete(promise as JsObject);
  if (own.state === 'pending') own.reactions.push(() => react(own.state as 'fulfilled', own.value));
  else react(own.state, own.value);
}

/** `promise.then`. */
export function whenDone(realm: Realm, promise: Value, done: Value, failed: Value): JsObject {
  const next = newPromise(realm);
  whenSettled(realm, promise, function* (state, value) {
    const handler = state === 'fulfilled' ? done : failed;
    if (!(handler instanceof JsFunction))
      return state === 'fulfilled' ? resolve(realm, next, value) : reject(realm, next, value);
    try {
      resolve(realm, next, yield* realm.call(handler, undefined, [value]));
    } catch (error) {
      if (!(error instanceof Throw)) throw error;
      reject(realm, next, error.value);
    }
  });
  return next;
}

/** Runs what waits inside the process, then settles a promise with what came of it. */
export function* promised(realm: Realm, work: () => Task<Value>): Task<Value> {
  const promise = newPromise(realm);
  try {
    resolve(realm, promise, yield* work());
  } catch (error) {
    if (!(error instanceof Throw)) throw error;
    reject(realm, promise, error.value);
  }
  return promise;
}
