import { show, sprintf, typeName } from './show.ts';
import { GoMap, GoObject, type GoValue, toJson, truth } from './values.ts';

/** What a function of a template refuses; the template's message is built around it. */
export class CallError extends Error {}

export type GoFunction = (...args: readonly GoValue[]) => GoValue;

function str(value: GoValue): string {
  if (typeof value === 'string') return value;
  throw new CallError(`wrong type for value; expected string; got ${typeName(value)}`);
}

function integer(value: GoValue): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw new CallError(`wrong type for value; expected int; got ${typeName(value)}`);
}

function index(value: GoValue, ...keys: readonly GoValue[]): GoValue {
  let at = value;
  for (const key of keys) {
    if (at === null || at === undefined) throw new CallError('error calling index: index of untyped nil');
    if (Array.isArray(at)) {
      if (typeof key !== 'number')
        throw new CallError(`error calling index: cannot index slice/array with type ${typeName(key)}`);
      if (key < 0 || key >= at.length) throw new CallError(`error calling index: index out of range: ${key}`);
      at = at[key] as GoValue;
    } else if (typeof at === 'string') {
      const place = integer(key);
      if (place < 0 || place >= at.length)
        throw new CallError(`error calling index: index out of range: ${place}`);
      at = at.charCodeAt(place);
    } else if (at instanceof GoMap || (typeof at === 'object' && !(at instanceof GoObject))) {
      if (typeof key !== 'string')
        throw new CallError(`error calling index: value has type ${typeName(key)}; should be string`);
      const entries = (at instanceof GoMap ? at.entries : at) as Readonly<Record<string, unknown>>;
      // A key that a map lacks gives its zero value; most of docker's maps hold strings.
      at = (Object.hasOwn(entries, key) ? entries[key] : zeroOf(entries)) as GoValue;
    } else throw new CallError(`error calling index: can't index item of type ${typeName(at)}`);
  }
  return at;
}

function zeroOf(entries: Readonly<Record<string, unknown>>): GoValue {
  const sample = Object.values(entries)[0];
  if (typeof sample === 'number') return 0;
  if (typeof sample === 'object' && sample !== null) return null;
  return '';
}

function slice(value: GoValue, ...places: readonly GoValue[]): GoValue {
  if (typeof value !== 'string' && !Array.isArray(value))
    throw new CallError(`error calling slice: can't slice item of type ${typeName(value)}`);
  const [from = 0, to = value.length] = places.map(integer);
  for (const place of [from, to])
    if (place < 0 || place > value.length)
      throw new CallError(`error calling slice: index out of range: ${place}`);
  if (from > to) throw new CallError(`error calling slice: invalid slice index: ${from} > ${to}`);
  return value.slice(from, to);
}

function length(value: GoValue): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (Array.isArray(value)) return value.length;
  if (value instanceof GoMap) return Object.keys(value.entries).length;
  if (value === null || value === undefined) throw new CallError('error calling len: len of nil pointer');
  if (typeof value === 'object' && !(value instanceof GoObject)) return Object.keys(value).length;
  throw new CallError(`error calling len: len of type ${typeName(value)}`);
}

type Basic = 'string' | 'number' | 'boolean';

function basic(value: GoValue): Basic | 'nil' {
  if (value === null || value === undefined) return 'nil';
  const kind = typeof value;
  if (kind === 'string' || kind === 'number' || kind === 'boolean') return kind;
  throw new CallError(`error calling eq: non-comparable type ${show(value)}: ${typeName(value)}`);
}

function equal(a: GoValue, b: GoValue): boolean {
  const kinds = [basic(a), basic(b)];
  if (kinds.includes('nil')) return kinds[0] === kinds[1];
  if (kinds[0] !== kinds[1]) throw new CallError('error calling eq: incompatible types for comparison');
  return a === b;
}

function less(a: GoValue, b: GoValue): boolean {
  const kinds = [basic(a), basic(b)];
  if (kinds[0] !== kinds[1]) throw new CallError('error calling lt: incompatible types for comparison');
  if (kinds[0] === 'boolean' || kinds[0] === 'nil')
    throw new CallError('error calling lt: invalid type for comparison');
  return (a as string | number) < (b as string | number);
}

/** fmt.Sprint: a space between operands when neither is a string. */
function print(...args: readonly GoValue[]): string {
  return args
    .map((value, at) => {
      const gap = at > 0 && typeof value !== 'string' && typeof args[at - 1] !== 'string' ? ' ' : '';
      return gap + show(value);
    })
    .join('');
}

function join(value: GoValue, separator: GoValue): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(show).join(str(separator));
  if (value instanceof GoMap)
    return Object.values(value.entries)
      .map((item) => show(item as GoValue))
      .sort()
      .join(str(separator));
  throw new CallError(`error calling join: expected slice, got ${typeName(value)}`);
}

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** The functions of text/template and those that docker adds (docker/cli templates/templates.go). `and` and `or` are with the executor, for they stop early. */
export const FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  eq(first, ...others) {
    if (others.length === 0) throw new CallError('error calling eq: missing argument for comparison');
    return others.some((other) => equal(first, other));
  },
  ne: (a, b) => !equal(a, b),
  lt: (a, b) => less(a, b),
  le: (a, b) => less(a, b) || equal(a, b),
  gt: (a, b) => !less(a, b) && !equal(a, b),
  ge: (a, b) => !less(a, b),
  not: (value) => !truth(value),
  index,
  slice,
  len: length,
  print,
  println: (...args) => `${args.map(show).join(' ')}\n`,
  printf: (format, ...args) => sprintf(str(format), args),
  html: (...args) => print(...args).replace(/[&<>"']/g, (char) => HTML[char] ?? char),
  urlquery: (...args) => encodeURIComponent(print(...args)).replace(/%20/g, '+'),
  js: (...args) => JSON.stringify(print(...args)).slice(1, -1),
  json: (value) => toJson(value),
  split: (value, separator) => str(value).split(str(separator)),
  join,
  title: (value) =>
    str(value).replace(
      /(^|[^\p{L}\p{N}_'])(\p{L})/gu,
      (_all, before: string, letter: string) => before + letter.toUpperCase(),
    ),
  lower: (value) => str(value).toLowerCase(),
  upper: (value) => str(value).toUpperCase(),
  pad: (value, before, after) =>
    str(value) === '' ? '' : ' '.repeat(integer(before)) + str(value) + ' '.repeat(integer(after)),
  truncate: (value, count) => str(value).slice(0, integer(count)),
};

/** How many arguments a function takes at least and at most, where it is not free. */
export const ARITY: Readonly<Record<string, readonly [number, number]>> = {
  ne: [2, 2],
  lt: [2, 2],
  le: [2, 2],
  gt: [2, 2],
  ge: [2, 2],
  not: [1, 1],
  len: [1, 1],
  json: [1, 1],
  split: [2, 2],
  join: [2, 2],
  title: [1, 1],
  lower: [1, 1],
  upper: [1, 1],
  pad: [3, 3],
  truncate: [2, 2],
};

/** Over the headers of a table these leave their text alone, so that the name of the column stays (docker/cli templates.HeaderFunctions). */
export const HEADER_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  ...FUNCTIONS,
  ...Object.fromEntries(
    ['json', 'split', 'join', 'title', 'lower', 'upper', 'truncate'].map((name) => [
      name,
      (value: GoValue) => value,
    ]),
  ),
};

export const FUNCTION_NAMES: ReadonlySet<string> = new Set([...Object.keys(FUNCTIONS), 'and', 'or', 'call']);
