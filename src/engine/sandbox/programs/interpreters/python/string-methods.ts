import { format } from './format.ts';
import { iterate } from './items.ts';
import { errors, fail, PyBytes, PyList, PyTuple, raise, typeName, type Value } from './values.ts';

/** Methods of a value, by their names. */
export type Methods = Readonly<
  Record<string, (args: readonly Value[], named: ReadonlyMap<string, Value>) => Value>
>;

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

/** @returns the methods of a string */
export function stringMethods(own: string): Methods {
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
