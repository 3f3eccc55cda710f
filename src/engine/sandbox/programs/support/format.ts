/** Backslash escapes of printf(1) and `echo -e`: `\n`, `\t`, `\0NNN`, `\xHH`. `stop` is true after `\c`. */
export function unescapeText(text: string, echo = false): { readonly text: string; readonly stop: boolean } {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\' || at + 1 === text.length) {
      out += text[at];
      continue;
    }
    const rest = text.slice(at + 1);
    if (rest[0] === 'c') return { text: out, stop: true };
    const octal = (echo ? /^0([0-7]{0,3})/ : /^0?([0-7]{1,3})/).exec(rest);
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
    if (octal !== null) {
      out += String.fromCharCode(Number.parseInt(octal[1] || '0', 8) & 255);
      at += octal[0].length;
    } else if (hex !== null) {
      out += String.fromCharCode(Number.parseInt(hex[1]!, 16));
      at += hex[0].length;
    } else {
      const one = ESCAPES[rest[0]!];
      out += one ?? `\\${rest[0]}`;
      at++;
    }
  }
  return { text: out, stop: false };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** One conversion of a format: `%-5.2f` has flags `-`, width 5, precision 2, letter f. */
export interface Conversion {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** @returns digits of a number with the conversion's sign, precision and width, as printf(3) of C */
export function formatNumber(value: number, { flags, width, precision, letter }: Conversion): string {
  let body: string;
  let negative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  if (!Number.isFinite(value)) {
    body = Number.isNaN(value) ? 'nan' : 'inf';
    negative = value < 0;
    if (/[A-Z]/.test(letter)) body = body.toUpperCase();
  } else if ('di'.includes(letter) || 'uoxX'.includes(letter)) {
    let whole = BigInt(Math.trunc(size));
    negative = 'di'.includes(letter) && value <= -1;
    if ('uoxX'.includes(letter) && value <= -1) whole = (1n << 64n) - whole;
    body = whole.toString(letter === 'o' ? 8 : 'xX'.includes(letter) ? 16 : 10);
    if (precision !== undefined) body = precision === 0 && body === '0' ? '' : body.padStart(precision, '0');
    if (flags.includes('#') && whole !== 0n)
      body = letter === 'o' ? `0${body}` : 'xX'.includes(letter) ? `0x${body}` : body;
    if (letter === 'X') body = body.toUpperCase();
  } else if ('fF'.includes(letter)) body = fixed(size, precision ?? 6);
  else if ('eE'.includes(letter)) body = exponent(size, precision ?? 6);
  else body = general(size, precision ?? 6, flags.includes('#'));
  if (letter === 'E' || letter === 'G') body = body.toUpperCase();
  const sign = negative
    ? '-'
    : flags.includes('+') && !'uoxX'.includes(letter)
      ? '+'
      : flags.includes(' ')
        ? ' '
        : '';
  if (flags.includes('-')) return (sign + body).padEnd(width);
  const zeros =
    flags.includes('0') && Number.isFinite(value) && !(precision !== undefined && 'diuoxX'.includes(letter));
  return zeros ? sign + body.padStart(width - sign.length, '0') : (sign + body).padStart(width);
}

/** Exactly rounded, also above 10²¹ where toFixed changes its form. */
function fixed(size: number, digits: number): string {
  if (size < 1e21) return size.toFixed(Math.min(100, digits));
  return BigInt(size).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
}

function exponent(size: number, digits: number): string {
  return size.toExponential(Math.min(100, digits)).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** %g: the shorter of %e and %f, without zeros at the end. */
function general(size: number, digits: number, keep: boolean): string {
  const precision = digits === 0 ? 1 : digits;
  if (size === 0) return '0';
  const power = Number(size.toExponential(Math.min(100, precision - 1)).split('e')[1]);
  const strip = (text: string) => (keep || !text.includes('.') ? text : text.replace(/\.?0+$/, ''));
  if (power < -4 || power >= precision) {
    const [mantissa, rest] = exponent(size, precision - 1).split('e');
    return `${strip(mantissa!)}e${rest}`;
  }
  return strip(fixed(size, precision - 1 - power));
}

/** @returns a text cut to the precision and filled to the width */
export function formatString(text: string, { flags, width, precision }: Conversion): string {
  const cut = precision === undefined ? text : text.slice(0, precision);
  return flags.includes('-') ? cut.padEnd(width) : cut.padStart(width);
}

const CONVERSION = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?(?:hh|h|ll|l|L|q|j|z|t)?([a-zA-Z%])?/g;

/** Parts of a format: texts, and conversions whose width or precision may be `*`. */
export type FormatPart =
  | string
  | {
      readonly flags: string;
      readonly width: string | undefined;
      readonly precision: string | undefined;
      readonly letter: string;
      readonly source: string;
    };

/** Takes a printf format apart. */
export function parseFormat(format: string): readonly FormatPart[] {
  const parts: FormatPart[] = [];
  let at = 0;
  for (const match of format.matchAll(CONVERSION)) {
    if (match.index > at) parts.push(format.slice(at, match.index));
    at = match.index + match[0].length;
    const [source, flags = '', width, precision, letter = ''] = match;
    if (letter === '%') parts.push('%');
    else parts.push({ flags, width, precision, letter, source });
  }
  if (at < format.length) parts.push(format.slice(at));
  return parts;
}
