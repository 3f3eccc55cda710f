import { GoMap, GoObject, type GoValue } from './values.ts';

/** @returns a value as fmt.Print shows it: `[a b]`, `map[k:v]`, `{a b}`, `<nil>` */
export function show(value: GoValue): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return showNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(show).join(' ')}]`;
  if (value instanceof GoMap) return showMap(value.entries);
  if (value instanceof GoObject)
    return `{${Object.values(value.fields)
      .map((field) => show(field()))
      .join(' ')}}`;
  return `{${Object.values(value)
    .map((item) => show(item as GoValue))
    .join(' ')}}`;
}

function showMap(entries: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(entries).sort();
  return `map[${keys.map((key) => `${key}:${show(entries[key] as GoValue)}`).join(' ')}]`;
}

function showNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) < 1e21) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** @returns the name of a value's type as Go gives it with `%T` */
export function typeName(value: GoValue): string {
  if (value === undefined || value === null) return 'nil';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (Array.isArray(value))
    return value.every((item) => typeof item === 'string') ? '[]string' : '[]interface {}';
  if (value instanceof GoObject) return value.type;
  return 'map[string]interface {}';
}

/**
 * fmt.Sprintf.
 * @param format with verbs `%s %v %d %q %t %x %f %5d %-10s %.2f %%`
 */
export function sprintf(format: string, args: readonly GoValue[]): string {
  let used = 0;
  const text = format.replace(
    /%([-+# 0]*)(\d+|\*)?(?:\.(\d+))?([a-zA-Z%])/g,
    (_all, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      const wide = width === '*' ? Number(args[used++]) : Number(width ?? 0);
      if (used >= args.length) return `%!${verb}(MISSING)`;
      const body = formatOne(
        verb,
        args[used++],
        flags,
        precision === undefined ? undefined : Number(precision),
      );
      if (flags.includes('-')) return body.padEnd(wide);
      return flags.includes('0') && verb !== 's' ? body.padStart(wide, '0') : body.padStart(wide);
    },
  );
  if (used >= args.length) return text;
  const extra = args.slice(used).map((value) => `${typeName(value)}=${show(value)}`);
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function formatOne(verb: string, value: GoValue, flags: string, precision: number | undefined): string {
  const sign = flags.includes('+') && typeof value === 'number' && value >= 0 ? '+' : '';
  switch (verb) {
    case 'v':
      return sign + show(value);
    case 's':
      if (typeof value === 'number' || typeof value === 'boolean') break;
      return precision === undefined ? show(value) : show(value).slice(0, precision);
    case 'd':
      if (Array.isArray(value))
        return `[${value.map((item) => formatOne('d', item, flags, precision)).join(' ')}]`;
      if (typeof value === 'number' && Number.isInteger(value)) return sign + String(value);
      break;
    case 'q':
      if (typeof value === 'number') return `'${String.fromCodePoint(value)}'`;
      if (Array.isArray(value))
        return `[${value.map((item) => formatOne('q', item, flags, precision)).join(' ')}]`;
      return JSON.stringify(show(value));
    case 't':
      if (typeof value === 'boolean') return String(value);
      break;
    case 'T':
      return typeName(value);
    case 'x':
    case 'X': {
      const hex =
        typeof value === 'number'
          ? value.toString(16)
          : [...new TextEncoder().encode(show(value))]
              .map((byte) => byte.toString(16).padStart(2, '0'))
              .join('');
      return verb === 'X' ? hex.toUpperCase() : hex;
    }
    case 'b':
    case 'o':
      if (typeof value === 'number') return value.toString(verb === 'b' ? 2 : 8);
      break;
    case 'c':
      if (typeof value === 'number') return String.fromCodePoint(value);
      break;
    case 'e':
      if (typeof value === 'number')
        return value.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, 'e$10$2');
      break;
    case 'f':
    case 'F':
      if (typeof value === 'number' && !Number.isInteger(value)) return sign + value.toFixed(precision ?? 6);
      break;
    case 'g':
      if (typeof value === 'number') return sign + String(value);
      break;
    default:
      break;
  }
  return `%!${verb}(${typeName(value)}=${show(value)})`;
}
