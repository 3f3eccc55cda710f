import { fromText, toText } from '../../../kernel/bytes.ts';
import type { Expression, TypeText } from './ast.ts';
import { checkedType, constant, given, just, shown, textOf } from './check.ts';
import { GoError, GoRefused } from './lex.ts';
import type { Scope } from './scope.ts';
import type { Unit } from './unit.ts';
import {
  type Code,
  defaultType,
  type Env,
  functionType,
  type GoFunctionValue,
  type GoValue,
  isInteger,
  isNumeric,
  listed,
  mapType,
  Panic,
  Slice,
  wrapped,
} from './values.ts';

type Call = Extract<Expression, { kind: 'call' }>;

const CONVERSIONS = /^(int|string|float64|byte|rune|uint8|int32)$/;

/** Compiles a call: of a function, a conversion or what is built in. Throws GoError, GoRefused */
export function compileCall(unit: Unit, node: Call, scope: Scope): Code {
  const { callee } = node;
  if (callee.kind === 'type') return conversion(unit, node, checkedType(unit, callee.type, callee.at), scope);
  if (callee.kind === 'name' && scope.find(callee.name) === undefined && !unit.functions.has(callee.name)) {
    if (CONVERSIONS.test(callee.name))
      return conversion(unit, node, checkedType(unit, callee.name, callee.at), scope);
    const known = BUILT_IN[callee.name];
    if (known !== undefined) return known(unit, node, scope);
    if (
      /^(cap|copy|close|panic|recover|print|println|new|min|max|clear|complex|real|imag|u?int\d*|float32)$/.test(
        callee.name,
      )
    )
      throw new GoRefused(callee.at, `${callee.name}()`);
  }
  if (callee.kind === 'selector' && callee.of.kind === 'name' && scope.find(callee.of.name) === undefined) {
    const type = `${callee.of.name}.${callee.name}`;
    if (type === 'http.HandlerFunc' || type === 'time.Duration')
      return conversion(unit, node, checkedType(unit, type, callee.at), scope);
  }
  const called = unit.expression(callee, scope);
  const type = functionType(called.type);
  if (type === undefined)
    throw new GoError(node.at, `invalid operation: cannot call non-function ${shown(callee, called)}`);
  const args = argumentsOf(unit, node, type, scope);
  const result = type.results.length === 1 ? type.results[0]! : `(${type.results.join(', ')})`;
  return {
    type: result,
    run: function* (env: Env) {
      const target = (yield* called.run(env)) as GoFunctionValue | null;
      if (target === null)
        throw new Panic('runtime error: invalid memory address or nil pointer dereference');
      const values: GoValue[] = [];
      for (const one of args) values.push(yield* one.run(env));
      yield* unit.tick();
      return yield* target(values);
    },
  };
}

function argumentsOf(
  unit: Unit,
  node: Call,
  { parameters, variadic }: NonNullable<ReturnType<typeof functionType>>,
  scope: Scope,
): Code[] {
  const where = `argument to ${textOf(node.callee)}`;
  const values = node.args.map((one) => unit.expression(one, scope));
  if (values.length === 1 && values[0]!.type.startsWith('(') && values[0]!.type !== '()')
    throw new GoRefused(node.at, 'handing several results on to a function');
  const least = variadic ? parameters.length - 1 : parameters.length;
  if (values.length < least || (!variadic && values.length > least)) {
    const have = values.map(({ type }) =>
      isNumeric(type) && type.startsWith('untyped') ? 'number' : defaultType(type),
    );
    const want = parameters.map((one, at) => (variadic && at === parameters.length - 1 ? `...${one}` : one));
    const few = values.length < least;
    throw new GoError(
      few ? node.end : node.args[least]!.at,
      `${few ? 'not enough' : 'too many'} arguments in call to ${textOf(node.callee)}\n\thave (${have.join(', ')})\n\twant (${want.join(', ')})`,
    );
  }
  const plain = values
    .slice(0, least)
    .map((value, at) => given(node.args[at]!, value, parameters[at]!, where));
  if (!variadic) return plain;
  const rest = values.slice(least);
  const element = parameters.at(-1)!;
  if (node.spread) return [...plain, given(node.args.at(-1)!, rest[0]!, `[]${element}`, where)];
  const more = rest.map((value, at) => given(node.args[least + at]!, value, element, where));
  const gathered: Code = {
    type: `[]${element}`,
    run: function* (env) {
      const items: GoValue[] = [];
      for (const one of more) items.push(yield* one.run(env));
      return new Slice(items);
    },
  };
  return [...plain, gathered];
}

function conversion(unit: Unit, node: Call, type: TypeText, scope: Scope): Code {
  const [arg, ...others] = node.args;
  if (arg === undefined || others.length > 0)
    throw new GoError(node.end, `wrong argument count in conversion to ${type}`);
  const code = unit.expression(arg, scope);
  const from = code.type;
  const isText = /^(untyped )?string$/.test(from);
  const bad = (): never => {
    throw new GoError(arg.at, `cannot convert ${shown(arg, code)} to type ${type}`);
  };
  let turn: (value: GoValue) => GoValue;
  if (isInteger(type) && isNumeric(from)) {
    if (from === 'untyped float' && !Number.isInteger(code.constant)) {
      throw new GoError(arg.at, `cannot convert ${shown(arg, code)} to type ${type} (truncated)`);
    }
    turn = (value) =>
      wrapped(type, typeof value === 'number' ? BigInt(Math.trunc(value)) : (value as bigint));
  } else if (type === 'float64' && isNumeric(from)) turn = Number;
  else if (type === 'string' && isText) turn = (value) => value;
  else if (type === 'string' && isInteger(from))
    turn = (value) => fromText(String.fromCodePoint(Number(value)));
  else if (type === 'string' && from === '[]byte')
    turn = (value) =>
      ((value as Slice | null)?.items() ?? []).map((one) => String.fromCharCode(Number(one))).join('');
  else if (type === 'string' && from === '[]rune')
    turn = (value) =>
      fromText(
        ((value as Slice | null)?.items() ?? []).map((one) => String.fromCodePoint(Number(one))).join(''),
      );
  else if (type === '[]byte' && isText)
    turn = (value) => new Slice([...(value as string)].map((one) => BigInt(one.charCodeAt(0))));
  else if (type === '[]rune' && isText)
    turn = (value) => new Slice([...toText(value as string)].map((one) => BigInt(one.codePointAt(0)!)));
  else {
    if (given(arg, { ...code }, type, 'conversion').type !== type) bad();
    turn = (value) => value;
  }
  if (code.constant !== undefined && !type.startsWith('[]')) return constant(type, turn(code.constant));
  return {
    type,
    run: function* (env) {
      return turn(yield* code.run(env));
    },
  };
}

type BuiltIn = (unit: Unit, node: Call, scope: Scope) => Code;

function counted(node: Call, least: number, most: number): void {
  const name = textOf(node.callee);
  const list = node.args.map(textOf).join(', ');
  if (node.args.length < least)
    throw new GoError(
      node.end,
      `not enough arguments for ${name}(${list}) (expected ${least}, found ${node.args.length})`,
    );
  if (node.args.length > most)
    throw new GoError(
      node.args[most]!.at,
      `too many arguments for ${name}(${list}) (expected ${most}, found ${node.args.length})`,
    );
}

const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  len(unit, node, scope) {
    counted(node, 1, 1);
    const of = unit.expression(node.args[0]!, scope);
    if (!/^((untyped )?string$|\[\]|map\[)/.test(of.type))
      throw new GoError(node.args[0]!.at, `invalid argument: ${shown(node.args[0]!, of)} for built-in len`);
    const length = (value: GoValue): bigint =>
      BigInt(value === null ? 0 : value instanceof Map ? value.size : (value as Slice | string).length);
    if (typeof of.constant === 'string') return constant('int', length(of.constant));
    return {
      type: 'int',
      run: function* (env) {
        return length(yield* of.run(env));
      },
    };
  },
  append(unit, node, scope) {
    counted(node, 1, Infinity);
    const to = unit.expression(node.args[0]!, scope);
    if (!to.type.startsWith('[]'))
      throw new GoError(node.args[0]!.at, `invalid argument: ${shown(node.args[0]!, to)} is not a slice`);
    const type = { parameters: [to.type, to.type.slice(2)], variadic: true, results: [] };
    const [, more] = argumentsOf(unit, node, type, scope);
    return {
      type: to.type,
      run: function* (env) {
        const before = (yield* to.run(env)) as Slice | null;
        const added = (yield* more!.run(env)) as Slice | null;
        const items = added?.items() ?? [];
        if (items.length === 0) return before;
        if (before === null) return new Slice(items);
        // Room behind the slice is used, as Go does; else there is a new array.
        const end = before.from + before.length;
        if (before.array.length >= end + items.length) {
          for (const [at, one] of items.entries()) before.array[end + at] = one;
          return new Slice(before.array, before.from, before.length + items.length);
        }
        return new Slice([...before.items(), ...items]);
      },
    };
  },
  make(unit, node, scope) {
    const [first, size] = node.args;
    if (first?.kind !== 'type') throw new GoRefused(node.at, 'make() of this');
    const type = checkedType(unit, first.type, first.at);
    if (mapType(type) !== undefined) return { type, run: () => just(new Map()) };
    if (!type.startsWith('[]') || size === undefined || node.args.length > 2)
      throw new GoRefused(node.at, 'make() of this');
    const length = given(size, unit.expression(size, scope), 'int', 'argument to make');
    const element = type.slice(2);
    const zero: GoValue =
      element === 'string'
        ? ''
        : element === 'bool'
          ? false
          : element === 'float64'
            ? 0
            : isInteger(element)
              ? 0n
              : null;
    return {
      type,
      run: function* (env) {
        const count = Number(yield* length.run(env));
        if (count < 0 || count > 10_000_000) throw new Panic('runtime error: makeslice: len out of range');
        return new Slice(new Array<GoValue>(count).fill(zero));
      },
    };
  },
  delete(unit, node, scope) {
    counted(node, 2, 2);
    const of = unit.expression(node.args[0]!, scope);
    const map = mapType(of.type);
    if (map === undefined)
      throw new GoError(node.args[0]!.at, `invalid argument: ${shown(node.args[0]!, of)} is not a map`);
    const key = given(node.args[1]!, unit.expression(node.args[1]!, scope), map.key, 'argument to delete');
    return {
      type: '()',
      run: function* (env) {
        ((yield* of.run(env)) as Map<GoValue, GoValue> | null)?.delete(yield* key.run(env));
        return null;
      },
    };
  },
};

/** @returns the types that a list of expressions gives: one call may give several */
export function resultTypes(codes: readonly Code[]): readonly TypeText[] {
  const [only] = codes;
  return codes.length === 1 && only!.type.startsWith('(')
    ? listed(only!.type)
    : codes.map(({ type }) => type);
}
