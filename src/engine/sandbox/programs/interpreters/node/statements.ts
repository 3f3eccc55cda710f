import type { ModuleDeclaration, Pattern, Statement, VariableDeclaration } from 'acorn';
import type { Task } from '../../../kernel/process.ts';
import { Returned } from './coroutine.ts';
import type { Evaluator } from './evaluator.ts';
import type { Scope } from './scope.ts';
import { JsArray, JsObject, NotModelled, ownKeys, Throw, truthy, type Value } from './values.ts';

/** How a statement ended, if not at its end. */
type Completion =
  | undefined
  | { readonly is: 'return'; readonly value: Value }
  | { readonly is: 'break' | 'continue'; readonly label: string | undefined };
type Node = Statement | ModuleDeclaration;

/** Declares what the statements of a block declare; at the top of a function its `var`s too. */
export function hoist(interpreter: Evaluator, nodes: readonly Node[], scope: Scope, top: boolean): void {
  if (top) for (const name of varNames(nodes)) if (!scope.names.has(name)) scope.declare(name, undefined);
  for (const one of nodes) {
    const node =
      (one.type === 'ExportNamedDeclaration' || one.type === 'ExportDefaultDeclaration') &&
      one.declaration != null
        ? one.declaration
        : one;
    if (node.type === 'FunctionDeclaration')
      scope.declare(node.id?.name ?? 'default', interpreter.closure(node, scope, node.id?.name ?? 'default'));
    else if (node.type === 'ClassDeclaration' && node.id != null)
      scope.declare(node.id.name, undefined, false, false);
    else if (node.type === 'VariableDeclaration' && node.kind !== 'var')
      for (const declared of node.declarations)
        for (const name of patternNames(declared.id)) scope.declare(name, undefined, false, false);
  }
}

function patternNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one === null ? [] : patternNames(one)));
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) =>
        patternNames(one.type === 'RestElement' ? one.argument : one.value),
      );
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

function varNames(nodes: readonly (Node | null | undefined)[]): string[] {
  return nodes.flatMap((node): string[] => {
    switch (node?.type) {
      case 'VariableDeclaration':
        return node.kind === 'var' ? node.declarations.flatMap(({ id }) => patternNames(id)) : [];
      case 'IfStatement':
        return varNames([node.consequent, node.alternate]);
      case 'ForStatement':
        return varNames([node.init?.type === 'VariableDeclaration' ? node.init : undefined, node.body]);
      case 'ForInStatement':
      case 'ForOfStatement':
        return varNames([node.left.type === 'VariableDeclaration' ? node.left : undefined, node.body]);
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
        return varNames([node.body]);
      case 'BlockStatement':
        return varNames(node.body);
      case 'TryStatement':
        return varNames([node.block, node.handler?.body, node.finalizer]);
      case 'SwitchStatement':
        return varNames(node.cases.flatMap(({ consequent }) => consequent));
      default:
        return [];
    }
  });
}

/** Runs the body of a function, whose names are declared. @returns what it returns */
export function* runBody(interpreter: Evaluator, nodes: readonly Node[], scope: Scope): Task<Value> {
  for (const node of nodes) {
    const end = yield* run(interpreter, node, scope);
    if (end?.is === 'return') return end.value;
  }
  return undefined;
}

/** Runs the statements of a block in a scope of its own. */
export function* runBlock(interpreter: Evaluator, nodes: readonly Node[], outer: Scope): Task<Completion> {
  const scope = outer.inner();
  hoist(interpreter, nodes, scope, false);
  for (const node of nodes) {
    const end = yield* run(interpreter, node, scope);
    if (end !== undefined) return end;
  }
  return undefined;
}

function* declare(interpreter: Evaluator, node: VariableDeclaration, scope: Scope): Task<void> {
  if (node.kind !== 'var' && node.kind !== 'let' && node.kind !== 'const')
    throw new NotModelled(`'${node.kind}'`);
  for (const { id, init } of node.declarations) {
    if (init == null && node.kind === 'var') continue;
    const value =
      init == null
        ? undefined
        : yield* interpreter.eval(init, scope, id.type === 'Identifier' ? id.name : '');
    yield* interpreter.assign(id, value, scope, node.kind);
  }
}

/** @returns undefined to go on, 'stop' at a break, or how the loop ends */
function loopEnd(end: Completion, label: string | undefined): 'next' | 'stop' | Completion {
  if (end === undefined) return 'next';
  if (end.is === 'return') return end;
  if (end.label !== undefined && end.label !== label) return end;
  return end.is === 'break' ? 'stop' : 'next';
}

function* run(interpreter: Evaluator, node: Node, scope: Scope, label?: string): Task<Completion> {
  yield* interpreter.tick();
  const { realm } = interpreter;
  switch (node.type) {
    case 'ExpressionStatement':
      yield* interpreter.eval(node.expression, scope);
      return undefined;
    case 'VariableDeclaration':
      yield* declare(interpreter, node, scope);
      return undefined;
    case 'FunctionDeclaration':
    case 'EmptyStatement':
    case 'DebuggerStatement':
    case 'ImportDeclaration':
      return undefined;
    case 'ClassDeclaration':
      scope.declare(node.id.name, yield* interpreter.classOf(node, scope, node.id.name));
      return undefined;
    case 'ReturnStatement':
      return {
        is: 'return',
        value: node.argument == null ? undefined : yield* interpreter.eval(node.argument, scope),
      };
    case 'IfStatement':
      if (truthy(yield* interpreter.eval(node.test, scope)))
        return yield* run(interpreter, node.consequent, scope);
      return node.alternate == null ? undefined : yield* run(interpreter, node.alternate, scope);
    case 'BlockStatement':
      return yield* runBlock(interpreter, node.body, scope);
    case 'BreakStatement':
      return { is: 'break', label: node.label?.name };
    case 'ContinueStatement':
      return { is: 'continue', label: node.label?.name };
    case 'LabeledStatement': {
      const end = yield* run(interpreter, node.body, scope, node.label.name);
      return end?.is === 'break' && end.label === node.label.name ? undefined : end;
    }
    case 'WhileStatement':
    case 'DoWhileStatement':
      for (
        let first = node.type === 'DoWhileStatement';
        first || truthy(yield* interpreter.eval(node.test, scope));
        first = false
      ) {
        const end = loopEnd(yield* run(interpreter, node.body, scope), label);
        if (end === 'stop') break;
        if (end !== 'next') return end;
      }
      return undefined;
    case 'ForStatement': {
      let inner = scope.inner();
      if (node.init?.type === 'VariableDeclaration') yield* declare(interpreter, node.init, inner);
      else if (node.init != null) yield* interpreter.eval(node.init, inner);
      const fresh = node.init?.type === 'VariableDeclaration' && node.init.kind === 'let';
      while (node.test == null || truthy(yield* interpreter.eval(node.test, inner))) {
        const end = loopEnd(yield* run(interpreter, node.body, inner), label);
        if (end === 'stop') break;
        if (end !== 'next') return end;
        if (fresh) {
          // Each turn has variables of its own, which closures keep.
          const next = scope.inner();
          for (const [name, binding] of inner.names) next.names.set(name, { ...binding });
          inner = next;
        }
        if (node.update != null) yield* interpreter.eval(node.update, inner);
      }
      return undefined;
    }
    case 'ForInStatement':
    case 'ForOfStatement': {
      if (node.type === 'ForOfStatement' && node.await) return interpreter.refuse(node, 'for await');
      const value = yield* interpreter.eval(node.right, scope);
      let result: Completion;
      const { left, body } = node;
      const turn = function* (item: Value): Task<boolean> {
        const inner = scope.inner();
        if (left.type === 'VariableDeclaration')
          yield* interpreter.assign(left.declarations[0]!.id, item, inner, left.kind as 'let');
        else yield* interpreter.assign(left, item, inner);
        const end = loopEnd(yield* run(interpreter, body, inner), label);
        if (end === 'next') return true;
        if (end !== 'stop') result = end;
        return false;
      };
      if (node.type === 'ForOfStatement') {
        interpreter.at(node.right);
        yield* realm.iterate(value, turn);
      } else {
        const keys = value instanceof JsObject ? inheritedKeys(value) : [];
        for (const key of keys) if (!(yield* turn(key))) break;
      }
      return result;
    }
    case 'SwitchStatement': {
      const value = yield* interpreter.eval(node.discriminant, scope);
      const inner = scope.inner();
      hoist(
        interpreter,
        node.cases.flatMap(({ consequent }) => consequent),
        inner,
        false,
      );
      let from = -1;
      for (const [at, { test }] of node.cases.entries()) {
        if (test != null && (yield* interpreter.eval(test, inner)) === value) {
          from = at;
          break;
        }
      }
      if (from < 0) from = node.cases.findIndex(({ test }) => test == null);
      if (from < 0) return undefined;
      for (const { consequent } of node.cases.slice(from))
        for (const one of consequent) {
          const end = yield* run(interpreter, one, inner);
          if (end?.is === 'break' && end.label === undefined) return undefined;
          if (end !== undefined) return end;
        }
      return undefined;
    }
    case 'ThrowStatement': {
      const value = yield* interpreter.eval(node.argument, scope);
      interpreter.at(node);
      throw new Throw(value);
    }
    case 'TryStatement': {
      let end: Completion;
      const { frame } = realm;
      try {
        end = yield* runBlock(interpreter, node.block.body, scope);
      } catch (error) {
        if (!(error instanceof Throw) || node.handler == null) {
          if (node.finalizer != null && (error instanceof Throw || error instanceof Returned)) {
            const last = yield* runBlock(interpreter, node.finalizer.body, scope);
            if (last !== undefined) return last;
          }
          throw error;
        }
        realm.frame = frame;
        const inner = scope.inner();
        if (node.handler.param != null)
          yield* interpreter.assign(node.handler.param, error.value, inner, 'let');
        try {
          end = yield* runBlock(interpreter, node.handler.body.body, inner);
        } catch (again) {
          if (node.finalizer != null && again instanceof Throw) {
            const last = yield* runBlock(interpreter, node.finalizer.body, scope);
            if (last !== undefined) return last;
          }
          throw again;
        }
      }
      if (node.finalizer != null) {
        const last = yield* runBlock(interpreter, node.finalizer.body, scope);
        if (last !== undefined) return last;
      }
      return end;
    }
    default:
      return interpreter.refuse(node, node.type);
  }
}

function inheritedKeys(object: JsObject): string[] {
  const keys: string[] = [];
  for (let at: JsObject | null = object; at !== null; at = at.proto)
    keys.push(...ownKeys(at).filter((key) => !keys.includes(key)));
  return object instanceof JsArray ? keys : keys;
}
