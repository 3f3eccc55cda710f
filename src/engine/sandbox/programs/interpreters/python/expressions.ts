import type { Task } from '../../../kernel/process.ts';
import type { Expr, Parameter, Stmt } from './ast.ts';
import { format } from './format.ts';
import { getItem, iterate, setItem, sliceOf } from './items.ts';
import { assignedIn } from './names.ts';
import { NotModelled } from './not-modelled.ts';
import { binary, compare } from './operators.ts';
import { NO_NAMES, Runtime } from './runtime.ts';
import { str } from './show.ts';
import { truth } from './truth.ts';
import {
  asNumber,
  fail,
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
  type Scope,
  typeName,
  type Value,
} from './values.ts';

/** Works out expressions, and gives values to targets. */
export abstract class Expressions extends Runtime {
  /** @returns the value of an expression */
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
        return yield* this.makeFunction(
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
    const loop = function* (this: Expressions, at: number): Task<void> {
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
      return this.superOf(scope);
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

  /** The function that a definition makes; what its parameters are without an argument is worked out now. */
  protected *makeFunction(
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

  /** Gives a value to a target: a name, an attribute, an item, or several of them. */
  *assign(target: Expr, value: Value, scope: Scope): Task<void> {
    switch (target.is) {
      case 'name':
        this.bindName(target.name, value, scope);
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

  protected bindName(name: string, value: Value, scope: Scope): void {
    (scope.elsewhere.get(name) ?? scope).names.set(name, value);
  }
}
