import {
  asNumber,
  equal,
  errors,
  fail,
  hash,
  PyBytes,
  PyDict,
  PyFloat,
  PyList,
  PyObject,
  PyRange,
  PySet,
  PyTuple,
  plain,
  Raised,
  raise,
  repr,
  str,
  typeName,
  type Value,
} from './values.ts';

function unsupported(operator: string, a: Value, b: Value): never {
  return fail.type(`unsupported operand type(s) for ${operator}: '${typeName(a)}' and '${typeName(b)}'`);
}

/** @returns a number, as the kind that its operands ask for */
function number(value: number, ...of: readonly Value[]): Value {
  return of.some((one) => one instanceof PyFloat) ? new PyFloat(value) : value;
}

export function binary(operator: string, a: Value, b: Value): Value {
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== undefined && y !== undefined) return arithmetic(operator, x, y, a, b);
  if (operator === '+') {
    if (typeof a === 'string') {
      return typeof b === 'string'
        ? a + b
        : fail.type(`can only concatenate str (not "${typeName(b)}") to str`);
    }
    if (a instanceof PyList && b instanceof PyList) return new PyList([...a.items, ...b.items]);
    if (a instanceof PyTuple && b instanceof PyTuple) return new PyTuple([...a.items, ...b.items]);
    if (a instanceof PyBytes && b instanceof PyBytes) return new PyBytes(a.data + b.data);
  }
  if (operator === '*' && typeof b === 'number') return repeat(a, b) ?? unsupported(operator, a, b);
  if (operator === '*' && typeof a === 'number') return repeat(b, a) ?? unsupported(operator, a, b);
  if (operator === '%' && typeof a === 'string') return percent(a, b);
  if (
    operator === '/' &&
    a instanceof PyObject &&
    a.type.name.endsWith('Path') &&
    typeof a.state === 'string'
  ) {
    const path = new PyObject(a.type);
    const right = str(b);
    path.state = right.startsWith('/') ? right : `${a.state.replace(/\/$/, '')}/${right}`;
    return path;
  }
  if (a instanceof PySet && b instanceof PySet) {
    if (operator === '|') return new PySet([...a.items, ...b.items]);
    if (operator === '&') return new PySet(a.items.filter((item) => b.map.has(hash(item))));
    if (operator === '-') return new PySet(a.items.filter((item) => !b.map.has(hash(item))));
  }
  if (operator === '|' && a instanceof PyDict && b instanceof PyDict)
    return PyDict.of([...a.map.values(), ...b.map.values()]);
  return unsupported(operator === '**' ? '** or pow()' : operator, a, b);
}

function repeat(value: Value, times: number): Value | undefined {
  const count = Math.max(0, times);
  if (typeof value === 'string') {
    if (value.length * count > 64 * 1024 * 1024) return raise(errors['MemoryError']!, '');
    return value.repeat(count);
  }
  if (value instanceof PyBytes) return new PyBytes(value.data.repeat(count));
  if (value instanceof PyList || value instanceof PyTuple) {
    if (value.items.length * count > 10_000_000) return raise(errors['MemoryError']!, '');
    const items = Array.from({ length: count }).flatMap(() => value.items);
    return value instanceof PyList ? new PyList(items) : new PyTuple(items);
  }
  return undefined;
}

function arithmetic(operator: string, x: number, y: number, a: Value, b: Value): Value {
  switch (operator) {
    case '+':
      return number(x + y, a, b);
    case '-':
      return number(x - y, a, b);
    case '*':
      return number(x * y, a, b);
    case '/':
      return y === 0 ? raise(errors['ZeroDivisionError']!, 'division by zero') : new PyFloat(x / y);
    case '//':
      return y === 0
        ? raise(errors['ZeroDivisionError']!, 'integer division or modulo by zero')
        : number(Math.floor(x / y), a, b);
    case '%':
      return y === 0
        ? raise(errors['ZeroDivisionError']!, 'integer modulo by zero')
        : number(x - y * Math.floor(x / y), a, b);
    case '**':
      return y < 0 ? new PyFloat(x ** y) : number(x ** y, a, b);
  }
  if (a instanceof PyFloat || b instanceof PyFloat) return unsupported(operator, a, b);
  const whole: Record<string, bigint> = {
    '&': BigInt(x) & BigInt(y),
    '|': BigInt(x) | BigInt(y),
    '^': BigInt(x) ^ BigInt(y),
    '<<': BigInt(x) << BigInt(Math.min(y, 64)),
    '>>': BigInt(x) >> BigInt(y),
  };
  const value = whole[operator];
  return value === undefined ? unsupported(operator, a, b) : Number(value);
}

/** `text % values` */
function percent(text: string, values: Value): string {
  const rest = values instanceof PyTuple ? [...values.items] : [values];
  return text.replace(
    /%(?:\((\w+)\))?([-0+ ]*)(\d*)(?:\.(\d+))?([sdifrx%])/g,
    (_, key: string | undefined, flags: string, width: string, places: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const value = key === undefined ? rest.shift() : values instanceof PyDict ? values.get(key) : undefined;
      if (value === undefined) return fail.type('not enough arguments for format string');
      const shown =
        kind === 's'
          ? str(value)
          : kind === 'r'
            ? repr(value)
            : kind === 'x'
              ? (asNumber(value) ?? 0).toString(16)
              : kind === 'f'
                ? (asNumber(value) ?? fail.type('must be real number, not str')).toFixed(Number(places ?? 6))
                : String(
                    Math.trunc(
                      asNumber(value) ??
                        fail.type(`%d format: a real number is required, not ${typeName(value)}`),
                    ),
                  );
      return flags.includes('-')
        ? shown.padEnd(Number(width))
        : shown.padStart(Number(width), flags.includes('0') ? '0' : ' ');
    },
  );
}

export function compare(operator: string, a: Value, b: Value): boolean {
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
      return !equal(a, b);
    case 'is':
      return a === b;
    case 'is not':
      return a !== b;
    case 'in':
      return contains(b, a);
    case 'not in':
      return !contains(b, a);
  }
  const order = compareOrder(a, b, operator);
  return operator === '<'
    ? order < 0
    : operator === '>'
      ? order > 0
      : operator === '<='
        ? order <= 0
        : order >= 0;
}

export function compareOrder(a: Value, b: Value, operator = '<'): number {
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== undefined && y !== undefined) return x - y;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    for (let at = 0; at < Math.min(a.items.length, b.items.length); at++) {
      if (!equal(a.items[at]!, b.items[at]!)) return compareOrder(a.items[at]!, b.items[at]!, operator);
    }
    return a.items.length - b.items.length;
  }
  return fail.type(`'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

function contains(whole: Value, item: Value): boolean {
  if (typeof whole === 'string')
    return typeof item === 'string'
      ? whole.includes(item)
      : fail.type(`'in <string>' requires string as left operand, not ${typeName(item)}`);
  if (whole instanceof PyBytes) return item instanceof PyBytes && whole.data.includes(item.data);
  if (whole instanceof PyDict || whole instanceof PySet) return whole.map.has(hash(item));
  if (whole instanceof PyList || whole instanceof PyTuple || whole instanceof PyRange)
    return whole.items.some((one) => equal(one, item));
  return fail.type(`argument of type '${typeName(whole)}' is not iterable`);
}

/** @returns what a value is gone through as */
export function iterate(value: Value): readonly Value[] {
  if (typeof value === 'string') return [...value];
  if (value instanceof PyList) return value.items;
  if (value instanceof PyTuple || value instanceof PyRange || value instanceof PySet) return value.items;
  if (value instanceof PyDict) return [...value.map.values()].map(([key]) => key);
  if (value instanceof PyBytes) return [...value.data].map((char) => char.charCodeAt(0));
  if (value instanceof PyObject && Array.isArray(value.state)) return value.state as Value[];
  return fail.type(`'${typeName(value)}' object is not iterable`);
}

function place(index: Value, length: number, what: string): number {
  if (typeof index !== 'number' && typeof index !== 'boolean')
    return fail.type(`${what} indices must be integers or slices, not ${typeName(index)}`);
  const at = Number(index) < 0 ? Number(index) + length : Number(index);
  return at < 0 || at >= length
    ? raise(errors['IndexError']!, `${what === 'string' ? 'string' : what} index out of range`)
    : at;
}

export function getItem(value: Value, index: Value): Value {
  if (value instanceof PyDict) return value.get(index) ?? raiseKey(index, value);
  if (typeof value === 'string') return value[place(index, value.length, 'string')]!;
  if (value instanceof PyBytes) return value.data.charCodeAt(place(index, value.data.length, 'bytes'));
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyRange)
    return value.items[place(index, value.items.length, typeName(value))]!;
  return fail.type(`'${typeName(value)}' object is not subscriptable`);
}

function raiseKey(key: Value, _dict: PyDict): never {
  const error = new PyObject(errors['KeyError']!);
  error.attributes.set('args', new PyTuple([key]));
  throw new Raised(error);
}

export function setItem(value: Value, index: Value, item: Value): void {
  if (value instanceof PyDict) value.set(index, item);
  else if (value instanceof PyList) value.items[place(index, value.items.length, 'list')] = item;
  else fail.type(`'${typeName(value)}' object does not support item assignment`);
}

export function deleteItem(value: Value, index: Value): void {
  if (value instanceof PyDict) {
    if (!value.delete(index)) raiseKey(index, value);
  } else if (value instanceof PyList) value.items.splice(place(index, value.items.length, 'list'), 1);
  else fail.type(`'${typeName(value)}' object doesn't support item deletion`);
}

export function sliceOf(value: Value, from: Value, to: Value, step: Value): Value {
  const length =
    typeof value === 'string'
      ? value.length
      : value instanceof PyBytes
        ? value.data.length
        : iterate(value).length;
  const by = step === null ? 1 : Number(step);
  if (by === 0) fail.value('slice step cannot be zero');
  const clamp = (index: Value, otherwise: number): number => {
    if (index === null) return otherwise;
    const at = Number(index) < 0 ? Number(index) + length : Number(index);
    return by > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const start = clamp(from, by > 0 ? 0 : length - 1);
  const end = clamp(to, by > 0 ? length : -1);
  const places: number[] = [];
  for (let at = start; by > 0 ? at < end : at > end; at += by) places.push(at);
  if (typeof value === 'string') return places.map((at) => value[at]).join('');
  if (value instanceof PyBytes) return new PyBytes(places.map((at) => value.data[at]).join(''));
  const items = iterate(value);
  const chosen = places.map((at) => items[at]!);
  return value instanceof PyTuple ? new PyTuple(chosen) : new PyList(chosen);
}

/** @returns a value in the form that a format specification asks for (docs.python.org/3/library/string.html#formatspec) */
export function format(value: Value, spec: string): string {
  if (spec === '') return str(value);
  if (
    value instanceof PyObject &&
    typeof value.state === 'object' &&
    value.state !== null &&
    'format' in value.state
  )
    return (value.state as { format(spec: string): string }).format(spec);
  const match = /^(?:(.)?([<>^=]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/s.exec(
    spec,
  );
  if (match === null)
    return fail.value(`Invalid format specifier '${spec}' for object of type '${typeName(value)}'`);
  const [, fillChar, align, sign, , zero, width, group, places, kind] = match;
  const amount = asNumber(value);
  let text: string;
  if (amount === undefined) {
    if (kind !== undefined && kind !== 's')
      return fail.value(`Unknown format code '${kind}' for object of type '${typeName(value)}'`);
    text = places === undefined ? str(value) : str(value).slice(0, Number(places));
  } else {
    const size = Math.abs(amount);
    if (kind === 'x' || kind === 'X')
      text = kind === 'x' ? size.toString(16) : size.toString(16).toUpperCase();
    else if (kind === 'b') text = size.toString(2);
    else if (kind === 'o') text = size.toString(8);
    else if (kind === '%') text = `${(size * 100).toFixed(Number(places ?? 6))}%`;
    else if (kind === 'e') text = size.toExponential(Number(places ?? 6)).replace(/e([+-])(\d)$/, 'e$10$2');
    else if (kind === 'f' || kind === 'F' || (places !== undefined && kind === undefined))
      text = size.toFixed(Number(places ?? 6));
    else text = value instanceof PyFloat ? str(new PyFloat(size)) : String(size);
    if (group !== undefined)
      text = text.replace(/^\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, group));
    const mark = amount < 0 ? '-' : sign === '+' ? '+' : sign === ' ' ? ' ' : '';
    if (zero !== undefined && align === undefined)
      return mark + text.padStart(Number(width ?? 0) - mark.length, '0');
    text = mark + text;
  }
  const wide = Number(width ?? 0);
  const side = align ?? (amount === undefined ? '<' : '>');
  const filler = fillChar ?? ' ';
  if (side === '<') return text.padEnd(wide, filler);
  if (side === '^') {
    const left = Math.floor((wide - text.length) / 2);
    return text.padStart(text.length + Math.max(left, 0), filler).padEnd(wide, filler);
  }
  return text.padStart(wide, filler);
}

/** @returns a method of a string, list, dict, set or bytes; undefined if it has none of that name */
export function methodOf(value: Value, name: string): Value | undefined {
  const table:
    | Readonly<Record<string, (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value>>
    | undefined =
    typeof value === 'string'
      ? stringMethods(value)
      : value instanceof PyList
        ? listMethods(value)
        : value instanceof PyDict
          ? dictMethods(value)
          : value instanceof PySet
            ? setMethods(value)
            : value instanceof PyBytes
              ? bytesMethods(value)
              : value instanceof PyTuple
                ? {
                    index: ([item]) => value.items.findIndex((one) => equal(one, item!)),
                    count: ([item]) => value.items.filter((one) => equal(one, item!)).length,
                  }
                : value instanceof PyFloat
                  ? { is_integer: () => Number.isInteger(value.value) }
                  : undefined;
  const found = table === undefined ? undefined : Object.hasOwn(table, name) ? table[name] : undefined;
  return found === undefined ? undefined : plain(name, found);
}

type Methods = Readonly<Record<string, (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value>>;

function text(value: Value | undefined, otherwise = ''): string {
  return value === undefined || value === null
    ? otherwise
    : typeof value === 'string'
      ? value
      : fail.type(`must be str, not ${typeName(value)}`);
}

function strip(value: string, chars: string | undefined, left: boolean, right: boolean): string {
  const set = chars === undefined ? undefined : new Set(chars);
  const drop = (char: string | undefined): boolean =>
    char !== undefined && (set === undefined ? /\s/.test(char) : set.has(char));
  let from = 0;
  let to = value.length;
  while (left && from < to && drop(value[from])) from += 1;
  while (right && to > from && drop(value[to - 1])) to -= 1;
  return value.slice(from, to);
}

function split(value: string, separator: Value | undefined, most: number): Value {
  if (separator === undefined || separator === null) {
    const words = value
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    return new PyList(
      most < 0 || words.length <= most + 1 ? words : [...words.slice(0, most), words.slice(most).join(' ')],
    );
  }
  const parts = value.split(text(separator) || fail.value('empty separator'));
  return new PyList(
    most < 0 || parts.length <= most + 1
      ? parts
      : [...parts.slice(0, most), parts.slice(most).join(text(separator))],
  );
}

function stringMethods(own: string): Methods {
  const some = (value: Value | undefined, test: (one: string) => boolean): boolean =>
    (value instanceof PyTuple ? value.items : [value ?? '']).some((one) => test(text(one)));
  return {
    upper: () => own.toUpperCase(),
    lower: () => own.toLowerCase(),
    title: () => own.toLowerCase().replace(/\b\p{L}/gu, (char) => char.toUpperCase()),
    capitalize: () => own.slice(0, 1).toUpperCase() + own.slice(1).toLowerCase(),
    strip: ([chars]) =>
      strip(own, chars === undefined || chars === null ? undefined : text(chars), true, true),
    lstrip: ([chars]) => strip(own, chars === undefined ? undefined : text(chars), true, false),
    rstrip: ([chars]) => strip(own, chars === undefined ? undefined : text(chars), false, true),
    split: ([separator, most], named) =>
      split(own, separator ?? named.get('sep'), Number(most ?? named.get('maxsplit') ?? -1)),
    rsplit: ([separator, most]) => {
      const parts = own.split(text(separator, ' '));
      const count = Number(most ?? -1);
      return new PyList(
        count < 0 || parts.length <= count + 1
          ? parts
          : [parts.slice(0, -count).join(text(separator, ' ')), ...parts.slice(-count)],
      );
    },
    splitlines: () => new PyList(own === '' ? [] : own.replace(/\r?\n$/, '').split(/\r?\n/)),
    join: ([items]) =>
      iterate(items!)
        .map((item, at) =>
          typeof item === 'string'
            ? item
            : fail.type(`sequence item ${at}: expected str instance, ${typeName(item)} found`),
        )
        .join(own),
    replace: ([from, to, most]) =>
      most === undefined
        ? own.replaceAll(text(from), () => text(to))
        : own
            .split(text(from))
            .reduce(
              (all, part, at) => all + (at === 0 ? '' : at <= Number(most) ? text(to) : text(from)) + part,
              '',
            ),
    startswith: ([start]) => some(start, (one) => own.startsWith(one)),
    endswith: ([end]) => some(end, (one) => own.endsWith(one)),
    find: ([what]) => own.indexOf(text(what)),
    rfind: ([what]) => own.lastIndexOf(text(what)),
    index: ([what]) =>
      own.includes(text(what)) ? own.indexOf(text(what)) : fail.value('substring not found'),
    count: ([what]) => own.split(text(what)).length - 1,
    isdigit: () => /^\p{N}+$/u.test(own),
    isnumeric: () => /^\p{N}+$/u.test(own),
    isalpha: () => /^\p{L}+$/u.test(own),
    isalnum: () => /^[\p{L}\p{N}]+$/u.test(own),
    isspace: () => /^\s+$/.test(own),
    isupper: () => own !== own.toLowerCase() && own === own.toUpperCase(),
    islower: () => own !== own.toUpperCase() && own === own.toLowerCase(),
    zfill: ([width]) =>
      own.replace(
        /^([+-]?)(.*)$/s,
        (_, sign: string, rest: string) => sign + rest.padStart(Number(width) - sign.length, '0'),
      ),
    ljust: ([width, char]) => own.padEnd(Number(width), text(char, ' ')),
    rjust: ([width, char]) => own.padStart(Number(width), text(char, ' ')),
    center: ([width, char]) => format(own, `${text(char, ' ')}^${Number(width)}`),
    partition: ([what]) => {
      const at = own.indexOf(text(what));
      return new PyTuple(
        at < 0 ? [own, '', ''] : [own.slice(0, at), text(what), own.slice(at + text(what).length)],
      );
    },
    removeprefix: ([what]) => (own.startsWith(text(what)) ? own.slice(text(what).length) : own),
    removesuffix: ([what]) =>
      text(what) !== '' && own.endsWith(text(what)) ? own.slice(0, -text(what).length) : own,
    encode: () => new PyBytes(Buffer.from(own, 'utf8').toString('latin1')),
    format: (args, named) => {
      let next = 0;
      return own.replace(
        /\{\{|\}\}|\{(\w*)(?::([^}]*))?\}/g,
        (whole, key: string | undefined, spec: string | undefined) => {
          if (whole === '{{' || whole === '}}') return whole[0]!;
          const value = key === '' ? args[next++] : /^\d+$/.test(key!) ? args[Number(key)] : named.get(key!);
          if (value === undefined)
            return raise(errors['IndexError']!, 'Replacement index 0 out of range for positional args tuple');
          return format(value, spec ?? '');
        },
      );
    },
  };
}

function listMethods(own: PyList): Methods {
  const { items } = own;
  return {
    append: ([item]) => {
      items.push(item!);
      return null;
    },
    extend: ([more]) => {
      items.push(...iterate(more!));
      return null;
    },
    insert: ([at, item]) => {
      items.splice(Number(at), 0, item!);
      return null;
    },
    pop: ([at]) =>
      items.length === 0
        ? raise(errors['IndexError']!, 'pop from empty list')
        : items.splice(at === undefined ? -1 : Number(at), 1)[0]!,
    remove: ([item]) => {
      const at = items.findIndex((one) => equal(one, item!));
      if (at < 0) fail.value('list.remove(x): x not in list');
      items.splice(at, 1);
      return null;
    },
    clear: () => {
      items.splice(0);
      return null;
    },
    index: ([item]) => {
      const at = items.findIndex((one) => equal(one, item!));
      return at < 0 ? fail.value(`${repr(item!)} is not in list`) : at;
    },
    count: ([item]) => items.filter((one) => equal(one, item!)).length,
    reverse: () => {
      items.reverse();
      return null;
    },
    copy: () => new PyList([...items]),
  };
}

function dictMethods(own: PyDict): Methods {
  return {
    get: ([key, otherwise]) => own.get(key!) ?? otherwise ?? null,
    keys: () => new PyList([...own.map.values()].map(([key]) => key)),
    values: () => new PyList([...own.map.values()].map(([, value]) => value)),
    items: () => new PyList([...own.map.values()].map(([key, value]) => new PyTuple([key, value]))),
    pop: ([key, otherwise]) => {
      const value = own.get(key!);
      if (value === undefined) return otherwise ?? getItem(own, key!);
      own.delete(key!);
      return value;
    },
    setdefault: ([key, otherwise = null]) => {
      if (!own.has(key!)) own.set(key!, otherwise);
      return own.get(key!)!;
    },
    update: ([more], named) => {
      if (more instanceof PyDict) for (const [key, value] of more.map.values()) own.set(key, value);
      for (const [key, value] of named) own.set(key, value);
      return null;
    },
    clear: () => {
      own.map.clear();
      return null;
    },
    copy: () => PyDict.of(own.map.values()),
  };
}

function setMethods(own: PySet): Methods {
  return {
    add: ([item]) => {
      own.map.set(hash(item!), item!);
      return null;
    },
    discard: ([item]) => {
      own.map.delete(hash(item!));
      return null;
    },
    remove: ([item]) => {
      if (!own.map.delete(hash(item!))) raise(errors['KeyError']!, str(item!));
      return null;
    },
    update: ([more]) => {
      for (const item of iterate(more!)) own.map.set(hash(item), item);
      return null;
    },
    union: ([more]) => new PySet([...own.items, ...iterate(more!)]),
    clear: () => {
      own.map.clear();
      return null;
    },
  };
}

function bytesMethods(own: PyBytes): Methods {
  return {
    decode: () => Buffer.from(own.data, 'latin1').toString('utf8'),
    strip: () => new PyBytes(own.data.trim()),
    split: ([separator]) =>
      new PyList(
        own.data
          .split(separator instanceof PyBytes ? separator.data : /\s+/)
          .map((part) => new PyBytes(part)),
      ),
    startswith: ([start]) => start instanceof PyBytes && own.data.startsWith(start.data),
    hex: () => [...own.data].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join(''),
  };
}
