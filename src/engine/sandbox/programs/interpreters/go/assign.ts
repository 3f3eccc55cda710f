import type { Task } from '../../../kernel/process.ts';
import type { Expression, Statement } from './ast.ts';
import { resultTypes } from './calls.ts';
import { checkedType, given, shown, textOf } from './check.ts';
import { GoError, type Place } from './lex.ts';
import { binary } from './operators.ts';
import type { Scope } from './scope.ts';
import type { Unit } from './unit.ts';
import { type Code, defaultType, type Env, type GoValue, zeroOf } from './values.ts';

/** How a statement ended; undefined: the next one is next. */
export type Outcome = undefined | 'break' | 'continue' | { readonly result: GoValue };
/** A statement that can be run. */
export type Run = (env: Env) => Task<Outcome>;

/** What the statements of a function know of it. */
export interface Inside {
  readonly results: readonly string[];
}

/** Compiles a condition; what is wrong with it goes to the unit's errors. @param where as messages name it */
export function truth(unit: Unit, node: Expression, scope: Scope, where: string): Code {
  try {
    const code = unit.expression(node, scope);
    if (!/^((untyped )?bool|invalid)$/.test(code.type))
      throw new GoError(node.at, `non-boolean condition in ${where}`);
    return code;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    unit.errors.push(error);
    return {
      type: 'invalid',
      run: function* () {
        return false;
      },
    };
  }
}

/** Code of the values of an assignment, as many as there are places for them. */
function values(
  unit: Unit,
  nodes: readonly Expression[],
  count: number,
  scope: Scope,
  at: Place,
  names: string,
): {
  readonly codes: readonly {
    readonly type: string;
    readonly code: Code | undefined;
    readonly node: Expression;
  }[];
  readonly run: (env: Env) => Task<GoValue[]>;
} {
  const codes = nodes.map((one) => unit.expression(one, scope));
  const [only] = codes;
  if (count === 2 && codes.length === 1 && only!.withPresence !== undefined) {
    const both = only!.withPresence;
    return {
      codes: [
        { type: only!.type, code: undefined, node: nodes[0]! },
        { type: 'bool', code: undefined, node: nodes[0]! },
      ],
      run: (env) => both(env) as Task<GoValue[]>,
    };
  }
  const types = resultTypes(codes);
  if (types.length !== count) {
    const plural = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
    const from =
      codes.length === 1 && only!.type.startsWith('(')
        ? `${textOf(nodes[0]!)} returns ${plural(types.length, 'value')}`
        : plural(types.length, 'value');
    if (only!.type === '()') throw new GoError(nodes[0]!.at, `${textOf(nodes[0]!)} (no value) used as value`);
    throw new GoError(at, `assignment mismatch: ${plural(count, 'variable')} but ${from}${names}`);
  }
  if (codes.length === 1 && only!.type.startsWith('('))
    return {
      codes: types.map((type) => ({ type, code: undefined, node: nodes[0]! })),
      run: (env) => only!.run(env) as Task<GoValue[]>,
    };
  return {
    codes: codes.map((code, index) => ({ type: code.type, code, node: nodes[index]! })),
    *run(env) {
      const found: GoValue[] = [];
      for (const code of codes) found.push(yield* code.run(env));
      return found;
    },
  };
}

/** @returns what turns a value into one of the type of its place: a whole constant in a float64 */
function fitting(type: string): (value: GoValue) => GoValue {
  return type === 'float64'
    ? (value) => (typeof value === 'bigint' ? Number(value) : value)
    : (value) => value;
}

/** Compiles `var` and `const`. Throws GoError, GoRefused */
export function declaration(unit: Unit, node: Extract<Statement, { kind: 'variable' }>, scope: Scope): Run {
  const type = node.type === undefined ? undefined : checkedType(unit, node.type, node.at);
  if (node.values.length === 0) {
    const variables = node.names.map(({ name, at }) => scope.declare(name, type!, at));
    return function* (env) {
      for (const variable of variables) env.declare(variable, zeroOf(variable.type));
      return undefined;
    };
  }
  const from = values(unit, node.values, node.names.length, scope, node.at, '');
  const variables = node.names.map(({ name, at }, index) => {
    const one = from.codes[index]!;
    if (type === undefined && one.type === 'untyped nil')
      throw new GoError(one.node.at, 'use of untyped nil in variable declaration');
    const where = node.constant ? 'constant declaration' : 'variable declaration';
    if (type !== undefined) given(one.node, one.code ?? { type: one.type, run: noValue }, type, where);
    if (one.type === '()') throw new GoError(one.node.at, `${textOf(one.node)} (no value) used as value`);
    if (!node.constant) return scope.declare(name, type ?? defaultType(one.type), at);
    if (one.code?.constant === undefined)
      throw new GoError(one.node.at, `${textOf(one.node)} is not constant`);
    const own = type ?? one.type;
    return scope.declare(name, own, at, { constant: fitting(own)(one.code.constant), used: true });
  });
  return function* (env) {
    const found = yield* from.run(env);
    for (const [index, variable] of variables.entries())
      env.declare(variable, fitting(variable.type)(found[index]!));
    return undefined;
  };
}

function* noValue(): Task<GoValue> {
  return null;
}

/** Compiles `a, b := …`. Throws GoError, GoRefused */
export function definition(unit: Unit, node: Extract<Statement, { kind: 'define' }>, scope: Scope): Run {
  const names = node.names.map((one) => {
    if (one.kind !== 'name') throw new GoError(one.at, `non-name ${textOf(one)} on left side of :=`);
    return one;
  });
  if (names.every(({ name }) => name === '_' || scope.own(name) !== undefined))
    throw new GoError(node.at, 'no new variables on left side of :=');
  const from = values(unit, node.values, names.length, scope, names[0]!.at, '');
  const targets = names.map(({ name, at }, index) => {
    const one = from.codes[index]!;
    const known = scope.own(name);
    if (one.type === 'untyped nil') throw new GoError(one.node.at, 'use of untyped nil in assignment');
    if (one.type === '()') throw new GoError(one.node.at, `${textOf(one.node)} (no value) used as value`);
    if (known === undefined) return { variable: scope.declare(name, defaultType(one.type), at), fresh: true };
    given(one.node, one.code ?? { type: one.type, run: noValue }, known.type, 'assignment');
    return { variable: known, fresh: false };
  });
  return function* (env) {
    const found = yield* from.run(env);
    for (const [index, { variable, fresh }] of targets.entries()) {
      const value = fitting(variable.type)(found[index]!);
      if (fresh) env.declare(variable, value);
      else env.set(variable, value);
    }
    return undefined;
  };
}

function target(unit: Unit, node: Expression, scope: Scope): Code | undefined {
  if (node.kind === 'name' && node.name === '_') return undefined;
  // A variable that is only written to is not used.
  const variable = node.kind === 'name' ? scope.find(node.name) : undefined;
  const used = variable?.used;
  const code = unit.expression(node, scope);
  if (variable !== undefined) variable.used = used!;
  if (code.assign === undefined)
    throw new GoError(
      node.at,
      `cannot assign to ${shown(node, code)} (neither addressable nor a map index expression)`,
    );
  return code;
}

/** Compiles `a, b = …`, `a += …` and `a++`. Throws GoError, GoRefused */
export function assignment(unit: Unit, node: Extract<Statement, { kind: 'assign' }>, scope: Scope): Run {
  const targets = node.targets.map((one) => target(unit, one, scope));
  if (node.operator !== '') {
    const [place] = node.targets;
    const [right] = node.values;
    const code = binary(
      {
        kind: 'binary',
        at: node.at,
        operatorAt: node.at,
        operator: node.operator,
        left: place!,
        right: right!,
      },
      targets[0]!,
      unit.expression(right!, scope),
    );
    return function* (env) {
      yield* targets[0]!.assign!(env, yield* code.run(env));
      return undefined;
    };
  }
  const from = values(unit, node.values, targets.length, scope, node.at, '');
  for (const [index, one] of targets.entries()) {
    const value = from.codes[index]!;
    if (one !== undefined)
      given(value.node, value.code ?? { type: value.type, run: noValue }, one.type, 'assignment');
  }
  return function* (env) {
    const found = yield* from.run(env);
    for (const [index, one] of targets.entries())
      if (one !== undefined) yield* one.assign!(env, fitting(one.type)(found[index]!));
    return undefined;
  };
}

/** Compiles `return …`. Throws GoError if the values are not those of the function's results */
export function returning(
  unit: Unit,
  node: Extract<Statement, { kind: 'return' }>,
  scope: Scope,
  { results }: Inside,
): Run {
  const codes = node.values.map((one) => unit.expression(one, scope));
  const types = resultTypes(codes);
  if (types.length !== results.length) {
    const have = types.map((type) =>
      /^untyped (int|float|rune)$/.test(type) ? 'number' : defaultType(type),
    );
    const few = types.length < results.length;
    throw new GoError(
      node.values[0]?.at ?? node.at,
      `${few ? 'not enough' : 'too many'} return values\n\thave (${have.join(', ')})\n\twant (${results.join(', ')})`,
    );
  }
  if (codes.length === results.length)
    for (const [index, code] of codes.entries())
      given(node.values[index]!, code, results[index]!, 'return statement');
  return function* (env) {
    const found: GoValue[] = [];
    for (const [index, code] of codes.entries()) found.push(fitting(results[index]!)(yield* code.run(env)));
    return { result: codes.length === 1 ? found[0]! : found };
  };
}
