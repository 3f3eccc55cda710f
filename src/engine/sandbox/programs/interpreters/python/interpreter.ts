import type { Process, Task } from '../../../kernel/process.ts';
import type { Expr, Stmt } from './ast.ts';
import { raisedAt } from './exceptions.ts';
import { Expressions } from './expressions.ts';
import { importModule, type Load, memberOf } from './import-module.ts';
import { deleteItem, iterate } from './items.ts';
import { nameError } from './names.ts';
import { NotModelled } from './not-modelled.ts';
import { binary } from './operators.ts';
import { type Left, NO_NAMES } from './runtime.ts';
import { str } from './show.ts';
import { truth } from './truth.ts';
import {
  errors,
  fail,
  makeError,
  PyClass,
  PyFunction,
  PyList,
  PyObject,
  PyTuple,
  Raised,
  type Scope,
  type Value,
} from './values.ts';

/** Steps between two calls that let others run. */
const STEPS = 500;

/** Runs the sandbox's Python: one for each process. */
export class Interpreter extends Expressions {
  readonly builtins: ReadonlyMap<string, Value>;
  readonly #load: Load;
  #steps = 0;
  /** The exception that is being handled, for a bare `raise`. */
  #handling: Raised | undefined;

  constructor(
    process: Process,
    builtins: (interpreter: Interpreter) => ReadonlyMap<string, Value>,
    load: (interpreter: Interpreter, name: string) => ReturnType<Load>,
  ) {
    super(process);
    this.#load = (name) => load(this, name);
    this.builtins = builtins(this);
  }

  /** @returns the names of a module that runs now */
  *runModule(body: readonly Stmt[], file: string, name: string): Task<Scope> {
    const scope: Scope = {
      names: new Map<string, Value>([
        ['__name__', name],
        ['__file__', file],
      ]),
      outer: undefined,
      globals: undefined,
      elsewhere: new Map(),
      isClass: false,
      label: '<module>',
      file,
    };
    yield* this.block(body, scope);
    return scope;
  }

  *block(body: readonly Stmt[], scope: Scope): Task<Left> {
    for (const one of body) {
      const left = yield* this.#statement(one, scope);
      if (left !== undefined) return left;
    }
    return undefined;
  }

  *#statement(one: Stmt, scope: Scope): Task<Left> {
    this.#steps += 1;
    if (this.#steps % STEPS === 0) yield* this.process.work(1, STEPS / 10);
    try {
      return yield* this.#run(one, scope);
    } catch (error) {
      throw raisedAt(error, scope, one.line);
    }
  }

  *#run(one: Stmt, scope: Scope): Task<Left> {
    switch (one.is) {
      case 'pass':
        return undefined;
      case 'break':
      case 'continue':
        return { by: one.is };
      case 'expr':
        yield* this.eval(one.value, scope);
        return undefined;
      case 'return':
        return { by: 'return', value: one.value === undefined ? null : yield* this.eval(one.value, scope) };
      case 'assign': {
        const value = yield* this.eval(one.value, scope);
        for (const target of one.targets) yield* this.assign(target, value, scope);
        return undefined;
      }
      case 'augment': {
        const before = yield* this.eval(one.target, scope);
        const by = yield* this.eval(one.value, scope);
        if (one.operator === '+' && before instanceof PyList) before.items.push(...iterate(by));
        else yield* this.assign(one.target, binary(one.operator, before, by), scope);
        return undefined;
      }
      case 'if':
        return yield* this.block(truth(yield* this.eval(one.test, scope)) ? one.then : one.otherwise, scope);
      case 'while':
        while (truth(yield* this.eval(one.test, scope))) {
          this.#steps += 1;
          if (this.#steps % STEPS === 0) yield* this.process.work(1, STEPS / 10);
          const left = yield* this.block(one.body, scope);
          if (left?.by === 'break') return undefined;
          if (left?.by === 'return') return left;
        }
        return yield* this.block(one.otherwise, scope);
      case 'for': {
        const items = iterate(yield* this.eval(one.of, scope));
        for (let at = 0; at < items.length; at++) {
          yield* this.assign(one.target, items[at]!, scope);
          const left = yield* this.block(one.body, scope);
          if (left?.by === 'break') return undefined;
          if (left?.by === 'return') return left;
        }
        return yield* this.block(one.otherwise, scope);
      }
      case 'def': {
        const made = yield* this.makeFunction(one.name, one.parameters, one.body, scope);
        this.bindName(one.name, yield* this.#decorated(made, one.decorators, scope), scope);
        return undefined;
      }
      case 'class':
        return yield* this.#class(one, scope);
      case 'raise': {
        if (one.value === undefined)
          throw this.#handling ?? makeError(errors['RuntimeError']!, 'No active exception to reraise');
        const value = yield* this.eval(one.value, scope);
        const made = value instanceof PyClass ? yield* this.call(value, [], NO_NAMES, one.line) : value;
        if (!(made instanceof PyObject) || !made.type.is(errors['BaseException']!))
          return fail.type('exceptions must derive from BaseException');
        throw new Raised(made);
      }
      case 'try':
        return yield* this.#try(one, scope);
      case 'with':
        return yield* this.#with(one.items, one.body, scope);
      case 'import':
        for (const { name, as } of one.names) {
          const module = yield* importModule(name, this.loaded, this.#load);
          if (as !== undefined) this.bindName(as, module, scope);
          else this.bindName(name.split('.')[0]!, this.loaded.get(name.split('.')[0]!)!, scope);
        }
        return undefined;
      case 'from': {
        const module = yield* importModule(one.module, this.loaded, this.#load);
        for (const { name, as } of one.names) {
          this.bindName(as ?? name, memberOf(module, one.module, name, this.loaded), scope);
        }
        return undefined;
      }
      case 'global':
        for (const name of one.names) {
          let home = scope.globals ?? scope;
          if (one.outer)
            for (let at = scope.outer; at !== undefined; at = at.outer)
              if (at.names.has(name)) {
                home = at;
                break;
              }
          scope.elsewhere.set(name, home);
        }
        return undefined;
      case 'delete':
        for (const target of one.targets) {
          if (target.is === 'name') {
            if (!scope.names.delete(target.name)) nameError(target.name);
          } else if (target.is === 'index')
            deleteItem(yield* this.eval(target.value, scope), yield* this.eval(target.index, scope));
          else throw new NotModelled('del of this', one.line);
        }
        return undefined;
      case 'assert':
        if (!truth(yield* this.eval(one.test, scope))) {
          throw makeError(
            errors['AssertionError']!,
            one.message === undefined ? undefined : str(yield* this.eval(one.message, scope)),
          );
        }
        return undefined;
    }
  }

  *#decorated(made: Value, decorators: readonly Expr[], scope: Scope): Task<Value> {
    let value = made;
    for (const decorator of [...decorators].reverse()) {
      value = yield* this.call(yield* this.eval(decorator, scope), [value], NO_NAMES, decorator.line);
    }
    return value;
  }

  *#class(one: Extract<Stmt, { is: 'class' }>, scope: Scope): Task<Left> {
    const bases: PyClass[] = [];
    for (const each of one.bases) {
      const base = yield* this.eval(each, scope);
      if (!(base instanceof PyClass)) return fail.type('bases must be types');
      bases.push(base);
    }
    const inner: Scope = {
      names: new Map(),
      outer: scope,
      globals: scope.globals ?? scope,
      elsewhere: new Map(),
      isClass: true,
      label: one.name,
      file: scope.file,
    };
    yield* this.block(one.body, inner);
    const made = new PyClass(one.name, bases, inner.names, '__main__');
    for (const value of inner.names.values()) if (value instanceof PyFunction) value.owner = made;
    this.bindName(one.name, yield* this.#decorated(made, one.decorators, scope), scope);
    return undefined;
  }

  *#try(one: Extract<Stmt, { is: 'try' }>, scope: Scope): Task<Left> {
    let left: Left;
    try {
      left = yield* this.block(one.body, scope);
      if (left === undefined) left = yield* this.block(one.otherwise, scope);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      const handler = yield* this.#handlerFor(error, one.handlers, scope);
      if (handler === undefined) {
        const over = yield* this.block(one.last, scope);
        if (over !== undefined) return over;
        throw error;
      }
      const before = this.#handling;
      this.#handling = error;
      if (handler.name !== undefined) this.bindName(handler.name, error.value, scope);
      try {
        left = yield* this.block(handler.body, scope);
      } catch (again) {
        yield* this.block(one.last, scope);
        throw again;
      } finally {
        this.#handling = before;
      }
    }
    return (yield* this.block(one.last, scope)) ?? left;
  }

  *#handlerFor(
    error: Raised,
    handlers: Extract<Stmt, { is: 'try' }>['handlers'],
    scope: Scope,
  ): Task<Extract<Stmt, { is: 'try' }>['handlers'][number] | undefined> {
    for (const handler of handlers) {
      if (handler.type === undefined) return handler;
      const type = yield* this.eval(handler.type, scope);
      const types = type instanceof PyTuple ? type.items : [type];
      if (types.some((each) => each instanceof PyClass && error.value.type.is(each))) return handler;
    }
    return undefined;
  }

  *#with(items: Extract<Stmt, { is: 'with' }>['items'], body: readonly Stmt[], scope: Scope): Task<Left> {
    const [first, ...rest] = items;
    if (first === undefined) return yield* this.block(body, scope);
    const manager = yield* this.eval(first.value, scope);
    const value = yield* this.call(yield* this.attribute(manager, '__enter__'), [], NO_NAMES, 0);
    if (first.as !== undefined) yield* this.assign(first.as, value, scope);
    const leave = yield* this.attribute(manager, '__exit__');
    let left: Left;
    try {
      left = yield* this.#with(rest, body, scope);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      if (truth(yield* this.call(leave, [error.value.type, error.value, null], NO_NAMES, 0)))
        return undefined;
      throw error;
    }
    yield* this.call(leave, [null, null, null], NO_NAMES, 0);
    return left;
  }
}
