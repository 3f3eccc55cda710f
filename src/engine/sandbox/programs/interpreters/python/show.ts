import {
  errors,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyFunction,
  PyList,
  PyModule,
  PyObject,
  PyRange,
  PySet,
  PyTuple,
  type Value,
} from './values.ts';

/** @returns a float as Python writes it */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return `${value}.0`;
  const text = String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[\x00-\x1f\x7f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}

/** @returns what repr() says of a value without code of its own */
export function repr(value: Value): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof PyBytes)
    return `b${quoted(value.data).replace(/[\x80-\xff]/g, (char) => `\\x${char.charCodeAt(0).toString(16)}`)}`;
  if (value instanceof PyList) return `[${value.items.map(repr).join(', ')}]`;
  if (value instanceof PyTuple)
    return value.items.length === 1 ? `(${repr(value.items[0]!)},)` : `(${value.items.map(repr).join(', ')})`;
  if (value instanceof PyDict)
    return `{${[...value.map.values()].map(([key, one]) => `${repr(key)}: ${repr(one)}`).join(', ')}}`;
  if (value instanceof PySet) return value.map.size === 0 ? 'set()' : `{${value.items.map(repr).join(', ')}}`;
  if (value instanceof PyRange)
    return value.step === 1
      ? `range(${value.from}, ${value.to})`
      : `range(${value.from}, ${value.to}, ${value.step})`;
  if (value instanceof PyFunction) return `<function ${value.name}>`;
  if (value instanceof PyBuiltin) return `<built-in function ${value.name}>`;
  if (value instanceof PyClass)
    return `<class '${value.module === undefined ? '' : `${value.module}.`}${value.name}'>`;
  if (value instanceof PyModule) return `<module '${value.name}'>`;
  if (value.type.is(errors['BaseException']!)) {
    const args = value.attributes.get('args');
    return `${value.type.name}(${args instanceof PyTuple ? args.items.map(repr).join(', ') : ''})`;
  }
  if (typeof value.state === 'string') return `${value.type.name}(${quoted(value.state)})`;
  return `<${value.type.name} object>`;
}

/** @returns what str() says of a value without code of its own */
export function str(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof PyObject) {
    if (typeof value.state === 'string') return value.state;
    const args = value.attributes.get('args');
    if (value.type.is(errors['BaseException']!) && args instanceof PyTuple) {
      if (args.items.length === 0) return '';
      if (args.items.length === 1)
        return value.type === errors['KeyError'] ? repr(args.items[0]!) : str(args.items[0]!);
      return repr(args);
    }
  }
  return repr(value);
}
