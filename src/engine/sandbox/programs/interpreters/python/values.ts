import type { Task } from '../../../kernel/process.ts';
import type { Parameter, Stmt } from './ast.ts';
import { EXCEPTION_PARENTS } from './exception-parents.ts';
import { identityOf } from './identity.ts';

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

/** A float; whole numbers are plain numbers. */
export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** Bytes, each a character. */
export class PyBytes {
  readonly data: string;
  constructor(data: string) {
    this.data = data;
  }
}

/** A list. */
export class PyList {
  readonly items: Value[];
  constructor(items: Value[]) {
    this.items = items;
  }
}

/** A tuple. */
export class PyTuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** range(): its numbers are made when they are asked for. */
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

/** A dict, in the order in which keys came. */
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

/** A set, in the order in which items came. */
export class PySet {
  readonly map = new Map<string, Value>();
  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.map.set(hash(item), item);
  }
  get items(): Value[] {
    return [...this.map.values()];
  }
}

/** Arguments by name. */
export type Arguments = ReadonlyMap<string, Value>;

/** What a function of ours does, called in a line. @throws Raised */
export type Call = (args: readonly Value[], named: Arguments, line: number) => Task<Value>;

/** A function of ours. */
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

/** A function of the program’s. */
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

/** A class, of the program or of the library. */
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

/** An object of a class. */
export class PyObject {
  readonly type: PyClass;
  readonly attributes = new Map<string, Value>();
  /** What a type of the library keeps with its objects. */
  state: unknown;
  constructor(type: PyClass) {
    this.type = type;
  }
}

/** A module. */
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

/** @returns an exception with a message, to be thrown */
export function makeError(type: PyClass, message?: string): Raised {
  const value = new PyObject(type);
  value.attributes.set('args', new PyTuple(message === undefined ? [] : [message]));
  return new Raised(value);
}

const base = new PyClass('BaseException', []);

const exception = new PyClass('Exception', [base]);

/** Python's own exceptions, by name. They are never changed. */
export const errors: Readonly<Record<string, PyClass>> = (() => {
  const all: Record<string, PyClass> = { BaseException: base, Exception: exception };
  for (const [name, parent] of Object.entries(EXCEPTION_PARENTS))
    all[name] = new PyClass(name, [all[parent]!]);
  return all;
})();

/** Raises the exceptions that are raised most. */
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
  return `o${identityOf(value as object)}`;
}

/** @returns a number, a truth value or a float as a number; undefined for anything else */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof PyFloat ? value.value : undefined;
}

/** A function of the library that needs no time. */
export function plain(name: string, run: (args: readonly Value[], named: Arguments) => Value): PyBuiltin {
  return new PyBuiltin(name, function* (args, named) {
    return run(args, named);
  });
}
