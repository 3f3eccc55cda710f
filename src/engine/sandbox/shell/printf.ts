import type { Kind } from './dialect.ts';
import { expandEscapes } from './escapes.ts';
import { quoteForReuse } from './quote.ts';

export interface Formatted {
  readonly text: string;
  /** What is to be printed as messages; the status is 1 if there are any. */
  readonly problems: readonly string[];
}

const SPECIFIER = /^%([-+ 0#]*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|h|ll|l|L|j|z|t)?(\([^)]*\)T|[a-zA-Z%])/;

/**
 * Formats as printf(1) does: the format is used again while arguments are left.
 * @param now milliseconds since 1970, for bash's `%(…)T`
 */
export function formatPrintf(format: string, args: readonly string[], kind: Kind, now: number): Formatted {
  const printer = new Printer(kind, args, now);
  do {
    const before = printer.used;
    if (!printer.pass(format)) break;
    if (printer.used === before) break;
  } while (printer.used < args.length);
  return { text: printer.text, problems: printer.problems };
}

class Printer {
  text = '';
  used = 0;
  readonly problems: string[] = [];
  readonly #kind: Kind;
  readonly #args: readonly string[];
  readonly #now: number;

  constructor(kind: Kind, args: readonly string[], now: number) {
    this.#kind = kind;
    this.#args = args;
    this.#now = now;
  }

  /** Goes through the format once. @returns false if the output ended (`\c`, a wrong format) */
  pass(format: string): boolean {
    const style = this.#kind === 'dash' ? 'dash-format' : 'format';
    for (let at = 0; at < format.length; ) {
      const percent = format.indexOf('%', at);
      const literal = format.slice(at, percent < 0 ? undefined : percent);
      this.text += expandEscapes(literal, style).text;
      if (percent < 0) return true;
      const specifier = SPECIFIER.exec(format.slice(percent));
      if (!specifier) {
        this.#invalid(format.slice(percent));
        return false;
      }
      at = percent + specifier[0].length;
      if (!this.#convert(specifier)) return false;
    }
    return true;
  }

  #invalid(rest: string): void {
    if (this.#kind === 'bash') {
      this.problems.push(
        rest.length > 1 ? `\`${rest[1]}': invalid format character` : "`%': missing format character",
      );
    } else if (this.#kind === 'dash') this.problems.push(`${rest.slice(0, 2)}: invalid directive`);
    else this.problems.push(rest.length > 1 ? `${rest}: invalid format` : '%: invalid format');
  }

  #take(): string | undefined {
    return this.#args[this.used++];
  }

  #convert(specifier: RegExpExecArray): boolean {
    let flags = specifier[1] as string;
    let width = specifier[2] === '*' ? this.#integer() : Number(specifier[2] ?? 0);
    if (width < 0) {
      flags += '-';
      width = -width;
    }
    let precision: number | undefined;
    if (specifier[3] === '*') precision = this.#integer();
    else if (specifier[3] !== undefined) precision = Number(specifier[3] || 0);
    if (precision !== undefined && precision < 0) precision = undefined;
    const letter = specifier[4] as string;
    const pad = (text: string, zeros = false): void => {
      this.text += padded(text, width, flags, zeros);
    };
    switch (letter) {
      case '%':
        this.text += '%';
        return true;
      case 'c':
        pad((this.#take() ?? '').slice(0, 1));
        return true;
      case 's':
        pad((this.#take() ?? '').slice(0, precision));
        return true;
      case 'b': {
        const made = expandEscapes(this.#take() ?? '', this.#kind === 'dash' ? 'dash-echo' : 'echo');
        pad(made.text.slice(0, precision));
        return !made.stop;
      }
      case 'q':
        if (this.#kind === 'dash') break;
        pad(quoteForReuse(this.#take() ?? '').slice(0, precision));
        return true;
      case 'd':
      case 'i': {
        const value = BigInt.asIntN(64, this.#number());
        const digits = (value < 0n ? -value : value).toString().padStart(precision ?? 0, '0');
        pad(sign(value < 0n, flags) + digits, precision === undefined);
        return true;
      }
      case 'u':
      case 'o':
      case 'x':
      case 'X': {
        const value = BigInt.asUintN(64, this.#number());
        let digits = value
          .toString(letter === 'u' ? 10 : letter === 'o' ? 8 : 16)
          .padStart(precision ?? 0, '0');
        if (flags.includes('#') && letter === 'o' && digits[0] !== '0') digits = `0${digits}`;
        if (flags.includes('#') && letter.toLowerCase() === 'x' && value !== 0n) digits = `0x${digits}`;
        pad(letter === 'X' ? digits.toUpperCase() : digits, precision === undefined);
        return true;
      }
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': {
        const value = this.#float();
        const text = floating(Math.abs(value), letter.toLowerCase(), precision ?? 6, flags.includes('#'));
        pad(
          sign(value < 0 || Object.is(value, -0), flags) + (letter < 'a' ? text.toUpperCase() : text),
          Number.isFinite(value),
        );
        return true;
      }
    }
    if (letter.endsWith('T') && this.#kind === 'bash') {
      const word = this.#take();
      const seconds =
        word === undefined || word === '-1' || word === '-2' ? Math.floor(this.#now / 1000) : Number(word);
      pad(formatTime(letter.slice(1, -2) || '%X', seconds));
      return true;
    }
    this.#invalid(this.#kind === 'bash' ? `%${letter}` : specifier[0]);
    return false;
  }

  #integer(): number {
    return Number(this.#number());
  }

  #number(): bigint {
    const word = this.#take();
    if (word === undefined || (word === '' && this.#kind !== 'sh')) return 0n;
    if (/^['"]/.test(word)) return BigInt(word.charCodeAt(1) || 0);
    const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(word);
    let value = 0n;
    if (match) {
      const digits = match[2] as string;
      value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
      if (match[1] === '-') value = -value;
    }
    if (!match || match[0].length !== word.length) this.#badNumber(word, match !== null);
    return value;
  }

  #badNumber(word: string, partly: boolean): void {
    if (this.#kind === 'bash') this.problems.push(`${word}: invalid number`);
    else if (this.#kind === 'sh') this.problems.push(`invalid number '${word}'`);
    else this.problems.push(`${word}: ${partly ? 'not completely converted' : 'expected numeric value'}`);
  }

  #float(): number {
    const word = this.#take();
    if (word === undefined || word === '') return 0;
    if (/^['"]/.test(word)) return word.charCodeAt(1) || 0;
    const match =
      /^\s*[-+]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)/i.exec(word);
    if (!match || match[0].length !== word.length) this.#badNumber(word, match !== null);
    if (!match) return 0;
    if (/inf/i.test(match[0])) return match[0].includes('-') ? -Infinity : Infinity;
    return Number(match[0]);
  }
}

function sign(negative: boolean, flags: string): string {
  if (negative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function padded(text: string, width: number, flags: string, zeros: boolean): string {
  if (text.length >= width) return text;
  if (flags.includes('-')) return text.padEnd(width);
  if (!zeros || !flags.includes('0')) return text.padStart(width);
  const lead = /^[-+ ]?(?:0[xX])?/.exec(text)?.[0] ?? '';
  return lead + text.slice(lead.length).padStart(width - lead.length, '0');
}

function floating(value: number, letter: string, precision: number, alternate: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return 'inf';
  if (letter === 'f') return value.toFixed(Math.min(precision, 100));
  if (letter === 'e') return exponent(value.toExponential(Math.min(precision, 100)));
  const significant = precision === 0 ? 1 : precision;
  const power = value === 0 ? 0 : Number(value.toExponential(Math.min(significant - 1, 100)).split('e')[1]);
  const text =
    power < -4 || power >= significant
      ? exponent(value.toExponential(Math.min(significant - 1, 100)))
      : value.toFixed(Math.max(0, Math.min(significant - 1 - power, 100)));
  if (alternate) return text;
  return text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

function exponent(text: string): string {
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** @returns a time in UTC by the commonest fields of strftime(3) */
function formatTime(format: string, seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const fields: Readonly<Record<string, () => string>> = {
    Y: () => String(date.getUTCFullYear()),
    m: () => two(date.getUTCMonth() + 1),
    d: () => two(date.getUTCDate()),
    H: () => two(date.getUTCHours()),
    M: () => two(date.getUTCMinutes()),
    S: () => two(date.getUTCSeconds()),
    s: () => String(seconds),
    a: () => (DAYS[date.getUTCDay()] as string).slice(0, 3),
    A: () => DAYS[date.getUTCDay()] as string,
    b: () => (MONTHS[date.getUTCMonth()] as string).slice(0, 3),
    B: () => MONTHS[date.getUTCMonth()] as string,
    y: () => two(date.getUTCFullYear() % 100),
    Z: () => 'UTC',
    z: () => '+0000',
    '%': () => '%',
    n: () => '\n',
  };
  const whole = format
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%T|%X/g, '%H:%M:%S')
    .replace(/%D|%x/g, '%m/%d/%y')
    .replace(/%R/g, '%H:%M');
  return whole.replace(/%(.)/g, (part, letter: string) => fields[letter]?.() ?? part);
}
