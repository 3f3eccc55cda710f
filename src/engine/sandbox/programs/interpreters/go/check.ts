import type { Task } from '../../../kernel/process.ts';
import type { Expression, TypeText } from './ast.ts';
import { GoError, GoRefused, type Place } from './lex.ts';
import type { Unit } from './unit.ts';
import {
  assignable,
  type Code,
  defaultType,
  functionType,
  type GoValue,
  isInteger,
  mapType,
} from './values.ts';

/** Types that a program can name. */
const TYPES =
  /^(int|string|bool|float64|byte|rune|error|any|http\.(ResponseWriter|Handler|HandlerFunc)|\*http\.(Request|ServeMux)|time\.Duration|io\.Writer)$/;
const ALIASES: Readonly<Record<string, string>> = { uint8: 'byte', int32: 'rune', 'interface{}': 'any' };

/** @returns a type by its own name. Throws GoError for an unknown one, GoRefused for what the sandbox has not got */
export function checkedType(unit: Unit, type: TypeText, at: Place): TypeText {
  const own = ALIASES[type] ?? type;
  const prefix = /^\*?([a-z]+)\./.exec(own)?.[1];
  if (prefix !== undefined) unit.usePackage(prefix, at);
  if (TYPES.test(own)) return own;
  if (own.startsWith('[]')) return `[]${checkedType(unit, own.slice(2), at)}`;
  const map = mapType(own);
  if (map !== undefined) return `map[${checkedType(unit, map.key, at)}]${checkedType(unit, map.value, at)}`;
  const call = functionType(own);
  if (call !== undefined) {
    for (const one of [...call.parameters, ...call.results]) checkedType(unit, one, at);
    return own;
  }
  if (
    /^(u?int(8|16|32|64)?|uintptr|float32|complex(64|128)|comparable)$/.test(own) ||
    own.includes('.') ||
    own.startsWith('*')
  )
    throw new GoRefused(at, `the type ${own}`);
  throw new GoError(at, `undefined: ${own}`);
}

/** @returns a value as messages name it: `"a" (untyped string constant)`, `x (variable of type int)` */
export function shown(node: Expression, code: Code): string {
  const text = textOf(node);
  if (code.constant !== undefined) {
    const value = typeof code.constant === 'string' ? JSON.stringify(code.constant) : String(code.constant);
    if (code.type.startsWith('untyped'))
      return `${text} (${code.type} constant${node.kind === 'literal' || value === text ? '' : ` ${value}`})`;
    return `${text} (constant ${value} of type ${code.type})`;
  }
  if (code.type === 'untyped nil') return 'nil';
  return `${text} (${code.assign === undefined ? 'value' : 'variable'} of type ${code.type})`;
}

/** @returns an expression as messages show it */
export function textOf(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return node.text;
    case 'name':
      return node.name;
    case 'selector':
      return `${textOf(node.of)}.${node.name}`;
    case 'call':
      return `${textOf(node.callee)}(${node.args.map(textOf).join(', ')})`;
    case 'binary':
      return `${textOf(node.left)} ${node.operator} ${textOf(node.right)}`;
    case 'unary':
      return `${node.operator}${textOf(node.operand)}`;
    case 'index':
      return `${textOf(node.of)}[${textOf(node.index)}]`;
    default:
      return node.kind === 'type' || node.kind === 'composite'
        ? `${node.type}{…}`
        : node.kind === 'function'
          ? 'func literal'
          : 'value';
  }
}

/** @returns code that gives its value as another type. Throws GoError if that may not be */
export function given(node: Expression, code: Code, type: TypeText, where: string): Code {
  if (code.type === '()') throw new GoError(node.at, `${textOf(node)} (no value) used as value`);
  if (!assignable(code.type, type)) {
    if (code.type === 'untyped float' && isInteger(type))
      throw new GoError(node.at, `cannot use ${shown(node, code)} as ${type} value in ${where} (truncated)`);
    throw new GoError(node.at, `cannot use ${shown(node, code)} as ${type} value in ${where}`);
  }
  const target = type === 'any' ? defaultType(code.type) : type;
  if (target !== 'float64' || typeof code.constant !== 'bigint') return { ...code, type: target };
  const value = Number(code.constant);
  return { ...code, type: target, constant: value, run: () => just(value) };
}

/** A task that gives a value at once. */
export function* just<T>(value: T): Task<T> {
  return value;
}

/** @returns code of a value that is known when compiling */
export function constant(type: TypeText, value: GoValue): Code {
  return { type, constant: value, run: () => just(value) };
}
