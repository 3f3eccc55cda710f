import { iterate } from './items.ts';
import { str } from './show.ts';
import {
  asNumber,
  errors,
  fail,
  PyClass,
  PyDict,
  PyFloat,
  PyList,
  PyTuple,
  raise,
  typeName,
  type Value,
} from './values.ts';

/** What json.loads() raises. */
export const JSON_ERROR = new PyClass('JSONDecodeError', [errors['ValueError']!], new Map(), 'json.decoder');

/** json.dumps() */
export function dumps(
  value: Value,
  indent: number | undefined,
  sort: boolean,
  ascii = true,
  depth = 0,
): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    return ascii
      ? text.replace(/[\x7f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : text;
  }
  if (value instanceof PyFloat) return str(value);
  const number = asNumber(value);
  if (number !== undefined) return String(number);
  const lines = (open: string, close: string, items: readonly string[]): string => {
    if (items.length === 0) return open + close;
    if (indent === undefined) return `${open}${items.join(', ')}${close}`;
    const pad = ' '.repeat(indent * (depth + 1));
    return `${open}\n${items.map((item) => pad + item).join(',\n')}\n${' '.repeat(indent * depth)}${close}`;
  };
  const inner = (one: Value): string => dumps(one, indent, sort, ascii, depth + 1);
  if (value instanceof PyList || value instanceof PyTuple) return lines('[', ']', iterate(value).map(inner));
  if (value instanceof PyDict) {
    const pairs = [...value.map.values()].map(([key, one]) => [str(key), one] as const);
    if (sort) pairs.sort(([a], [b]) => (a < b ? -1 : 1));
    return lines(
      '{',
      '}',
      pairs.map(([key, one]) => `${JSON.stringify(key)}: ${inner(one)}`),
    );
  }
  return fail.type(`Object of type ${typeName(value)} is not JSON serializable`);
}

/** json.loads() */
export function loads(text: string): Value {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return raise(JSON_ERROR, 'Expecting value: line 1 column 1 (char 0)');
  }
  return fromJson(parsed, /\d\.\d/.test(text));
}

function fromJson(value: unknown, floats: boolean): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? value : new PyFloat(value);
  if (Array.isArray(value)) return new PyList(value.map((item) => fromJson(item, floats)));
  return PyDict.of(
    Object.entries(value as object).map(([key, item]) => [key, fromJson(item, floats)] as const),
  );
}
