import { showBuffer } from './buffers.ts';
import { promiseState } from './promise.ts';
import type { Realm } from './realm.ts';
import { urlParts } from './urls.ts';
import { JsArray, JsBuffer, JsFunction, JsObject, JsSymbol, ownKeys, type Value } from './values.ts';

/** `breakLength`: longer than this, an object is shown on several lines. */
const WIDTH = 80;

/** @returns a value as `util.inspect` shows it */
export function inspect(realm: Realm, value: Value, depth = 0, above: readonly JsObject[] = []): string {
  if (typeof value === 'string') return quote(value);
  if (Object.is(value, -0)) return '-0';
  if (value instanceof JsSymbol) return `Symbol(${value.text})`;
  if (!(value instanceof JsObject)) return String(value);
  if (above.includes(value)) return '[Circular *1]';
  const next = (one: Value): string => inspect(realm, one, depth + 1, [...above, value]);
  const fields = (): string[] =>
    ownKeys(value)
      .filter((key) => !(value instanceof JsArray) || !/^\d+$/.test(key))
      .map((key) => {
        const slot = value.slots.get(key)!;
        const shown =
          slot.get !== undefined
            ? slot.set === undefined
              ? '[Getter]'
              : '[Getter/Setter]'
            : slot.set !== undefined
              ? '[Setter]'
              : next(slot.value);
        return `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)}: ${shown}`;
      });
  const name = realm.className(value);
  if (value.inner === 'error') {
    const stack = value.slots.get('stack')?.value;
    const head = typeof stack === 'string' ? stack : `[${name ?? 'Error'}]`;
    const cause = value.slots.get('cause');
    const more = fields();
    if (cause !== undefined)
      more.push(
        `[cause]: ${next(cause.value).replaceAll('\n    at ', `\n${'  '.repeat(depth + 1)}    at `)}`,
      );
    return more.length === 0
      ? head
      : `${head} {\n${more.map((one) => `${'  '.repeat(depth + 1)}${one}`).join(',\n')}\n${'  '.repeat(depth)}}`;
  }
  if (value instanceof JsFunction) {
    const kind = value.isClass
      ? `[class ${value.name || '(anonymous)'}${value.proto instanceof JsFunction ? ` extends ${value.proto.name}` : ''}]`
      : value.name === ''
        ? '[Function (anonymous)]'
        : `[Function: ${value.name}]`;
    const more = fields();
    return more.length === 0 ? kind : wrap(`${kind} {`, more, '}', depth);
  }
  if (value.inner instanceof Date)
    return Number.isNaN(value.inner.getTime()) ? 'Invalid Date' : value.inner.toISOString();
  if (value.inner instanceof RegExp) return String(value.inner);
  if (value instanceof JsBuffer) return showBuffer(value);
  if (value.inner instanceof URLSearchParams) return showParams(value.inner);
  if (value.inner instanceof URL) {
    const parts = urlParts(value.inner).map(
      ([key, part]) => `${key}: ${typeof part === 'string' ? quote(part) : showParams(part)}`,
    );
    return wrap('URL {', parts, '}', depth);
  }
  const promise = promiseState(value);
  if (promise !== undefined)
    return `Promise { ${promise.state === 'pending' ? '<pending>' : `${promise.state === 'rejected' ? '<rejected> ' : ''}${next(promise.value)}`} }`;
  const isEmpty = value instanceof JsArray ? value.items.length === 0 : ownKeys(value).length === 0;
  if (depth > 2 && (!isEmpty || value.inner !== undefined))
    return value instanceof JsArray ? '[Array]' : `[${name ?? 'Object: null prototype'}]`;
  if (value.inner instanceof Map) {
    const entries = [...(value.inner as Map<Value, Value>)].map(
      ([key, item]) => `${next(key)} => ${next(item)}`,
    );
    return entries.length === 0 ? 'Map(0) {}' : wrap(`Map(${entries.length}) {`, entries, '}', depth);
  }
  if (value.inner instanceof Set) {
    const entries = [...(value.inner as Set<Value>)].map(next);
    return entries.length === 0 ? 'Set(0) {}' : wrap(`Set(${entries.length}) {`, entries, '}', depth);
  }
  if (value instanceof JsArray) {
    const items = value.items.slice(0, 100).map(next);
    if (value.items.length > 100)
      items.push(`... ${value.items.length - 100} more item${value.items.length === 101 ? '' : 's'}`);
    items.push(...fields());
    return items.length === 0 ? '[]' : wrap('[', items, ']', depth, value.items.length > 6);
  }
  const prefix = name === undefined ? '[Object: null prototype] ' : name === 'Object' ? '' : `${name} `;
  const own = fields();
  return own.length === 0 ? `${prefix}{}` : wrap(`${prefix}{`, own, '}', depth);
}

function showParams(params: URLSearchParams): string {
  const all = [...params].map(([name, value]) => `${quote(name)} => ${quote(value)}`);
  return all.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${all.join(', ')} }`;
}

/** One line if it fits, as util.inspect decides with `compact: 3`; long arrays in columns. */
function wrap(open: string, parts: string[], close: string, depth: number, columns = false): string {
  // The sum that Node's isBelowBreakLength makes.
  const length =
    parts.reduce((sum, part) => sum + part.length, 0) + parts.length * 2 + open.length + depth * 2 + 10;
  const indent = '  '.repeat(depth + 1);
  const lines = columns ? inColumns(parts) : parts;
  if (lines === parts && length <= WIDTH && !parts.some((part) => part.includes('\n')))
    return `${open} ${parts.join(', ')} ${close}`;
  if (lines.length === 1 && !lines[0]!.includes('\n'))
    return `${open}\n${indent}${lines[0]}\n${'  '.repeat(depth)}${close}`;
  return `${open}\n${indent}${lines.join(`,\n${indent}`)}\n${'  '.repeat(depth)}${close}`;
}

/** Puts many short items of an array side by side, as Node's groupArrayElements does. */
function inColumns(parts: string[]): string[] {
  const longest = Math.max(...parts.map((part) => part.length));
  const total = parts.reduce((sum, part) => sum + part.length + 2, 0);
  const widest = longest + 2;
  if (widest * 3 >= WIDTH || (total / widest <= 5 && longest > 6)) return parts;
  const bias = Math.max(widest - 3 - Math.sqrt(widest - total / parts.length), 1);
  const count = Math.min(
    Math.round(Math.sqrt(2.5 * bias * parts.length) / bias),
    Math.floor(WIDTH / widest),
    12,
  );
  if (count <= 1) return parts;
  const number = parts.every((part) => /^-?[\d.]+$/.test(part));
  const size = Array.from(
    { length: count },
    (_, column) =>
      Math.max(...parts.filter((_part, at) => at % count === column).map((part) => part.length)) + 2,
  );
  const lines: string[] = [];
  for (let at = 0; at < parts.length; at += count) {
    const row = parts.slice(at, at + count);
    lines.push(
      row
        .map((part, column) => {
          const text = column === row.length - 1 ? part : `${part}, `;
          return number
            ? text.padStart(column === row.length - 1 ? size[column]! - 2 : size[column]!)
            : column === row.length - 1
              ? text
              : text.padEnd(size[column]!);
        })
        .join(''),
    );
  }
  return lines;
}

function quote(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') ? '`' : "'";
  return `${mark}${text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replaceAll('\x1b', '\\x1B')
    .replaceAll(mark, mark === "'" && text.includes("'") ? "\\'" : mark)}${mark}`;
}

/** @returns what console.log writes: `%s`, `%d`, `%j`, `%o` in the first text are filled in */
export function format(realm: Realm, args: readonly Value[]): string {
  const [first, ...rest] = args;
  const parts: string[] = [];
  if (typeof first === 'string') {
    parts.push(
      first.replace(/%([sdifjoO%])/g, (whole, letter: string) => {
        if (letter === '%') return '%';
        if (rest.length === 0) return whole;
        const value = rest.shift();
        if (letter === 's') return typeof value === 'string' ? value : inspect(realm, value, 1);
        if (letter === 'd' || letter === 'f')
          return value instanceof JsObject ? 'NaN' : String(Number(value as number));
        if (letter === 'i') return String(Number.parseInt(String(value), 10));
        return inspect(realm, value);
      }),
    );
  } else if (args.length > 0) parts.push(inspect(realm, first));
  for (const value of rest) parts.push(typeof value === 'string' ? value : inspect(realm, value));
  return parts.join(' ');
}
