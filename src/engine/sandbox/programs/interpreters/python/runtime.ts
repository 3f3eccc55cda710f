import type { Process, Task } from '../../../kernel/process.ts';
import type { Stmt } from './ast.ts';
import { bind, bound } from './binding.ts';
import { iterate } from './items.ts';
import { methodOf } from './methods.ts';
import { nameError } from './names.ts';
import { repr, str } from './show.ts';
import {
  type Arguments,
  errors,
  fail,
  PyBuiltin,
  PyClass,
  PyFunction,
  PyList,
  PyModule,
  PyObject,
  PyTuple,
  plain,
  raise,
  type Scope,
  typeName,
  type Value,
} from './values.ts';

/** Arguments by name of a call that has none. */
export const NO_NAMES: Arguments = new Map();
const DEEPEST = 200;

/** How a block ended that did not come to its end. */
export type Left =
  | { readonly by: 'break' | 'continue' }
  | { readonly by: 'return'; readonly value: Value }
  | undefined;

/** What values do: they are called, their attributes are looked up, and they are shown. */
export abstract class Runtime {
  readonly process: Process;
  abstract readonly builtins: ReadonlyMap<string, Value>;
  readonly loaded = new Map<string, PyModule>();
  #depth = 0;

  constructor(process: Process) {
    this.process = process;
  }

  /** Runs statements. @returns how they were left, if not at their end */
  abstract block(body: readonly Stmt[], scope: Scope): Task<Left>;

  /** @returns what a name stands for in a scope. @throws NameError, UnboundLocalError */
  protected lookUp(name: string, scope: Scope): Value {
    const elsewhere = scope.elsewhere.get(name);
    if (elsewhere?.names.has(name)) return elsewhere.names.get(name)!;
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
      if (at !== scope && at.isClass) continue;
      const value = at.names.get(name);
      if (value !== undefined) return value;
      if (at === scope && elsewhere === undefined && scope.locals?.has(name) === true) {
        return raise(
          errors['UnboundLocalError']!,
          `cannot access local variable '${name}' where it is not associated with a value`,
        );
      }
    }
    return this.builtins.get(name) ?? nameError(name);
  }

  /** Calls anything that can be called. */
  *call(callee: Value, args: readonly Value[], named: Arguments, line: number): Task<Value> {
    if (callee instanceof PyBuiltin) return yield* callee.call(args, named, line);
    if (callee instanceof PyFunction) return yield* this.#invoke(callee, args, named);
    if (callee instanceof PyClass) return yield* this.#instantiate(callee, args, named, line);
    if (callee instanceof PyObject) {
      const own = callee.type.find('__call__');
      if (own !== undefined) return yield* this.call(own, [callee, ...args], named, line);
    }
    return fail.type(`'${typeName(callee)}' object is not callable`);
  }

  *#instantiate(type: PyClass, args: readonly Value[], named: Arguments, line: number): Task<Value> {
    const make = type.find('__new__');
    if (make instanceof PyBuiltin) return yield* make.call([type, ...args], named, line);
    const object = new PyObject(type);
    const isError = type.is(errors['BaseException']!);
    if (isError) object.attributes.set('args', new PyTuple(args));
    const start = type.find('__init__');
    if (start !== undefined) yield* this.call(start, [object, ...args], named, line);
    else if (args.length > 0 && !isError) fail.type(`${type.name}() takes no arguments`);
    return object;
  }

  *#invoke(own: PyFunction, args: readonly Value[], named: Arguments): Task<Value> {
    const names = bind(own, args, named);
    if (own.owner !== undefined) {
      names.set('__owner__', own.owner);
      names.set('__self__', args[0] ?? null);
    }
    const scope: Scope = {
      names,
      outer: own.scope,
      globals: own.scope.globals ?? own.scope,
      elsewhere: new Map(),
      isClass: false,
      label: own.name,
      file: own.scope.file,
      locals: own.locals,
    };
    this.#depth += 1;
    if (this.#depth > DEEPEST) {
      this.#depth = 0;
      raise(errors['RecursionError']!, 'maximum recursion depth exceeded');
    }
    try {
      const left = yield* this.block(own.body, scope);
      return left?.by === 'return' ? left.value : null;
    } finally {
      this.#depth = Math.max(0, this.#depth - 1);
    }
  }

  /** What `super()` is in a method. */
  protected superOf(scope: Scope): Value {
    let home: Scope | undefined = scope;
    while (home !== undefined && !home.names.has('__owner__')) home = home.outer;
    const owner = home?.names.get('__owner__');
    const self = home?.names.get('__self__');
    if (!(owner instanceof PyClass) || self === undefined)
      return raise(errors['RuntimeError']!, 'super(): no arguments');
    const proxy = new PyObject(new PyClass('super', []));
    proxy.state = { owner, self };
    return proxy;
  }

  /** @returns an attribute of a value, a method with its object. @throws AttributeError */
  *attribute(value: Value, name: string): Task<Value> {
    if (value instanceof PyModule) {
      return (
        value.attributes.get(name) ?? fail.attribute(`module '${value.name}' has no attribute '${name}'`)
      );
    }
    if (value instanceof PyObject) {
      if (
        value.type.name === 'super' &&
        typeof value.state === 'object' &&
        value.state !== null &&
        'owner' in value.state
      ) {
        const { owner, self } = value.state as { owner: PyClass; self: Value };
        const found = owner.bases.map((base) => base.find(name)).find((one) => one !== undefined);
        if (found !== undefined) return bound(found, self);
        if (name === '__init__')
          return plain('__init__', (args) => {
            if (self instanceof PyObject && self.type.is(errors['BaseException']!))
              self.attributes.set('args', new PyTuple(args));
            return null;
          });
        return fail.attribute(`'super' object has no attribute '${name}'`);
      }
      const own = value.attributes.get(name);
      if (own !== undefined) return own;
      const inherited = value.type.find(name);
      if (inherited instanceof PyObject && inherited.type.name === 'property')
        return yield* this.call(inherited.state as Value, [value], NO_NAMES, 0);
      if (inherited !== undefined) return bound(inherited, value);
      if (name === '__class__') return value.type;
      return fail.attribute(`'${value.type.name}' object has no attribute '${name}'`);
    }
    if (value instanceof PyClass) {
      if (name === '__name__') return value.name;
      const found = value.find(name);
      if (found instanceof PyObject && found.type.name === 'staticmethod') return found.state as Value;
      if (found instanceof PyObject && found.type.name === 'classmethod') return bound(found, value);
      return found ?? fail.attribute(`type object '${value.name}' has no attribute '${name}'`);
    }
    if (value instanceof PyFunction) {
      if (name === '__name__') return value.name;
      const own = value.attributes.get(name);
      if (own !== undefined) return own;
    }
    if (name === 'sort' && value instanceof PyList) return this.#sorter(value);
    return methodOf(value, name) ?? fail.attribute(`'${typeName(value)}' object has no attribute '${name}'`);
  }

  #sorter(own: PyList): Value {
    const interpreter = this;
    return new PyBuiltin('sort', function* (_, named, line) {
      const sorted = yield* interpreter.call(interpreter.builtins.get('sorted')!, [own], named, line);
      own.items.splice(0, own.items.length, ...iterate(sorted));
      return null;
    });
  }

  /** str(), with a class's own `__str__`. */
  *str(value: Value): Task<string> {
    if (value instanceof PyObject) {
      const own = value.type.find('__str__') ?? value.type.find('__repr__');
      if (own !== undefined) return str(yield* this.call(own, [value], NO_NAMES, 0));
    }
    return str(value);
  }

  /** repr(), with a class's own `__repr__`. */
  *repr(value: Value): Task<string> {
    const own = value instanceof PyObject ? value.type.find('__repr__') : undefined;
    return own === undefined ? repr(value) : str(yield* this.call(own, [value], NO_NAMES, 0));
  }
}
