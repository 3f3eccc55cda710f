import { fromText, toText } from '../../../kernel/bytes.ts';
import { ErrorValue, type GoValue, Slice } from './values.ts';

/** @returns a value as `%v` writes it; its type is that of the value, so a constant's type does not matter */
export function plain(value: GoValue): string {
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return floating(value, 'g', undefined);
  if (value instanceof ErrorValue) return value.message;
  if (value instanceof Slice) return `[${value.items().map(plain).join(' ')}]`;
  if (value instanceof Map) {
    const keys = [...value.keys()].sort((a, b) => ((a as string) < (b as string) ? -1 : 1));
    return `map[${keys.map((key) => `${plain(key)}:${plain(value.get(key)!)}`).join(' ')}]`;
  }
  return typeof value === 'object' || typeof value === 'function' ? '0xc000012345' : String(value);
}

function kind(value: GoValue): string {
  if (value instanceof ErrorValue) return '*errors.errorString';
  const kinds: Readonly<Record<string, string>> = {
    bigint: 'int',
    number: 'float64',
    boolean: 'bool',
    string: 'string',
  };
  return kinds[typeof value] ?? typeof value;
}

/** @returns a floating point number as strconv.FormatFloat does, verbs `f`, `e` and `g` */
function floating(value: number, verb: string, digits: number | undefined): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const power = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');
  if (verb === 'f') return value.toFixed(digits ?? 6);
  if (verb === 'e') return power(value.toExponential(digits ?? 6));
  const [, exponent] = value.toExponential().split('e');
  if (Number(exponent) < -4 || Number(exponent) >= 21)
    return power(digits === undefined ? value.toExponential() : value.toExponential(digits - 1));
  return digits === undefined ? String(value) : String(Number(value.toPrecision(digits)));
}

function quoted(text: string): string {
  return fromText(JSON.stringify(toText(text)).replaceAll('\\b', '\\b'));
}

const hex = (bytes: string): string =>
  bytes.replace(/[\s\S]/g, (one) => one.charCodeAt(0).toString(16).padStart(2, '0'));

function bytesIn(value: GoValue): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof ErrorValue) return value.message;
  if (!(value instanceof Slice)) return undefined;
  const items = value.items();
  return items.every((one) => typeof one === 'bigint' && one >= 0n && one < 256n)
    ? items.map((one) => String.fromCharCode(Number(one))).join('')
    : undefined;
}

function verb(letter: string, value: GoValue, digits: number | undefined): string | undefined {
  const text = 'sqxX'.includes(letter) ? bytesIn(value) : undefined;
  switch (letter) {
    case 'v':
    case 'w':
      return plain(value);
    case 's':
      if (value instanceof Slice && text === undefined) return plain(value);
      return text === undefined
        ? undefined
        : digits === undefined
          ? text
          : fromText([...toText(text)].slice(0, digits).join(''));
    case 'q':
      return text === undefined ? undefined : quoted(text);
    case 'd':
      return typeof value === 'bigint' || value instanceof Slice ? plain(value) : undefined;
    case 't':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'c':
      return typeof value === 'bigint' ? fromText(String.fromCodePoint(Number(value))) : undefined;
    case 'b':
    case 'o':
      return typeof value === 'bigint' ? value.toString(letter === 'b' ? 2 : 8) : undefined;
    case 'x':
    case 'X': {
      const found =
        typeof value === 'bigint' ? value.toString(16) : text === undefined ? undefined : hex(text);
      return letter === 'X' ? found?.toUpperCase() : found;
    }
    case 'f':
    case 'e':
    case 'g':
      return typeof value === 'number' ? floating(value, letter, digits) : undefined;
    default:
      return undefined;
  }
}

/** fmt.Sprintf (pkg.go.dev/fmt). @returns the text in bytes; undefined for `%T` and `%p`, which the sandbox has not got */
export function sprintf(format: string, args: readonly GoValue[]): string | undefined {
  let at = 0;
  let refused = false;
  const text = format.replace(
    /%([-+# 0]*)(\d+)?(?:\.(\d+))?([\s\S]|$)/g,
    (_, flags: string, width: string, digits: string, letter: string) => {
      if (letter === '%') return '%';
      if (letter === '') return '%!(NOVERB)';
      if (/[TpU*[]/.test(letter)) refused = true;
      if (at >= args.length) return `%!${letter}(MISSING)`;
      const value = args[at++]!;
      let done = verb(letter, value, digits === undefined ? undefined : Number(digits));
      if (done === undefined)
        return `%!${letter}(${value === null ? '<nil>' : `${kind(value)}=${plain(value)}`})`;
      if (
        flags.includes('+') &&
        (typeof value === 'bigint' || typeof value === 'number') &&
        !done.startsWith('-')
      )
        done = `+${done}`;
      const wide = Number(width ?? 0);
      const missing = wide - toText(done).length;
      if (missing <= 0) return done;
      if (flags.includes('-')) return done + ' '.repeat(missing);
      if (!flags.includes('0')) return ' '.repeat(missing) + done;
      const sign = /^[+-]/.exec(done)?.[0] ?? '';
      return sign + '0'.repeat(missing) + done.slice(sign.length);
    },
  );
  if (refused) return undefined;
  const extra = args.slice(at).map((one) => (one === null ? '<nil>' : `${kind(one)}=${plain(one)}`));
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

/** fmt.Sprintln: blanks between all. */
export function sprintln(args: readonly GoValue[]): string {
  return `${args.map(plain).join(' ')}\n`;
}

/** fmt.Sprint: blanks between two of which neither is a string. */
export function sprint(args: readonly GoValue[]): string {
  return args
    .map((one, at) =>
      at > 0 && typeof one !== 'string' && typeof args[at - 1] !== 'string' ? ` ${plain(one)}` : plain(one),
    )
    .join('');
}
