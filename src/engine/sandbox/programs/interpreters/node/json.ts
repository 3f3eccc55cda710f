import type { Task } from '../../../kernel/process.ts';
import type { Realm } from './realm.ts';
import { define, JsArray, JsFunction, JsObject, JsSymbol, ownKeys, type Value } from './values.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** JSON.parse. Throws SyntaxError of JavaScript. */
export function parseJson(realm: Realm, text: string): Value {
  let data: Json;
  try {
    data = JSON.parse(text) as Json;
  } catch (error) {
    return realm.fail('SyntaxError', (error as Error).message);
  }
  return fromJson(realm, data);
}

/** @returns plain data as a value */
export function fromJson(realm: Realm, data: Json): Value {
  if (Array.isArray(data)) return realm.array(data.map((one) => fromJson(realm, one)));
  if (typeof data !== 'object' || data === null) return data;
  const object = realm.object();
  for (const [key, value] of Object.entries(data)) define(object, key, fromJson(realm, value));
  return object;
}

/** JSON.stringify. @returns undefined for what JSON has no word for */
export function* stringify(
  realm: Realm,
  value: Value,
  gap = '',
  indent = '',
  above: readonly JsObject[] = [],
): Task<string | undefined> {
  if (value instanceof JsObject) {
    const method = yield* realm.get(value, 'toJSON');
    if (method instanceof JsFunction)
      return yield* stringify(realm, yield* realm.call(method, value, []), gap, indent, above);
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (value === undefined || value instanceof JsSymbol || value instanceof JsFunction) return undefined;
  if (above.includes(value)) realm.fail('TypeError', 'Converting circular structure to JSON');
  const inner = indent + gap;
  const parts: string[] = [];
  const isArray = value instanceof JsArray;
  for (const key of isArray ? value.items.keys() : ownKeys(value)) {
    const text = yield* stringify(realm, yield* realm.get(value, String(key)), gap, inner, [...above, value]);
    if (isArray) parts.push(text ?? 'null');
    else if (text !== undefined) parts.push(`${JSON.stringify(key)}:${gap === '' ? '' : ' '}${text}`);
  }
  const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return `${open}${close}`;
  return gap === ''
    ? `${open}${parts.join(',')}${close}`
    : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}
