import { repr, str } from './show.ts';
import { asNumber, fail, PyDict, PyFloat, PyObject, PyTuple, typeName, type Value } from './values.ts';

/** `text % values` */
export function percent(text: string, values: Value): string {
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
