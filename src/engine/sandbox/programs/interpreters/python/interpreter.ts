import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import type { Expr, Parameter, Stmt } from './ast.ts';
import {
  binary,
  compare,
  deleteItem,
  format,
  getItem,
  iterate,
  methodOf,
  setItem,
  sliceOf,
} from './operators.ts';
import { NotModelled } from './parse.ts';
import {
  type Arguments,
  asNumber,
  errors,
  fail,
  makeError,
  PyBuiltin,
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyFunction,
  PyList,
  PyModule,
  PyObject,
  PySet,
  PyTuple,
  plain,
  Raised,
  raise,
  repr,
  type Scope,
  str,
  truth,
  typeName,
  type Value,
} from './values.ts';

/** How a block ended that did not come to its end. */
type Left =
  | { readonly by: 'break' | 'continue' }
  | { readonly by: 'return'; readonly value: Value }
  | undefined;

const NO_NAMES: Arguments = new Map();
const DEEPEST = 200;
/** Steps between two calls that let others run. */
const STEPS = 500;

/** Runs the sandbox's Python: one for each process. */
export class Interpreter {
  readonly process: Process;
  readonly builtins: ReadonlyMap<string, Value>;
  readonly loaded = new Map<string, PyModule>();
  readonly #load: (interpreter: Interpreter, name: string) => PyModule | Task<PyModule> | undefined;
  #steps = 0;
  #depth = 0;
  /** The exception that is being handled, for a bare `raise`. */
  #handling: Raised | undefined;

  constructor(
    process: Process,
    builtins: (interpreter: Interpreter) => ReadonlyMap<string, Value>,
    load: Interpreter['module']['loader'],
  ) {
    this.process = process;
    this.#load = load;
    this.builtins = builtins(this);
  }

  /** Only for its type. */
  declare readonly module: {
    readonly loader: (interpreter: Interpreter, name: string) => PyModule | Task<PyModule> | undefined;
  };

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
    if (this.#steps % STEPS === 0) yield* this.process.work(1);
    try {
      return yield* this.#run(one, scope);
    } catch (error) {
      const raised =
        error instanceof SystemError
          ? systemError(error)
          : error instanceof RangeError
            ? makeError(errors['RecursionError']!, 'maximum recursion depth exceeded')
            : error;
      if (raised instanceof Raised) {
        const last = raised.frames[0];
        if (
          last === undefined ||
          last.label !== scope.label ||
          (raised as { scope?: Scope }).scope !== scope
        ) {
          raised.frames.unshift({ file: scope.file, line: one.line, label: scope.label });
          (raised as { scope?: Scope }).scope = scope;
        }
      }
      throw raised;
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
          if (this.#steps % STEPS === 0) yield* this.process.work(1);
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
        const made = yield* this.#function(one.name, one.parameters, one.body, scope);
        this.#set(one.name, yield* this.#decorated(made, one.decorators, scope), scope);
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
          const module = yield* this.importModule(name);
          if (as !== undefined) this.#set(as, module, scope);
          else this.#set(name.split('.')[0]!, this.loaded.get(name.split('.')[0]!)!, scope);
        }
        return undefined;
      case 'from': {
        const module = yield* this.importModule(one.module);
        for (const { name, as } of one.names) {
          const value = module.attributes.get(name) ?? this.loaded.get(`${one.module}.${name}`);
          if (value === undefined)
            raise(
              errors['ImportError']!,
              `cannot import name '${name}' from '${one.module}' (unknown location)`,
            );
          this.#set(as ?? name, value!, scope);
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

  *#function(
    name: string,
    parameters: readonly Parameter[],
    body: readonly Stmt[],
    scope: Scope,
  ): Task<PyFunction> {
    const defaults = new Map<string, Value>();
    for (const { name: parameter, value } of parameters)
      if (value !== undefined) defaults.set(parameter, yield* this.eval(value, scope));
    return new PyFunction(name, parameters, defaults, body, scope, assignedIn(body));
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
    this.#set(one.name, yield* this.#decorated(made, one.decorators, scope), scope);
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
      if (handler.name !== undefined) this.#set(handler.name, error.value, scope);
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

  *importModule(name: string): Task<PyModule> {
    let whole = '';
    let module: PyModule | undefined;
    for (const part of name.split('.')) {
      const parent = module;
      whole = whole === '' ? part : `${whole}.${part}`;
      module = this.loaded.get(whole);
      if (module === undefined) {
        const found = this.#load(this, whole);
        module = found instanceof PyModule || found === undefined ? found : yield* found;
        if (module === undefined) {
          const error = makeError(
            errors['ModuleNotFoundError']!,
            parent === undefined ? `No module named '${whole}'` : `No module named '${whole}'`,
          );
          throw error;
        }
        this.loaded.set(whole, module);
      }
      parent?.attributes.set(part, module);
    }
    return module!;
  }

  #set(name: string, value: Value, scope: Scope): void {
    (scope.elsewhere.get(name) ?? scope).names.set(name, value);
  }

  *assign(target: Expr, value: Value, scope: Scope): Task<void> {
    switch (target.is) {
      case 'name':
        this.#set(target.name, value, scope);
        return;
      case 'attribute': {
        const object = yield* this.eval(target.value, scope);
        if (
          object instanceof PyObject ||
          object instanceof PyClass ||
          object instanceof PyModule ||
          object instanceof PyFunction
        )
          object.attributes.set(target.name, value);
        else fail.attribute(`'${typeName(object)}' object has no attribute '${target.name}'`);
        return;
      }
      case 'index': {
        const object = yield* this.eval(target.value, scope);
        const index = yield* this.eval(target.index, scope);
        const own = object instanceof PyObject ? object.type.find('__setitem__') : undefined;
        if (own !== undefined) yield* this.call(own, [object, index, value], NO_NAMES, target.line);
        else setItem(object, index, value);
        return;
      }
      case 'tuple':
      case 'list': {
        const values = iterate(value);
        const star = target.items.findIndex(({ is }) => is === 'star');
        if (star < 0 && values.length !== target.items.length) {
          fail.value(
            values.length < target.items.length
              ? `not enough values to unpack (expected ${target.items.length}, got ${values.length})`
              : `too many values to unpack (expected ${target.items.length}, got ${values.length})`,
          );
        }
        const extra = values.length - target.items.length + 1;
        let at = 0;
        for (const item of target.items) {
          if (item.is === 'star') {
            yield* this.assign(item.value, new PyList(values.slice(at, at + extra)), scope);
            at += extra;
          } else yield* this.assign(item, values[at++]!, scope);
        }
        return;
      }
      default:
        throw new NotModelled('assignment to this', target.line);
    }
  }

  lookUp(name: string, scope: Scope): Value {
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

  *eval(one: Expr, scope: Scope): Task<Value> {
    switch (one.is) {
      case 'constant': {
        const { value } = one;
        if (typeof value !== 'object' || value === null) return value;
        return 'float' in value ? new PyFloat(value.float) : new PyBytes(value.bytes);
      }
      case 'name':
        return this.lookUp(one.name, scope);
      case 'joined': {
        let text = '';
        for (const part of one.parts) {
          if (typeof part === 'string') {
            text += part;
            continue;
          }
          const value = yield* this.eval(part.expr, scope);
          let spec = '';
          for (const piece of part.spec)
            spec += typeof piece === 'string' ? piece : str(yield* this.eval(piece, scope));
          text +=
            part.conversion === 'r'
              ? format(yield* this.repr(value), spec)
              : spec === ''
                ? yield* this.str(value)
                : format(value, spec);
        }
        return text;
      }
      case 'tuple':
        return new PyTuple(yield* this.#items(one.items, scope));
      case 'list':
        return new PyList(yield* this.#items(one.items, scope));
      case 'set':
        return new PySet(yield* this.#items(one.items, scope));
      case 'dict': {
        const dict = new PyDict();
        for (const [key, value] of one.pairs) {
          if (key !== undefined) dict.set(yield* this.eval(key, scope), yield* this.eval(value, scope));
          else {
            const more = yield* this.eval(value, scope);
            if (more instanceof PyDict) for (const [name, each] of more.map.values()) dict.set(name, each);
          }
        }
        return dict;
      }
      case 'unary': {
        const value = yield* this.eval(one.value, scope);
        if (one.operator === 'not') return !truth(value);
        const number =
          asNumber(value) ?? fail.type(`bad operand type for unary ${one.operator}: '${typeName(value)}'`);
        const changed = one.operator === '-' ? -number : one.operator === '~' ? ~number : number;
        return value instanceof PyFloat ? new PyFloat(changed) : changed;
      }
      case 'binary':
        return yield* this.#binary(
          one.operator,
          yield* this.eval(one.left, scope),
          yield* this.eval(one.right, scope),
        );
      case 'compare': {
        let left = yield* this.eval(one.left, scope);
        for (const [operator, each] of one.rest) {
          const right = yield* this.eval(each, scope);
          if (!(yield* this.#compare(operator, left, right))) return false;
          left = right;
        }
        return true;
      }
      case 'logic': {
        const left = yield* this.eval(one.left, scope);
        return truth(left) === (one.operator === 'or') ? left : yield* this.eval(one.right, scope);
      }
      case 'if':
        return yield* this.eval(truth(yield* this.eval(one.test, scope)) ? one.then : one.otherwise, scope);
      case 'attribute':
        return yield* this.attribute(yield* this.eval(one.value, scope), one.name);
      case 'index': {
        const value = yield* this.eval(one.value, scope);
        if (one.index.is === 'slice') {
          const { from, to, step } = one.index;
          return sliceOf(
            value,
            from === undefined ? null : yield* this.eval(from, scope),
            to === undefined ? null : yield* this.eval(to, scope),
            step === undefined ? null : yield* this.eval(step, scope),
          );
        }
        const index = yield* this.eval(one.index, scope);
        const own = value instanceof PyObject ? value.type.find('__getitem__') : undefined;
        return own === undefined
          ? getItem(value, index)
          : yield* this.call(own, [value, index], NO_NAMES, one.line);
      }
      case 'lambda':
        return yield* this.#function(
          '<lambda>',
          one.parameters,
          [{ is: 'return', line: one.line, value: one.body }],
          scope,
        );
      case 'comprehension':
        return yield* this.#comprehension(one, scope);
      case 'call':
        return yield* this.#call(one, scope);
      case 'star':
      case 'slice':
        throw new NotModelled('this expression', one.line);
    }
  }

  *#items(items: readonly Expr[], scope: Scope): Task<Value[]> {
    const all: Value[] = [];
    for (const item of items) {
      if (item.is === 'star') all.push(...iterate(yield* this.eval(item.value, scope)));
      else all.push(yield* this.eval(item, scope));
    }
    return all;
  }

  *#binary(operator: string, left: Value, right: Value): Task<Value> {
    const name = (
      { '+': '__add__', '-': '__sub__', '*': '__mul__', '/': '__truediv__' } as Record<string, string>
    )[operator];
    if (name !== undefined && left instanceof PyObject) {
      const own = left.type.find(name);
      if (own !== undefined) return yield* this.call(own, [left, right], NO_NAMES, 0);
    }
    return binary(operator, left, right);
  }

  *#compare(operator: string, left: Value, right: Value): Task<boolean> {
    const name = (
      { '==': '__eq__', '<': '__lt__', '>': '__gt__', '<=': '__le__', '>=': '__ge__' } as Record<
        string,
        string
      >
    )[operator];
    if (name !== undefined && left instanceof PyObject) {
      const own = left.type.find(name);
      if (own !== undefined) return truth(yield* this.call(own, [left, right], NO_NAMES, 0));
    }
    if (operator.endsWith('in') && right instanceof PyObject) {
      const own = right.type.find('__contains__');
      if (own !== undefined)
        return truth(yield* this.call(own, [right, left], NO_NAMES, 0)) === (operator === 'in');
    }
    return compare(operator, left, right);
  }

  *#comprehension(one: Extract<Expr, { is: 'comprehension' }>, scope: Scope): Task<Value> {
    const inner: Scope = {
      names: new Map(),
      outer: scope,
      globals: scope.globals ?? scope,
      elsewhere: new Map(),
      isClass: false,
      label: scope.label,
      file: scope.file,
    };
    const keys: Value[] = [];
    const values: Value[] = [];
    const loop = function* (this: Interpreter, at: number): Task<void> {
      const each = one.loops[at];
      if (each === undefined) {
        if (one.key !== undefined) keys.push(yield* this.eval(one.key, inner));
        values.push(yield* this.eval(one.value, inner));
        return;
      }
      for (const item of [...iterate(yield* this.eval(each.of, at === 0 ? scope : inner))]) {
        yield* this.assign(each.target, item, inner);
        let holds = true;
        for (const test of each.tests) holds &&= truth(yield* this.eval(test, inner));
        if (holds) yield* loop.call(this, at + 1);
      }
    };
    yield* loop.call(this, 0);
    if (one.kind === 'dict') return PyDict.of(keys.map((key, at) => [key, values[at]!] as const));
    return one.kind === 'set' ? new PySet(values) : new PyList(values);
  }

  *#call(one: Extract<Expr, { is: 'call' }>, scope: Scope): Task<Value> {
    if (one.callee.is === 'name' && one.callee.name === 'super' && one.args.length === 0)
      return this.#super(scope);
    const callee = yield* this.eval(one.callee, scope);
    const args = yield* this.#items(one.args, scope);
    if (one.named.length === 0) return yield* this.call(callee, args, NO_NAMES, one.line);
    const named = new Map<string, Value>();
    for (const [name, each] of one.named) {
      const value = yield* this.eval(each, scope);
      if (name !== undefined) named.set(name, value);
      else if (value instanceof PyDict)
        for (const [key, item] of value.map.values()) named.set(str(key), item);
    }
    return yield* this.call(callee, args, named, one.line);
  }

  #super(scope: Scope): Value {
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

function nameError(name: string): never {
  return raise(errors['NameError']!, `name '${name}' is not defined`);
}

/** A method with its object. */
function bound(found: Value, self: Value): Value {
  if (found instanceof PyObject && found.type.name === 'staticmethod') return found.state as Value;
  if (found instanceof PyObject && found.type.name === 'classmethod') {
    return bound(found.state as Value, self instanceof PyObject ? self.type : self);
  }
  if (found instanceof PyBuiltin)
    return new PyBuiltin(found.name, (args, named, line) => found.call([self, ...args], named, line));
  if (found instanceof PyFunction) {
    const method = new PyFunction(
      found.name,
      found.parameters.slice(1),
      found.defaults,
      found.body,
      found.scope,
      found.locals,
    );
    const first = found.parameters[0];
    if (first?.kind !== 'plain') return found;
    const scope: Scope = {
      ...found.scope,
      names: new Map([
        [first.name, self],
        ...(found.owner === undefined
          ? []
          : ([
              ['__owner__', found.owner],
              ['__self__', self],
            ] as const)),
      ]),
      outer: found.scope,
      globals: found.scope.globals ?? found.scope,
      elsewhere: new Map(),
      isClass: false,
    };
    return Object.assign(method, { scope });
  }
  return found;
}

function bind(own: PyFunction, args: readonly Value[], named: Arguments): Map<string, Value> {
  const names = new Map<string, Value>();
  const rest = [...args];
  const left = new Map(named);
  const missing: string[] = [];
  const plainOnes = own.parameters.filter(({ kind }) => kind === 'plain').length;
  for (const { name, kind } of own.parameters) {
    if (kind === 'rest') {
      names.set(name, new PyTuple(rest.splice(0)));
      continue;
    }
    if (kind === 'named-rest') {
      names.set(name, PyDict.of(left));
      left.clear();
      continue;
    }
    if (kind === 'plain' && rest.length > 0) {
      if (left.has(name)) fail.type(`${own.name}() got multiple values for argument '${name}'`);
      names.set(name, rest.shift()!);
    } else {
      const value = left.get(name) ?? own.defaults.get(name);
      left.delete(name);
      if (value === undefined) missing.push(name);
      else names.set(name, value);
    }
  }
  if (missing.length > 0) {
    const quoted = missing.map((name) => `'${name}'`);
    const list =
      quoted.length < 3 ? quoted.join(' and ') : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
    fail.type(
      `${own.name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${list}`,
    );
  }
  if (rest.length > 0)
    fail.type(
      `${own.name}() takes ${plainOnes} positional argument${plainOnes === 1 ? '' : 's'} but ${args.length} ${args.length === 1 ? 'was' : 'were'} given`,
    );
  const [unknown] = left.keys();
  if (unknown !== undefined) fail.type(`${own.name}() got an unexpected keyword argument '${unknown}'`);
  return names;
}

/** @returns the names that a function gives a value to, those of its parameters left out */
function assignedIn(body: readonly Stmt[]): ReadonlySet<string> {
  const names = new Set<string>();
  const not = new Set<string>();
  const target = (one: Expr): void => {
    if (one.is === 'name') names.add(one.name);
    else if (one.is === 'tuple' || one.is === 'list') one.items.forEach(target);
    else if (one.is === 'star') target(one.value);
  };
  const visit = (all: readonly Stmt[]): void => {
    for (const one of all) {
      if (one.is === 'assign') one.targets.forEach(target);
      else if (one.is === 'augment') target(one.target);
      else if (one.is === 'for') target(one.target);
      else if (one.is === 'global') for (const name of one.names) not.add(name);
      else if (one.is === 'def' || one.is === 'class') names.add(one.name);
      if (one.is === 'if') visit([...one.then, ...one.otherwise]);
      else if (one.is === 'while' || one.is === 'for') visit([...one.body, ...one.otherwise]);
      else if (one.is === 'with') {
        for (const { as } of one.items) if (as !== undefined) target(as);
        visit(one.body);
      } else if (one.is === 'try')
        visit([
          ...one.body,
          ...one.handlers.flatMap((handler) => handler.body),
          ...one.otherwise,
          ...one.last,
        ]);
    }
  };
  visit(body);
  for (const name of not) names.delete(name);
  return names;
}

const NUMBERS: Readonly<Record<string, readonly [number: number, type: string]>> = {
  ENOENT: [2, 'FileNotFoundError'],
  EACCES: [13, 'PermissionError'],
  EPERM: [1, 'PermissionError'],
  EEXIST: [17, 'FileExistsError'],
  EISDIR: [21, 'IsADirectoryError'],
  ENOTDIR: [20, 'NotADirectoryError'],
  ECONNREFUSED: [111, 'ConnectionRefusedError'],
  ECONNRESET: [104, 'ConnectionResetError'],
  EPIPE: [32, 'BrokenPipeError'],
  ETIMEDOUT: [110, 'TimeoutError'],
  EADDRINUSE: [98, 'OSError'],
  EROFS: [30, 'OSError'],
  EHOSTUNREACH: [113, 'OSError'],
  ENETUNREACH: [101, 'OSError'],
  ENOSPC: [28, 'OSError'],
  EINTR: [4, 'KeyboardInterrupt'],
  ENOTFOUND: [-2, 'OSError'],
};

/** @returns the exception that a failed system call is */
export function systemError(error: SystemError): Raised {
  const [number, type] = NUMBERS[error.code] ?? [5, 'OSError'];
  if (type === 'KeyboardInterrupt') return makeError(errors['KeyboardInterrupt']!);
  const path = error.path === undefined ? '' : `: ${repr(error.path)}`;
  const raised = makeError(
    errors[type]!,
    `[Errno ${number}] ${error.code === 'ENOTFOUND' ? 'Name or service not known' : error.message}${path}`,
  );
  raised.value.attributes.set('errno', number);
  return raised;
}

/** Values that a range or a list of names stand for; kept here for the library. */
export { NO_NAMES };
