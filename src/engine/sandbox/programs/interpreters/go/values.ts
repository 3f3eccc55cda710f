import { fromText, toText } from '../../../kernel/bytes.ts';
import type { Task } from '../../../kernel/process.ts';
import type { TypeText } from './ast.ts';

/** A slice: a part of an array that others may share. */
export class Slice {
  readonly array: GoValue[];
  readonly from: number;
  readonly length: number;
  constructor(array: GoValue[], from = 0, length = array.length) {
    this.array = array;
    this.from = from;
    this.length = length;
  }
  items(): GoValue[] {
    return this.array.slice(this.from, this.from + this.length);
  }
}

/** An error, made by the library. */
export class ErrorValue {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** A function of the program or of the library. Several results come as an array. */
export type GoFunctionValue = (args: GoValue[]) => Task<GoValue>;

/** Something of the library's: a request, what an answer is written to. */
export interface HostValue {
  readonly host: unknown;
}

/**
 * A value of Go: integers are bigint, floating point numbers are number, strings are their bytes. nil is null.
 */
export type GoValue =
  | bigint
  | number
  | string
  | boolean
  | null
  | Slice
  | ErrorValue
  | Map<GoValue, GoValue>
  | GoFunctionValue
  | HostValue
  | GoValue[];

/** Ends the program with a message about what went wrong. */
export class Panic extends Error {}

/** `os.Exit`, `log.Fatal`. */
export class GoExit extends Error {
  readonly status: number;
  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}

/** A variable, as the compiler knows it. */
export interface Variable {
  readonly name: string;
  readonly type: TypeText;
  /** Of a constant. */
  readonly constant?: GoValue;
  used: boolean;
}

/** The variables of a block while it runs. */
export class Env {
  readonly #cells = new Map<Variable, GoValue>();
  readonly #up: Env | undefined;
  constructor(up?: Env) {
    this.#up = up;
  }
  declare(variable: Variable, value: GoValue): void {
    this.#cells.set(variable, value);
  }
  #holder(variable: Variable): Env {
    for (let at: Env | undefined = this; at !== undefined; at = at.#up)
      if (at.#cells.has(variable)) return at;
    throw new RangeError(`no variable ${variable.name}`);
  }
  get(variable: Variable): GoValue {
    return this.#holder(variable).#cells.get(variable)!;
  }
  set(variable: Variable, value: GoValue): void {
    this.#holder(variable).#cells.set(variable, value);
  }
}

/** A piece of program that gives a value. */
export interface Code {
  /** `(int, error)` for several results, `()` for none. */
  readonly type: TypeText;
  readonly run: (env: Env) => Task<GoValue>;
  /** Known when compiling. */
  readonly constant?: GoValue | undefined;
  /** Of what can stand left of `=`. */
  readonly assign?: ((env: Env, value: GoValue) => Task<void>) | undefined;
  /** Of a map's element: with whether it is there. */
  readonly withPresence?: ((env: Env) => Task<GoValue>) | undefined;
}

/** @returns the types of a list such as `(int, error)` */
export function listed(type: TypeText): TypeText[] {
  return type === '()' ? [] : split(type.slice(1, -1));
}

/** @returns the parts between commas that are in no brackets */
export function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [at, letter] of [...text].entries()) {
    if ('([{'.includes(letter)) depth++;
    else if (')]}'.includes(letter)) depth--;
    else if (letter === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' ? parts : [...parts, last];
}

/** A function's type, taken apart. */
export interface FunctionType {
  readonly parameters: readonly TypeText[];
  /** The last parameter takes any number. */
  readonly variadic: boolean;
  readonly results: readonly TypeText[];
}

/** @returns the parts of a type `func(…) …`; undefined for other types */
export function functionType(type: TypeText): FunctionType | undefined {
  if (!type.startsWith('func(')) return undefined;
  let depth = 0;
  let end = 4;
  for (; end < type.length; end++) {
    if (type[end] === '(') depth++;
    else if (type[end] === ')' && --depth === 0) break;
  }
  const parameters = split(type.slice(5, end));
  const rest = type.slice(end + 1).trim();
  const variadic = parameters.at(-1)?.startsWith('...') === true;
  return {
    parameters: parameters.map((one) => one.replace(/^\.\.\./, '')),
    variadic,
    results: rest === '' ? [] : rest.startsWith('(') ? split(rest.slice(1, -1)) : [rest],
  };
}

/** @returns the types of a map's keys and values; undefined for other types */
export function mapType(type: TypeText): { readonly key: TypeText; readonly value: TypeText } | undefined {
  const match = /^map\[([^\]]*)\](.*)$/s.exec(type);
  return match === null ? undefined : { key: match[1]!, value: match[2]! };
}

/** @returns the value of a variable that was given none */
export function zeroOf(type: TypeText): GoValue {
  if (type === 'string') return '';
  if (type === 'bool') return false;
  if (type === 'float64') return 0;
  return isInteger(type) ? 0n : null;
}

/** Whether a type is one of whole numbers. */
export function isInteger(type: TypeText): boolean {
  return /^(int|byte|rune|time\.Duration|untyped int|untyped rune)$/.test(type);
}

/** Whether a type is one of numbers. */
export function isNumeric(type: TypeText): boolean {
  return isInteger(type) || type === 'float64' || type === 'untyped float';
}

/** @returns the type that a constant gets where nothing says one */
export function defaultType(type: TypeText): TypeText {
  const defaults: Readonly<Record<string, TypeText>> = {
    'untyped int': 'int',
    'untyped float': 'float64',
    'untyped rune': 'rune',
    'untyped string': 'string',
    'untyped bool': 'bool',
  };
  return defaults[type] ?? type;
}

/** @returns a whole number as a type keeps it */
export function wrapped(type: TypeText, value: bigint): bigint {
  if (type === 'byte') return BigInt.asUintN(8, value);
  return type === 'rune'
    ? BigInt.asIntN(32, value)
    : type.startsWith('untyped')
      ? value
      : BigInt.asIntN(64, value);
}

/** Whether a value of one type may be given to a variable of another (go.dev/ref/spec, "Assignability"). */
export function assignable(from: TypeText, to: TypeText): boolean {
  if (from === to || to === 'any' || from === 'invalid' || to === 'invalid') return !from.startsWith('(');
  switch (from) {
    case 'untyped int':
    case 'untyped rune':
      return isNumeric(to);
    case 'untyped float':
      return to === 'float64';
    case 'untyped string':
      return to === 'string';
    case 'untyped bool':
      return to === 'bool';
    case 'untyped nil':
      return /^(\[\]|map\[|func\(|\*|error$|http\.Handler$)/.test(to);
    case 'http.ResponseWriter':
    case '*os.File':
      return to === 'io.Writer';
    case '*http.ServeMux':
    case 'http.HandlerFunc':
      return to === 'http.Handler';
  }
  const handler = 'func(http.ResponseWriter, *http.Request)';
  return (from === handler && to === 'http.HandlerFunc') || (from === 'http.HandlerFunc' && to === handler);
}

/** @returns what `range` goes through: keys and values, places and runes, numbers */
export function* pairsOf(held: GoValue): Generator<readonly GoValue[]> {
  if (typeof held === 'bigint') for (let at = 0n; at < held; at++) yield [at];
  else if (typeof held === 'string') {
    let at = 0;
    for (const letter of toText(held)) {
      yield [BigInt(at), BigInt(letter.codePointAt(0)!)];
      at += fromText(letter).length;
    }
  } else if (held instanceof Map) {
    for (const [key, value] of [...held]) if (held.has(key)) yield [key, value];
  } else if (held instanceof Slice)
    for (let at = 0; at < held.length; at++) yield [BigInt(at), held.array[held.from + at]!];
}
