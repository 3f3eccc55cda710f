import type { Task } from '../../../kernel/process.ts';
import {
  assignment,
  declaration,
  definition,
  type Inside,
  type Outcome,
  type Run,
  returning,
  truth,
} from './assign.ts';
import type { Block, Signature, Statement } from './ast.ts';
import { checkedType, just, shown } from './check.ts';
import { GoError, GoRefused } from './lex.ts';
import { binary } from './operators.ts';
import type { Scope } from './scope.ts';
import { terminates } from './terminating.ts';
import type { Unit } from './unit.ts';
import {
  defaultType,
  Env,
  type GoFunctionValue,
  isInteger,
  mapType,
  pairsOf,
  type Variable,
} from './values.ts';

function* go(): Task<Outcome> {
  return undefined;
}

/** Compiles the body of a function. @returns what makes it. What is wrong in it goes to the unit's errors */
export function compileFunction(
  unit: Unit,
  signature: Signature,
  body: Block,
  scope: Scope,
): (env: Env) => GoFunctionValue {
  const own = scope.inner();
  const variables: Variable[] = [];
  for (const { name, type, variadic, at } of signature.parameters) {
    const whole = checkedType(unit, type, at);
    variables.push(own.declare(name, variadic ? `[]${whole}` : whole, at, { used: true }));
  }
  for (const one of signature.results) if (one.name !== '') throw new GoRefused(one.at, 'results with names');
  const results = signature.results.map(({ type, at }) => checkedType(unit, type, at));
  const run = block(unit, body, own, { results });
  if (results.length > 0 && !terminates(body.statements.at(-1)))
    unit.errors.push(new GoError(body.end, 'missing return'));
  return (env) =>
    function* (args) {
      const inner = new Env(env);
      for (const [at, variable] of variables.entries()) inner.declare(variable, args[at]!);
      const outcome = yield* run(inner);
      return typeof outcome === 'object' ? outcome.result : null;
    };
}

function block(unit: Unit, { statements }: Block, scope: Scope, inside: Inside): Run {
  const own = scope.inner();
  const runs = statements.map((one) => safely(unit, one, own, inside));
  own.close();
  return function* (env) {
    const inner = new Env(env);
    for (const run of runs) {
      const outcome = yield* run(inner);
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  };
}

/** Compiles a statement; an error in it is kept, and the next one is compiled all the same. */
function safely(unit: Unit, node: Statement, scope: Scope, inside: Inside): Run {
  try {
    return statement(unit, node, scope, inside);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    unit.errors.push(error);
    if (node.kind === 'define')
      for (const one of node.names)
        if (one.kind === 'name' && scope.own(one.name) === undefined)
          scope.declare(one.name, 'invalid', one.at, { used: true });
    return go;
  }
}

function statement(unit: Unit, node: Statement, scope: Scope, inside: Inside): Run {
  switch (node.kind) {
    case 'expression': {
      const code = unit.expression(node.value, scope);
      if (node.value.kind !== 'call') throw new GoError(node.at, `${shown(node.value, code)} is not used`);
      return function* (env) {
        yield* code.run(env);
        return undefined;
      };
    }
    case 'several': {
      const runs = node.statements.map((one) => safely(unit, one, scope, inside));
      return function* (env) {
        for (const run of runs) yield* run(env);
        return undefined;
      };
    }
    case 'variable':
      return declaration(unit, node, scope);
    case 'define':
      return definition(unit, node, scope);
    case 'assign':
      return assignment(unit, node, scope);
    case 'return':
      return returning(unit, node, scope, inside);
    case 'block':
      return block(unit, node.body, scope, inside);
    case 'break':
    case 'continue': {
      const { kind } = node;
      return function* () {
        return kind;
      };
    }
    case 'if': {
      const own = scope.inner();
      const init = node.init === undefined ? go : safely(unit, node.init, own, inside);
      const condition = truth(unit, node.condition, own, 'if statement');
      const then = block(unit, node.then, own, inside);
      const otherwise = node.otherwise === undefined ? go : safely(unit, node.otherwise, own, inside);
      own.close();
      return function* (env) {
        const inner = new Env(env);
        yield* init(inner);
        return yield* (yield* condition.run(inner)) === true ? then(inner) : otherwise(inner);
      };
    }
    case 'for':
      return loop(unit, node, scope, inside);
    case 'range':
      return ranging(unit, node, scope, inside);
    case 'switch':
      return switching(unit, node, scope, inside);
  }
}

function loop(unit: Unit, node: Extract<Statement, { kind: 'for' }>, scope: Scope, inside: Inside): Run {
  const own = scope.inner();
  const init = node.init === undefined ? go : safely(unit, node.init, own, inside);
  const condition =
    node.condition === undefined ? undefined : truth(unit, node.condition, own, 'for statement');
  const post = node.post === undefined ? go : safely(unit, node.post, own, inside);
  const body = block(unit, node.body, own, inside);
  own.close();
  const counters =
    node.init?.kind === 'define'
      ? node.init.names.flatMap((one) => (one.kind === 'name' ? [own.own(one.name)] : []))
      : [];
  return function* (env) {
    let inner = new Env(env);
    yield* init(inner);
    for (;;) {
      yield* unit.tick();
      if (condition !== undefined && (yield* condition.run(inner)) !== true) return undefined;
      const outcome = yield* body(inner);
      if (outcome === 'break') return undefined;
      if (typeof outcome === 'object') return outcome;
      // Each round has variables of its own (go.dev/ref/spec, "For statements with for clause").
      const next = new Env(env);
      for (const one of counters) if (one !== undefined) next.declare(one, inner.get(one));
      inner = next;
      yield* post(inner);
    }
  };
}

function ranging(unit: Unit, node: Extract<Statement, { kind: 'range' }>, scope: Scope, inside: Inside): Run {
  const over = unit.expression(node.over, scope);
  const map = mapType(over.type);
  const isText = /^(untyped )?string$/.test(over.type);
  const isCount = isInteger(over.type);
  if (map === undefined && !isText && !isCount && !over.type.startsWith('[]'))
    throw new GoError(node.over.at, `cannot range over ${shown(node.over, over)}`);
  if (!node.defines && node.names.length > 0) throw new GoRefused(node.at, 'range with =');
  if (isCount && node.names.length > 1)
    throw new GoError(
      node.names[1]!.at,
      `range over ${shown(node.over, over)} permits only one iteration variable`,
    );
  const types =
    map !== undefined
      ? [map.key, map.value]
      : isCount
        ? [defaultType(over.type)]
        : ['int', isText ? 'rune' : over.type.slice(2)];
  const own = scope.inner();
  const variables = node.names.map((one, index) => {
    if (one.kind !== 'name') throw new GoRefused(one.at, 'range into something that is no name');
    return own.declare(one.name, types[index]!, one.at);
  });
  const body = block(unit, node.body, own, inside);
  own.close();
  return function* (env) {
    const held = yield* over.run(env);
    for (const pair of pairsOf(held)) {
      yield* unit.tick();
      const inner = new Env(env);
      for (const [index, variable] of variables.entries()) inner.declare(variable, pair[index]!);
      const outcome = yield* body(inner);
      if (outcome === 'break') return undefined;
      if (typeof outcome === 'object') return outcome;
    }
    return undefined;
  };
}

function switching(
  unit: Unit,
  node: Extract<Statement, { kind: 'switch' }>,
  scope: Scope,
  inside: Inside,
): Run {
  const own = scope.inner();
  const init = node.init === undefined ? go : safely(unit, node.init, own, inside);
  const tag = node.tag === undefined ? undefined : unit.expression(node.tag, own);
  const held: Variable = { name: 'switch', type: defaultType(tag?.type ?? 'bool'), used: true };
  const cases = node.cases.map(({ values: wanted, body }) => ({
    conditions: wanted?.map((one) =>
      tag === undefined
        ? truth(unit, one, own, 'switch case')
        : binary(
            { kind: 'binary', at: one.at, operatorAt: one.at, operator: '==', left: node.tag!, right: one },
            { type: held.type, run: (env) => just(env.get(held)) },
            unit.expression(one, own),
          ),
    ),
    run: block(unit, body, own, inside),
  }));
  own.close();
  return function* (env) {
    const inner = new Env(env);
    yield* init(inner);
    if (tag !== undefined) inner.declare(held, yield* tag.run(inner));
    for (const { conditions, run } of cases)
      for (const one of conditions ?? [])
        if ((yield* one.run(inner)) === true) return ended(yield* run(inner));
    const otherwise = cases.find(({ conditions }) => conditions === undefined);
    return otherwise === undefined ? undefined : ended(yield* otherwise.run(inner));
  };
}

/** What `break` in a switch ends is the switch. */
function ended(outcome: Outcome): Outcome {
  return outcome === 'break' ? undefined : outcome;
}

/** Compiles the variables and constants of a package. @returns what gives them their values, before main begins */
export function compileVariables(
  unit: Unit,
  declarations: readonly Statement[],
  scope: Scope,
): (env: Env) => Task<void> {
  const runs = declarations.map((one) => safely(unit, one, scope, { results: [] }));
  return function* (env) {
    for (const run of runs) yield* run(env);
  };
}
