/**
 * A value that a template works on. A plain object is a struct or a map: a key that it lacks is an error, unless it is
 * wrapped as a `GoMap`. A `GoObject` is a type with methods, as docker's rows are.
 */
export type GoValue =
  | null
  | undefined
  | boolean
  | number
  | string
  | readonly GoValue[]
  | GoMap
  | GoObject
  | { readonly [key: string]: unknown };

/** A Go map: a key that is not there gives no value, instead of an error. */
export class GoMap {
  readonly entries: Readonly<Record<string, unknown>>;
  constructor(entries: Readonly<Record<string, unknown>>) {
    this.entries = entries;
  }
}

/** A row of a list: fields that are computed when asked for, and methods that take arguments. */
export class GoObject {
  /** As Go names it in its messages: `*formatter.ContainerContext`. */
  readonly type: string;
  readonly fields: Readonly<Record<string, () => GoValue>>;
  readonly methods: Readonly<Record<string, (...args: readonly GoValue[]) => GoValue>>;
  constructor(
    type: string,
    fields: Readonly<Record<string, () => GoValue>>,
    methods: Readonly<Record<string, (...args: readonly GoValue[]) => GoValue>> = {},
  ) {
    this.type = type;
    this.fields = fields;
    this.methods = methods;
  }
}

/** @returns whether Go's templates take a value for true: not zero, not empty */
export function truth(value: GoValue): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof GoMap) return Object.keys(value.entries).length > 0;
  return true;
}

/** @returns a value as JSON, as encoding/json writes it: keys of maps sorted, those of structs as they come, no HTML escapes */
export function toJson(value: unknown, indent = ''): string {
  return write(value, indent, '\n');
}

function write(value: unknown, indent: string, line: string): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof GoObject) {
    const names = Object.keys(value.fields).sort();
    return entriesOf(
      names.map((name) => [name, value.fields[name]?.()]),
      indent,
      line,
    );
  }
  if (value instanceof GoMap)
    return entriesOf(
      Object.entries(value.entries).sort(([a], [b]) => (a < b ? -1 : 1)),
      indent,
      line,
    );
  if (Array.isArray(value)) {
    const deeper = line + indent;
    const items = value.map((item) => write(item, indent, deeper));
    if (items.length === 0) return '[]';
    return indent === '' ? `[${items.join(',')}]` : `[${deeper}${items.join(`,${deeper}`)}${line}]`;
  }
  if (typeof value === 'object') return entriesOf(Object.entries(value), indent, line);
  return JSON.stringify(value).replace(/[\u2028\u2029\x7f]/g, (char) =>
    char === '\x7f' ? char : `\\u${char.charCodeAt(0).toString(16)}`,
  );
}

function entriesOf(entries: readonly (readonly [string, unknown])[], indent: string, line: string): string {
  const kept = entries.filter(([, item]) => item !== undefined);
  if (kept.length === 0) return '{}';
  const deeper = line + indent;
  const colon = indent === '' ? ':' : ': ';
  const parts = kept.map(([key, item]) => `${JSON.stringify(key)}${colon}${write(item, indent, deeper)}`);
  return indent === '' ? `{${parts.join(',')}}` : `{${deeper}${parts.join(`,${deeper}`)}${line}}`;
}
