import type { Task } from '../../../kernel/process.ts';
import type { Realm } from './realm.ts';
import {
  findSlot,
  indexOf,
  JsArray,
  JsFunction,
  JsObject,
  JsSymbol,
  NotModelled,
  type Value,
} from './values.ts';

/** The most characters of a text that a program makes. */
const LONGEST = 16 * 1024 * 1024;

/** @returns what a binary operator makes of two values */
export function* binary(realm: Realm, operator: string, a: Value, b: Value): Task<Value> {
  switch (operator) {
    case '===':
      return a === b;
    case '!==':
      return a !== b;
    case '==':
      return yield* loose(realm, a, b);
    case '!=':
      return !(yield* loose(realm, a, b));
    case '+': {
      const x = yield* realm.primitive(a);
      const y = yield* realm.primitive(b);
      if (x instanceof JsSymbol || y instanceof JsSymbol)
        realm.fail('TypeError', 'Cannot convert a Symbol value to a string');
      if (typeof x !== 'string' && typeof y !== 'string') return Number(x) + Number(y);
      const text = `${x}${y}`;
      if (text.length > LONGEST) realm.fail('RangeError', 'Invalid string length');
      return text;
    }
    case 'in': {
      if (!(b instanceof JsObject))
        realm.fail(
          'TypeError',
          `Cannot use 'in' operator to search for '${yield* realm.text(a)}' in ${yield* realm.text(b)}`,
        );
      const key = yield* realm.key(a);
      return (
        findSlot(b, key) !== undefined ||
        (b instanceof JsArray && indexOf(key) >= 0 && indexOf(key) < b.items.length)
      );
    }
    case 'instanceof': {
      if (!(b instanceof JsFunction))
        realm.fail('TypeError', "Right-hand side of 'instanceof' is not callable");
      const proto = yield* realm.get(b, 'prototype');
      for (let at = a instanceof JsObject ? a.proto : null; at !== null; at = at.proto)
        if (at === proto) return true;
      return false;
    }
    case '<':
    case '>':
    case '<=':
    case '>=': {
      const x = yield* realm.primitive(a);
      const y = yield* realm.primitive(b);
      if (typeof x === 'string' && typeof y === 'string')
        return operator === '<' ? x < y : operator === '>' ? x > y : operator === '<=' ? x <= y : x >= y;
      const m = yield* realm.number(x);
      const n = yield* realm.number(y);
      return operator === '<' ? m < n : operator === '>' ? m > n : operator === '<=' ? m <= n : m >= n;
    }
  }
  return arithmetic(operator, yield* realm.number(a), yield* realm.number(b));
}

function arithmetic(operator: string, m: number, n: number): number {
  switch (operator) {
    case '-':
      return m - n;
    case '*':
      return m * n;
    case '/':
      return m / n;
    case '%':
      return m % n;
    case '**':
      return m ** n;
    case '|':
      return m | n;
    case '&':
      return m & n;
    case '^':
      return m ^ n;
    case '<<':
      return m << n;
    case '>>':
      return m >> n;
    case '>>>':
      return m >>> n;
    default:
      throw new NotModelled(`the operator ${operator}`);
  }
}

function* loose(realm: Realm, a: Value, b: Value): Task<boolean> {
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? null) === (b ?? null);
  if (typeof a === typeof b && !(a instanceof JsSymbol)) return a === b;
  if (a instanceof JsSymbol || b instanceof JsSymbol) return a === b;
  const x = yield* realm.primitive(a);
  const y = yield* realm.primitive(b);
  return typeof x === typeof y ? x === y : Number(x) === Number(y);
}
