import { formatNumber, formatString, parseFormat } from '../../support/format.ts';

/** A text that came from input: it counts as a number if it looks like one. */
export class Input {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value of awk; undefined has not been set: both '' and 0. */
export type Value = string | number | Input | undefined;

const NUMERIC = /^[ \t\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n]*$/;
const PREFIX = /^[ \t\n]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/;

/** @returns a value as a number: what its text begins with */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  return Number(PREFIX.exec(typeof value === 'string' ? value : value.text)?.[1] ?? 0);
}

/** @returns a value as text; a number by the format unless it is whole */
export function toText(value: Value, format = '%.6g'): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value !== 'number') return value.text;
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return BigInt(value).toString();
  return sprintf(format, [value]);
}

/** @returns whether a value counts as true */
export function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  if (value === undefined) return false;
  if (typeof value === 'string') return value !== '';
  return NUMERIC.test(value.text) ? Number(value.text) !== 0 : value.text !== '';
}

const isNumeric = (value: Value) =>
  typeof value === 'number' || value === undefined || (value instanceof Input && NUMERIC.test(value.text));

/** @returns negative, 0 or positive: as numbers if both look like numbers, else as texts */
export function compare(left: Value, right: Value, format: string): number {
  if (isNumeric(left) && isNumeric(right)) return toNumber(left) - toNumber(right);
  const [one, two] = [toText(left, format), toText(right, format)];
  return one < two ? -1 : one > two ? 1 : 0;
}

/** @returns what a printf format makes of values */
export function sprintf(format: string, values: readonly Value[]): string {
  let at = 0;
  let out = '';
  for (const part of parseFormat(format)) {
    if (typeof part === 'string') {
      out += part;
      continue;
    }
    const star = (text: string | undefined) =>
      text === '*' ? toNumber(values[at++]) : text === undefined ? undefined : Number(text || 0);
    let width = Math.trunc(star(part.width) ?? 0);
    const precision = star(part.precision);
    const flags = width < 0 ? `${part.flags}-` : part.flags;
    width = Math.min(Math.abs(width), 100_000);
    const conversion = { flags, width, precision, letter: part.letter };
    const value = values[at++];
    if (part.letter === 's') out += formatString(toText(value), conversion);
    else if (part.letter === 'c')
      out += formatString(
        typeof value === 'number' ? String.fromCharCode(value & 255) : toText(value).slice(0, 1),
        { ...conversion, precision: undefined },
      );
    else if (/[diuoxX]/.test(part.letter)) out += formatNumber(Math.trunc(toNumber(value)), conversion);
    else if (/[eEfFgG]/.test(part.letter)) out += formatNumber(toNumber(value), conversion);
    else {
      out += part.source;
      at--;
    }
  }
  return out;
}

/** @returns a text of the command line with its escapes done */
export function escapes(text: string): string {
  return text.replace(/\\([nrtfvab\\/"]|[0-7]{1,3})/g, (_, code: string) =>
    /[0-7]/.test(code)
      ? String.fromCharCode(Number.parseInt(code, 8))
      : ({ n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', a: '\x07', b: '\b' }[code] ?? code),
  );
}
