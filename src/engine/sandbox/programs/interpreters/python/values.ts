import type { Task } from '../../../kernel/process.ts';
import type { Parameter, Stmt } from './ast.ts';

/** A value of the sandbox's Python. Whole numbers are numbers of JavaScript, exact up to 2^53. */
export type Value =
  | null
  | boolean
  | number
  | string
  | PyFloat
  | PyBytes
  | PyList
  | PyTuple
  | PyDict
  | PySet
  | PyRange
  | PyFunction
  | PyBuiltin
  | PyClass
  | PyObject
  | PyModule;

export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}
export class PyBytes {
  readonly data: string;
  constructor(data: string) {
    this.data = data;
  }
}
export class PyList {
  readonly items: Value[];
  constructor(items: Value[]) {
    this.items = items;
  }
}
export class PyTuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}
export class PyRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  constructor(from: number, to: number, step: number) {
    this.from = from;
    this.to = to;
    this.step = step;
  }
  get items(): number[] {
    const all: number[] = [];
    for (let at = this.from; this.step > 0 ? at < this.to : at > this.to; at += this.step) all.push(at);
    return all;
  }
  get length(): number {
    return Math.max(0, Math.ceil((this.to - this.from) / this.step));
  }
}
export class PyDict {
  readonly map = new Map<string, readonly [key: Value, value: Value]>();
  get(key: Value): Value | undefined {
    return this.map.get(hash(key))?.[1];
  }
  set(key: Value, value: Value): this {
    const mark = hash(key);
    this.map.set(mark, [this.map.get(mark)?.[0] ?? key, value]);
    return this;
  }
  has(key: Value): boolean {
    return this.map.has(hash(key));
  }
  delete(key: Value): boolean {
    return this.map.delete(hash(key));
  }
  static of(entries: Iterable<readonly [Value, Value]>): PyDict {
    const dict = new PyDict();
    for (const [key, value] of entries) dict.set(key, value);
    return dict;
  }
}
export class PySet {
  readonly map = new Map<string, Value>();
  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.map.set(hash(item), item);
  }
  get items(): Value[] {
    return [...this.map.values()];
  }
}

export type Arguments = ReadonlyMap<string, Value>;
export type Call = (args: readonly Value[], named: Arguments, line: number) => Task<Value>;

export class PyBuiltin {
  readonly name: string;
  readonly call: Call;
  constructor(name: string, call: Call) {
    this.name = name;
    this.call = call;
  }
}

/** Names of a function, a class body or a module. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly outer: Scope | undefined;
  readonly globals: Scope | undefined;
  /** Names that are assigned in an outer scope. */
  readonly elsewhere: Map<string, Scope>;
  /** A class body is not seen from the functions in it. */
  readonly isClass: boolean;
  /** What a traceback calls it: `<module>`, a function's name. */
  readonly label: string;
  readonly file: string;
  /** Names that are given a value somewhere in the function. */
  readonly locals?: ReadonlySet<string>;
}

export class PyFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly defaults: ReadonlyMap<string, Value>;
  readonly body: readonly Stmt[];
  readonly scope: Scope;
  readonly locals: ReadonlySet<string>;
  readonly attributes = new Map<string, Value>();
  /** The class that it stands in, for super(). */
  owner: PyClass | undefined;
  constructor(
    name: string,
    parameters: readonly Parameter[],
    defaults: ReadonlyMap<string, Value>,
    body: readonly Stmt[],
    scope: Scope,
    locals: ReadonlySet<string>,
  ) {
    this.name = name;
    this.parameters = parameters;
    this.defaults = defaults;
    this.body = body;
    this.scope = scope;
    this.locals = locals;
  }
}
export class PyClass {
  readonly name: string;
  readonly bases: readonly PyClass[];
  readonly attributes: Map<string, Value>;
  /** The module in front of its name, in tracebacks. */
  readonly module: string | undefined;
  constructor(
    name: string,
    bases: readonly PyClass[],
    attributes = new Map<string, Value>(),
    module?: string,
  ) {
    this.name = name;
    this.bases = bases;
    this.attributes = attributes;
    this.module = module;
  }
  find(name: string): Value | undefined {
    const own = this.attributes.get(name);
    if (own !== undefined) return own;
    for (const base of this.bases) {
      const found = base.find(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  is(other: PyClass): boolean {
    return this === other || this.bases.some((base) => base.is(other));
  }
}
export class PyObject {
  readonly type: PyClass;
  readonly attributes = new Map<string, Value>();
  /** What a type of the library keeps with its objects. */
  state: unknown;
  constructor(type: PyClass) {
    this.type = type;
  }
}
export class PyModule {
  readonly name: string;
  readonly attributes: Map<string, Value>;
  constructor(name: string, attributes: Iterable<readonly [string, Value]>) {
    this.name = name;
    this.attributes = new Map(attributes);
  }
}

/** A raised exception on its way. */
export class Raised extends Error {
  readonly value: PyObject;
  readonly frames: { file: string; line: number; label: string }[] = [];
  constructor(value: PyObject) {
    super('raised');
    this.value = value;
  }
}

/** Makes an exception that Python code can catch by its name. */
export function raise(type: PyClass, message: string): never {
  throw makeError(type, message);
}

export function makeError(type: PyClass, message?: string): Raised {
  const value = new PyObject(type);
  value.attributes.set('args', new PyTuple(message === undefined ? [] : [message]));
  return new Raised(value);
}

const base = new PyClass('BaseException', []);
const exception = new PyClass('Exception', [base]);
const TREE: Readonly<Record<string, string>> = {
  SystemExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  ArithmeticError: 'Exception',
  LookupError: 'Exception',
  ZeroDivisionError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeDecodeError: 'ValueError',
  AttributeError: 'Exception',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  AssertionError: 'Exception',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  StopIteration: 'Exception',
  EOFError: 'Exception',
  MemoryError: 'Exception',
  OSError: 'Exception',
  FileNotFoundError: 'OSError',
  FileExistsError: 'OSError',
  PermissionError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  ConnectionError: 'OSError',
  ConnectionRefusedError: 'ConnectionError',
  ConnectionResetError: 'ConnectionError',
  BrokenPipeError: 'ConnectionError',
  TimeoutError: 'OSError',
};

/** Python's own exceptions, by name. They are never changed. */
export const errors: Readonly<Record<string, PyClass>> = (() => {
  const all: Record<string, PyClass> = { BaseException: base, Exception: exception };
  for (const [name, parent] of Object.entries(TREE)) all[name] = new PyClass(name, [all[parent]!]);
  return all;
})();

export const fail = {
  type: (message: string): never => raise(errors['TypeError']!, message),
  value: (message: string): never => raise(errors['ValueError']!, message),
  attribute: (message: string): never => raise(errors['AttributeError']!, message),
};

/** @returns the name of a value's type */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'string') return 'str';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof PyBytes) return 'bytes';
  if (value instanceof PyList) return 'list';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof PyDict) return 'dict';
  if (value instanceof PySet) return 'set';
  if (value instanceof PyRange) return 'range';
  if (value instanceof PyFunction) return 'function';
  if (value instanceof PyBuiltin) return 'builtin_function_or_method';
  if (value instanceof PyClass) return 'type';
  if (value instanceof PyModule) return 'module';
  return value.type.name;
}

const identities = new WeakMap<object, number>();

/** @returns a text that equal keys share */
export function hash(value: Value): string {
  if (typeof value === 'string') return `s${value}`;
  const number = asNumber(value);
  if (number !== undefined) return `n${number}`;
  if (value === null) return 'N';
  if (value instanceof PyBytes) return `b${value.data}`;
  if (value instanceof PyTuple) return `t${value.items.map((item) => JSON.stringify(hash(item))).join(',')}`;
  if (value instanceof PyList || value instanceof PyDict || value instanceof PySet)
    return fail.type(`unhashable type: '${typeName(value)}'`);
  const object = value as object;
  let mark = identities.get(object);
  if (mark === undefined) {
    mark = nextIdentity(object);
  }
  return `o${mark}`;
}

/** Marks are only compared, never shown, so that their order is nobody's business. */
const nextIdentity = (() => {
  let next = 0;
  return (object: object): number => {
    next += 1;
    identities.set(object, next);
    return next;
  };
})();

/** @returns a number, a truth value or a float as a number; undefined for anything else */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof PyFloat ? value.value : undefined;
}

export function truth(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return false;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyBytes) return value.data !== '';
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyDict || value instanceof PySet) return value.map.size > 0;
  if (value instanceof PyRange) return value.length > 0;
  return true;
}

export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== undefined && y !== undefined) return x === y;
  if (a instanceof PyBytes && b instanceof PyBytes) return a.data === b.data;
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    return a.items.length === b.items.length && a.items.every((item, at) => equal(item, b.items[at]!));
  }
  if (a instanceof PyDict && b instanceof PyDict) {
    return (
      a.map.size === b.map.size &&
      [...a.map.values()].every(([key, value]) => b.has(key) && equal(value, b.get(key)!))
    );
  }
  if (a instanceof PySet && b instanceof PySet)
    return a.map.size === b.map.size && [...a.map.keys()].every((key) => b.map.has(key));
  if (
    a instanceof PyObject &&
    b instanceof PyObject &&
    typeof a.state === 'string' &&
    typeof b.state === 'string'
  )
    return a.state === b.state;
  return false;
}

/** @returns a float as Python writes it */
export function floatText(value: number): string {
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
  if (value.type.is(base)) {
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
    if (value.type.is(base) && args instanceof PyTuple) {
      if (args.items.length === 0) return '';
      if (args.items.length === 1)
        return value.type === errors['KeyError'] ? repr(args.items[0]!) : str(args.items[0]!);
      return repr(args);
    }
  }
  return repr(value);
}

/** A function of the library that needs no time. */
export function plain(name: string, run: (args: readonly Value[], named: Arguments) => Value): PyBuiltin {
  return new PyBuiltin(name, function* (args, named) {
    return run(args, named);
  });
}
