import type {
  AnyNode,
  Class,
  Expression,
  Function as FunctionNode,
  MemberExpression,
  Pattern,
  PrivateIdentifier,
  Super,
} from 'acorn';
import type { Task } from '../../../kernel/process.ts';
import { generatorObject, pause, runAsync } from './coroutine.ts';
import type { Evaluator } from './evaluator.ts';
import { binary } from './operators.ts';
import type { Realm } from './realm.ts';
import { type Activation, Scope } from './scope.ts';
import { hoist, runBlock, runBody } from './statements.ts';
import {
  define,
  ITERATOR,
  indexOf,
  JsArray,
  JsFunction,
  JsObject,
  type Key,
  NotModelled,
  ownKeys,
  Throw,
  truthy,
  typeOf,
  type Value,
} from './values.ts';

/** Calls inside calls; more is what V8 says. */
const DEEPEST = 250;
/** Expressions that take a millisecond of the processor. */
const A_MILLISECOND = 4000;

/** Runs a program from its tree. What it does not know it refuses by name. */
export class Interpreter implements Evaluator {
  readonly realm: Realm;
  /** Loads a module for `import()` and `import`. */
  load: (name: string, from: string) => Task<Value>;
  #steps = 0;

  constructor(realm: Realm) {
    this.realm = realm;
    this.load = function* (name) {
      throw new NotModelled(`import of ${name}`);
    };
  }

  /** Says where the program is, for the traces of errors. */
  at(node: { loc?: { start: { line: number; column: number } } | null | undefined }): void {
    const start = node.loc?.start;
    if (start === undefined) return;
    this.realm.frame.line = start.line;
    this.realm.frame.column = start.column + 1;
  }

  /** Counts, and lets the others have their turn now and then. */
  *tick(): Task<void> {
    this.#steps += 1;
    if (this.#steps % A_MILLISECOND === 0) yield* this.realm.process.work(1, A_MILLISECOND / 5);
  }

  *eval(node: Expression | Super | PrivateIdentifier, scope: Scope, name = ''): Task<Value> {
    const { realm } = this;
    this.#steps += 1;
    if (this.#steps % A_MILLISECOND === 0) yield* realm.process.work(1, A_MILLISECOND / 5);
    switch (node.type) {
      case 'Literal':
        if (node.regex != null) {
          this.at(node);
          return yield* realm.construct(
            yield* realm.get(realm.globals, 'RegExp'),
            [node.regex.pattern, node.regex.flags],
            undefined,
          );
        }
        if (node.bigint != null) return this.refuse(node, 'BigInt');
        return node.value as Value;
      case 'Identifier':
        return this.variable(node, scope);
      case 'TemplateLiteral': {
        let text = node.quasis[0]!.value.cooked ?? '';
        for (const [at, part] of node.expressions.entries())
          text +=
            (yield* realm.text(yield* this.eval(part, scope))) + (node.quasis[at + 1]!.value.cooked ?? '');
        return text;
      }
      case 'ThisExpression':
        if (!scope.activation.hasSelf)
          realm.fail(
            'ReferenceError',
            "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
          );
        return scope.activation.self;
      case 'ArrayExpression': {
        const items: Value[] = [];
        for (const element of node.elements) {
          if (element?.type === 'SpreadElement')
            items.push(...(yield* realm.list(yield* this.eval(element.argument, scope))));
          else items.push(element === null ? undefined : yield* this.eval(element, scope));
        }
        return realm.array(items);
      }
      case 'ObjectExpression': {
        const object = realm.object();
        for (const property of node.properties) {
          if (property.type === 'SpreadElement') {
            const from = yield* this.eval(property.argument, scope);
            if (from instanceof JsObject)
              for (const key of ownKeys(from)) define(object, key, yield* realm.get(from, key));
            continue;
          }
          const key = yield* this.propertyKey(property.key, property.computed, scope);
          const method = property.kind !== 'init' || property.method;
          const value = method
            ? this.closure(
                property.value as FunctionNode & AnyNode,
                scope,
                typeof key === 'string' ? key : '',
                object,
              )
            : yield* this.eval(property.value, scope, typeof key === 'string' ? key : '');
          if (property.kind === 'init') define(object, key, value);
          else
            object.slots.set(key, {
              ...object.slots.get(key),
              value: undefined,
              [property.kind]: value as JsFunction,
            });
        }
        return object;
      }
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.closure(
          node,
          scope,
          node.type === 'FunctionExpression' && node.id != null ? node.id.name : name,
        );
      case 'ClassExpression':
        return yield* this.classOf(node, scope, node.id?.name ?? name);
      case 'UnaryExpression':
        return yield* this.#unary(node, scope);
      case 'UpdateExpression': {
        const before = yield* realm.number(yield* this.eval(node.argument, scope));
        const after = node.operator === '++' ? before + 1 : before - 1;
        yield* this.assign(node.argument as Pattern, after, scope);
        return node.prefix ? after : before;
      }
      case 'BinaryExpression': {
        const left = yield* this.eval(node.left, scope);
        const right = yield* this.eval(node.right, scope);
        this.at(node);
        return yield* binary(realm, node.operator, left, right);
      }
      case 'LogicalExpression': {
        const left = yield* this.eval(node.left, scope);
        const goOn =
          node.operator === '&&'
            ? truthy(left)
            : node.operator === '||'
              ? !truthy(left)
              : left === undefined || left === null;
        return goOn ? yield* this.eval(node.right, scope) : left;
      }
      case 'AssignmentExpression':
        return yield* this.#assignment(node, scope);
      case 'ConditionalExpression':
        return yield* this.eval(
          truthy(yield* this.eval(node.test, scope)) ? node.consequent : node.alternate,
          scope,
        );
      case 'SequenceExpression': {
        let last: Value;
        for (const one of node.expressions) last = yield* this.eval(one, scope);
        return last;
      }
      case 'ChainExpression': {
        const result = yield* this.#chain(node.expression, scope);
        return result === undefined ? undefined : result.value;
      }
      case 'MemberExpression':
      case 'CallExpression':
        return (yield* this.#chain(node, scope))?.value;
      case 'NewExpression': {
        const callee = yield* this.eval(node.callee, scope);
        const args = yield* this.args(node.arguments, scope);
        this.at(node);
        return yield* realm.construct(callee, args, undefined, sourceName(node.callee));
      }
      case 'AwaitExpression': {
        const { frame } = realm;
        const value = yield* this.eval(node.argument, scope);
        const result = yield* pause('await', value);
        realm.frame = frame;
        return result;
      }
      case 'YieldExpression': {
        const { frame } = realm;
        if (node.delegate) {
          for (const item of yield* realm.list(yield* this.eval(node.argument!, scope)))
            yield* pause('yield', item);
          return undefined;
        }
        const result = yield* pause(
          'yield',
          node.argument == null ? undefined : yield* this.eval(node.argument, scope),
        );
        realm.frame = frame;
        return result;
      }
      case 'ImportExpression':
        return yield* this.load(
          yield* realm.text(yield* this.eval(node.source, scope)),
          scope.activation.file,
        );
      case 'MetaProperty':
        if (node.meta.name === 'new') return scope.activation.target;
        return realm.object({
          url: `file://${scope.activation.file}`,
          filename: scope.activation.file,
          dirname: scope.activation.file.replace(/\/[^/]*$/, '') || '/',
        });
      case 'ParenthesizedExpression':
        return yield* this.eval(node.expression, scope);
      default:
        return this.refuse(node, node.type);
    }
  }

  /** Ends the program with what is not modelled, and the line. */
  refuse(node: AnyNode, what: string): never {
    throw new NotModelled(`'${what}' (${this.realm.frame.file}:${node.loc?.start.line ?? 0})`);
  }

  variable(node: { name: string } & AnyNode, scope: Scope): Value {
    const binding = scope.find(node.name);
    if (binding === undefined) {
      const slot = this.realm.globals.slots.get(node.name);
      if (slot !== undefined) return slot.value;
      if (node.name === 'undefined') return undefined;
      this.at(node);
      this.realm.fail('ReferenceError', `${node.name} is not defined`);
    }
    if (!binding.ready) {
      this.at(node);
      this.realm.fail('ReferenceError', `Cannot access '${node.name}' before initialization`);
    }
    return binding.value;
  }

  *#unary(node: Extract<Expression, { type: 'UnaryExpression' }>, scope: Scope): Task<Value> {
    const { realm } = this;
    const { argument, operator } = node;
    if (
      operator === 'typeof' &&
      argument.type === 'Identifier' &&
      scope.find(argument.name) === undefined &&
      !realm.globals.slots.has(argument.name)
    )
      return 'undefined';
    if (operator === 'delete') {
      if (argument.type !== 'MemberExpression') return true;
      const object = yield* this.eval(argument.object, scope);
      const key = yield* this.propertyKey(argument.property, argument.computed, scope);
      if (object instanceof JsArray && indexOf(key) >= 0) object.items[indexOf(key)] = undefined;
      else if (object instanceof JsObject && !object.frozen) object.slots.delete(key);
      return true;
    }
    const value = yield* this.eval(argument, scope);
    if (operator === 'typeof') return typeOf(value);
    if (operator === '!') return !truthy(value);
    if (operator === 'void') return undefined;
    const number = yield* realm.number(value);
    return operator === '-' ? -number : operator === '~' ? ~number : number;
  }

  *#assignment(node: Extract<Expression, { type: 'AssignmentExpression' }>, scope: Scope): Task<Value> {
    const { left, operator } = node;
    if (operator === '=') {
      const value = yield* this.eval(node.right, scope, left.type === 'Identifier' ? left.name : '');
      this.at(node);
      yield* this.assign(left, value, scope);
      return value;
    }
    const before = yield* this.eval(left as Expression, scope);
    if (operator === '&&=' || operator === '||=' || operator === '??=') {
      const goOn =
        operator === '&&='
          ? truthy(before)
          : operator === '||='
            ? !truthy(before)
            : before === undefined || before === null;
      if (!goOn) return before;
      const value = yield* this.eval(node.right, scope);
      yield* this.assign(left, value, scope);
      return value;
    }
    const value = yield* binary(
      this.realm,
      operator.slice(0, -1),
      before,
      yield* this.eval(node.right, scope),
    );
    yield* this.assign(left, value, scope);
    return value;
  }

  /** A member or a call; undefined where `?.` ended it. `self` is what a call gets as `this`. */
  *#chain(node: Expression | Super, scope: Scope): Task<{ value: Value; self: Value } | undefined> {
    const { realm } = this;
    if (node.type === 'MemberExpression') {
      if (node.object.type === 'Super') {
        const value = yield* this.#superMember(node, scope);
        return { value, self: scope.activation.self };
      }
      const object = yield* this.#chain(node.object, scope);
      if (object === undefined) return undefined;
      if (node.optional && (object.value === undefined || object.value === null)) return undefined;
      const key = yield* this.propertyKey(node.property, node.computed, scope);
      this.at(node.property);
      return { value: yield* realm.get(object.value, key), self: object.value };
    }
    if (node.type === 'CallExpression') {
      if (node.callee.type === 'Super')
        return { value: yield* this.#superCall(node, scope), self: undefined };
      const callee = yield* this.#chain(node.callee, scope);
      if (callee === undefined) return undefined;
      if (node.optional && (callee.value === undefined || callee.value === null)) return undefined;
      const args = yield* this.args(node.arguments, scope);
      this.at(node.callee.type === 'MemberExpression' ? node.callee.property : node);
      return {
        value: yield* realm.call(callee.value, callee.self, args, sourceName(node.callee)),
        self: undefined,
      };
    }
    return { value: yield* this.eval(node, scope), self: undefined };
  }

  *#superMember(node: MemberExpression, scope: Scope): Task<Value> {
    const key = yield* this.propertyKey(node.property, node.computed, scope);
    const from = scope.activation.home?.proto;
    return from == null ? undefined : yield* this.realm.get(from, key);
  }

  *#superCall(node: Extract<Expression, { type: 'CallExpression' }>, scope: Scope): Task<Value> {
    const { activation } = scope;
    const parent = activation.callee?.proto;
    const made = yield* this.realm.construct(
      parent as Value,
      yield* this.args(node.arguments, scope),
      activation.target,
    );
    activation.self = made;
    activation.hasSelf = true;
    if (activation.callee?.fields !== undefined) yield* activation.callee.fields(made as JsObject);
    return made;
  }

  *args(
    nodes: readonly (Expression | { type: 'SpreadElement'; argument: Expression })[],
    scope: Scope,
  ): Task<Value[]> {
    const args: Value[] = [];
    for (const node of nodes) {
      if (node.type === 'SpreadElement')
        args.push(
          ...(yield* this.realm.list(yield* this.eval((node as { argument: Expression }).argument, scope))),
        );
      else args.push(yield* this.eval(node as Expression, scope));
    }
    return args;
  }

  *propertyKey(node: Expression | PrivateIdentifier, computed: boolean, scope: Scope): Task<Key> {
    if (node.type === 'PrivateIdentifier') return `#${node.name}`;
    if (computed) return yield* this.realm.key(yield* this.eval(node, scope));
    return node.type === 'Identifier' ? node.name : String((node as { value: unknown }).value);
  }

  /** Gives a value to a variable, a property or a pattern. */
  *assign(target: Pattern, value: Value, scope: Scope, declare?: 'const' | 'let' | 'var'): Task<void> {
    const { realm } = this;
    switch (target.type) {
      case 'Identifier': {
        if (declare !== undefined && declare !== 'var')
          return scope.declare(target.name, value, declare === 'const');
        const binding = scope.find(target.name);
        if (binding === undefined) return define(realm.globals, target.name, value);
        if (!binding.ready)
          realm.fail('ReferenceError', `Cannot access '${target.name}' before initialization`);
        if (binding.constant) realm.fail('TypeError', 'Assignment to constant variable.');
        binding.value = value;
        return;
      }
      case 'MemberExpression': {
        const object = yield* this.eval(target.object, scope);
        return yield* realm.set(
          object,
          yield* this.propertyKey(target.property, target.computed, scope),
          value,
        );
      }
      case 'AssignmentPattern':
        return yield* this.assign(
          target.left,
          value === undefined
            ? yield* this.eval(target.right, scope, target.left.type === 'Identifier' ? target.left.name : '')
            : value,
          scope,
          declare,
        );
      case 'ArrayPattern': {
        const items = yield* realm.list(value);
        for (const [at, one] of target.elements.entries()) {
          if (one === null) continue;
          if (one.type === 'RestElement')
            yield* this.assign(one.argument, realm.array(items.slice(at)), scope, declare);
          else yield* this.assign(one, items[at], scope, declare);
        }
        return;
      }
      case 'ObjectPattern': {
        if (value === undefined || value === null)
          realm.fail('TypeError', `Cannot destructure '${value}' as it is ${value}.`);
        const taken = new Set<Key>();
        for (const one of target.properties) {
          if (one.type === 'RestElement') {
            const rest = realm.object();
            for (const key of ownKeys(value as JsObject))
              if (!taken.has(key)) define(rest, key, yield* realm.get(value, key));
            yield* this.assign(one.argument, rest, scope, declare);
            continue;
          }
          const key = yield* this.propertyKey(one.key, one.computed, scope);
          taken.add(key);
          yield* this.assign(one.value, yield* realm.get(value, key), scope, declare);
        }
        return;
      }
      default:
        return this.refuse(target as AnyNode, target.type);
    }
  }

  /** @returns the function of a piece of source */
  closure(
    node: FunctionNode & AnyNode,
    scope: Scope,
    name: string,
    home?: JsObject,
    kind: JsFunction['constructs'] = false,
    isClass = false,
  ): JsFunction {
    const { realm } = this;
    const arrow = node.type === 'ArrowFunctionExpression';
    const body = (self: Value, args: readonly Value[], target: JsFunction | undefined): Task<Value> =>
      this.#invoke(node, scope, made, self, args, target, arrow, home, kind);
    const code = (self: Value, args: readonly Value[], target: JsFunction | undefined): Task<Value> => {
      const { generator, async } = node;
      if (generator && async) return this.refuse(node as AnyNode, 'async function*');
      if (generator)
        return give(generatorObject(realm, realm.proto('Generator'), () => body(self, args, target)));
      return async ? runAsync(realm, body(self, args, target)) : body(self, args, target);
    };
    const constructs =
      kind !== false ? kind : arrow || home !== undefined || node.async || node.generator ? false : 'base';
    const made = new JsFunction(realm.functionProto, name, code, constructs, isClass);
    made.inner = node.params.findIndex(
      (one) => one.type === 'AssignmentPattern' || one.type === 'RestElement',
    );
    if (made.inner === -1) made.inner = node.params.length;
    return made;
  }

  *#invoke(
    node: FunctionNode & AnyNode,
    scope: Scope,
    callee: JsFunction,
    self: Value,
    args: readonly Value[],
    target: JsFunction | undefined,
    arrow: boolean,
    home: JsObject | undefined,
    kind: JsFunction['constructs'],
  ): Task<Value> {
    const { realm } = this;
    const before = realm.frame;
    if (before.depth >= DEEPEST) realm.fail('RangeError', 'Maximum call stack size exceeded');
    const { file } = scope.activation;
    realm.frame = {
      up: before,
      name:
        callee.name === ''
          ? arrow || before.file === ''
            ? ''
            : '<anonymous>'
          : callee.isClass
            ? `new ${callee.name}`
            : callee.name,
      file,
      line: node.loc?.start.line ?? 0,
      column: 1,
      depth: before.depth + 1,
    };
    try {
      const activation: Activation = arrow
        ? scope.activation
        : { self, hasSelf: kind !== 'derived', home, callee, target, file };
      const inner = new Scope(scope, activation);
      if (!arrow) inner.declare('arguments', undefined);
      if (!arrow && usesArguments(node)) inner.declare('arguments', realm.array([...args]));
      for (const [at, parameter] of node.params.entries()) {
        if (parameter.type === 'RestElement')
          yield* this.assign(parameter.argument, realm.array(args.slice(at)), inner, 'let');
        else if (parameter.type === 'Identifier') inner.declare(parameter.name, args[at]);
        else yield* this.assign(parameter, args[at], inner, 'let');
      }
      if (node.body.type !== 'BlockStatement') return yield* this.eval(node.body, inner);
      hoist(this, node.body.body, inner, true);
      const result = yield* runBody(this, node.body.body, inner);
      return kind === 'derived' ? (result instanceof JsObject ? result : activation.self) : result;
    } catch (error) {
      // The real stack ended before ours did.
      if (error instanceof RangeError && /call stack/.test(error.message))
        throw new Throw(realm.error('RangeError', 'Maximum call stack size exceeded'));
      throw error;
    } finally {
      realm.frame = before;
    }
  }

  *classOf(node: Class, scope: Scope, name: string): Task<JsFunction> {
    const { realm } = this;
    const parent = node.superClass == null ? undefined : yield* this.eval(node.superClass, scope);
    if (parent !== undefined && parent !== null && !(parent instanceof JsFunction))
      realm.fail('TypeError', `Class extends value ${typeOf(parent)} is not a constructor or null`);
    const parentProto =
      parent instanceof JsFunction ? yield* realm.get(parent, 'prototype') : realm.objectProto;
    const proto = new JsObject(parentProto instanceof JsObject ? parentProto : null);
    const inner = scope.inner();
    const written = node.body.body.find(
      (one) => one.type === 'MethodDefinition' && one.kind === 'constructor',
    );
    const kind = parent === undefined ? 'base' : 'derived';
    let made: JsFunction;
    if (written?.type === 'MethodDefinition')
      made = this.closure(written.value, inner, name, proto, kind, true);
    else
      made = new JsFunction(
        realm.functionProto,
        name,
        function* (self, args, target) {
          if (parent === undefined) return self;
          const object = yield* realm.construct(made.proto as Value, args, target);
          if (made.fields !== undefined) yield* made.fields(object as JsObject);
          return object;
        },
        kind,
        true,
      );
    if (parent instanceof JsFunction) made.proto = parent;
    define(made, 'prototype', proto, true);
    define(proto, 'constructor', made, true);
    if (name !== '') inner.declare(name, made, true);
    const fields: ((self: JsObject) => Task<void>)[] = [];
    for (const member of node.body.body) {
      const place = 'static' in member && member.static ? made : proto;
      if (member.type === 'StaticBlock') {
        const block = new Scope(inner, { ...inner.activation, self: made, hasSelf: true });
        yield* runBlock(this, member.body, block);
      } else if (member.type === 'PropertyDefinition') {
        const key = yield* this.propertyKey(member.key, member.computed, inner);
        const self = this;
        const set = function* (object: JsObject): Task<void> {
          const own = new Scope(inner, { ...inner.activation, self: object, hasSelf: true, home: proto });
          define(
            object,
            key,
            member.value == null
              ? undefined
              : yield* self.eval(member.value, own, typeof key === 'string' ? key : ''),
            member.key.type === 'PrivateIdentifier',
          );
        };
        if (member.static) yield* set(made);
        else fields.push(set);
      } else if (member !== written) {
        const key = yield* this.propertyKey(member.key, member.computed, inner);
        const value = this.closure(member.value, inner, typeof key === 'string' ? key : '', place);
        if (member.kind === 'get' || member.kind === 'set')
          place.slots.set(key, {
            ...place.slots.get(key),
            value: undefined,
            hidden: true,
            [member.kind]: value,
          });
        else define(place, key, value, true);
      }
    }
    if (fields.length > 0)
      made.fields = function* (object) {
        for (const set of fields) yield* set(object);
      };
    return made;
  }

  /** @returns what `for … of` goes through, the values of iterators one by one */
  isIterable(value: Value): boolean {
    return value instanceof JsObject && value.slots.has(ITERATOR);
  }
}

function* give(value: Value): Task<Value> {
  return value;
}

const ARGUMENTS = new WeakMap<object, boolean>();

/** Whether a function's source says `arguments`. */
function usesArguments(node: AnyNode): boolean {
  let uses = ARGUMENTS.get(node);
  if (uses === undefined) {
    uses = JSON.stringify(node, (key, value: unknown) =>
      key === 'loc' || typeof value === 'bigint' ? undefined : value,
    ).includes('"name":"arguments"');
    ARGUMENTS.set(node, uses);
  }
  return uses;
}

/** @returns how a called thing is named in messages: `app.get` */
function sourceName(node: Expression | Super): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'MemberExpression') {
    const object = sourceName(node.object);
    if (node.computed) return `${object}[...]`;
    return `${object}.${node.property.type === 'Identifier' ? node.property.name : '#private'}`;
  }
  if (node.type === 'CallExpression') return `${sourceName(node.callee)}(...)`;
  return '(intermediate value)';
}
