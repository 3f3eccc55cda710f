/** Go's way of reading and showing values, because docker's messages carry Go's own words. */

/** A value that Go refuses; `message` is what Go's library says. */
export class ValueError extends Error {}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

function escaped(text: string, quote: string): string {
  let out = '';
  for (const char of text) {
    if (char === quote || char === '\\') out += `\\${char}`;
    else if (ESCAPES[char] !== undefined) out += ESCAPES[char];
    else if (char < ' ' || char === '\x7f') out += `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
    else out += char;
  }
  return out;
}

/** @returns a text as Go's `%q` shows it: in double quotes, escaped */
export function quoted(text: string): string {
  return `"${escaped(text, '"')}"`;
}

/** @returns one character as Go's `%q` shows a rune: in single quotes */
export function quotedRune(char: string): string {
  return `'${escaped(char, "'")}'`;
}

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** strconv.ParseBool. Throws ValueError. */
export function parseBool(text: string): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw new ValueError(`strconv.ParseBool: parsing ${quoted(text)}: invalid syntax`);
}

const INTEGER = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|[1-9][0-9]*|0)$/;

function integer(text: string, name: string, low: bigint, high: bigint): number {
  const match = INTEGER.exec(text);
  if (match === null) throw new ValueError(`strconv.${name}: parsing ${quoted(text)}: invalid syntax`);
  const digits = match[2] ?? '';
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const size = BigInt(octal);
  const value = match[1] === '-' ? -size : size;
  if (value < low || value > high)
    throw new ValueError(`strconv.${name}: parsing ${quoted(text)}: value out of range`);
  return Number(value);
}

/** strconv.ParseInt with base 0 and 64 bits. Throws ValueError. */
export function parseInteger(text: string): number {
  return integer(text, 'ParseInt', -(2n ** 63n), 2n ** 63n - 1n);
}

/** strconv.ParseUint with base 0 and 16 bits. Throws ValueError. */
export function parseUint16(text: string): number {
  if (text.startsWith('-') || text.startsWith('+'))
    throw new ValueError(`strconv.ParseUint: parsing ${quoted(text)}: invalid syntax`);
  return integer(text, 'ParseUint', 0n, 65535n);
}

/** strconv.ParseFloat. Throws ValueError. */
export function parseFloating(text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
    throw new ValueError(`strconv.ParseFloat: parsing ${quoted(text)}: invalid syntax`);
  return Number(text);
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/**
 * time.ParseDuration. Throws ValueError.
 * @returns nanoseconds
 */
export function parseDuration(text: string): number {
  const invalid = new ValueError(`time: invalid duration ${quoted(text)}`);
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  if (rest === '') throw invalid;
  let total = 0;
  while (rest !== '') {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) throw invalid;
    rest = rest.slice(number.length);
    const unit = /^[^.\d]+/.exec(rest)?.[0];
    if (unit === undefined) throw new ValueError(`time: missing unit in duration ${quoted(text)}`);
    const size = UNITS[unit];
    if (size === undefined)
      throw new ValueError(`time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`);
    total += Number(number) * size;
    rest = rest.slice(unit.length);
  }
  return sign * Math.round(total);
}

const BINARY: Readonly<Record<string, number>> = {
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  p: 1024 ** 5,
};

/**
 * A size of memory as docker reads it (go-units RAMInBytes): `512m`, `1.5g`, `64MiB`. Throws ValueError.
 * @returns bytes
 */
export function parseBytes(text: string): number {
  const last = Math.max(
    ...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ' '].map((c) => text.lastIndexOf(c)),
  );
  if (last < 0) throw new ValueError(`invalid size: '${text}'`);
  const number = text[last] === ' ' ? text.slice(0, last) : text.slice(0, last + 1);
  const suffix = text.slice(last + 1).toLowerCase();
  const size = parseFloating(number);
  if (size < 0) throw new ValueError(`invalid size: '${text}'`);
  if (suffix === '' || suffix === 'b') return Math.trunc(size);
  const unit = BINARY[suffix[0] ?? ''];
  const tail = suffix.slice(1);
  if (unit === undefined || (tail !== '' && tail !== 'b' && tail !== 'ib'))
    throw new ValueError(`invalid suffix: '${suffix}'`);
  return Math.trunc(size * unit);
}
