import { fromText } from '../../../kernel/bytes.ts';
import type { Task } from '../../../kernel/process.ts';
import { type Expression, signatureType } from './ast.ts';
import { compileCall } from './calls.ts';
import { checkedType, constant, given, just, shown } from './check.ts';
import { GoError, GoRefused, unquoted } from './lex.ts';
import { binary } from './operators.ts';
import type { Scope } from './scope.ts';
import type { Unit } from './unit.ts';
import {
  type Code,
  defaultType,
  type Env,
  type GoValue,
  isInteger,
  isNumeric,
  mapType,
  Panic,
  Slice,
  wrapped,
  zeroOf,
} from './values.ts';

/** Compiles an expression. Throws GoError, GoRefused */
export function expression(unit: Unit, node: Expression, scope: Scope): Code {
  switch (node.kind) {
    case 'literal':
      return literal(node.type, node.text);
    case 'name':
      return name(unit, node, scope);
    case 'selector':
      return unit.selector(node, scope);
    case 'call':
      return compileCall(unit, node, scope);
    case 'type':
      throw new GoError(node.at, `${node.type} (type) is not an expression`);
    case 'function': {
      const type = checkedType(unit, signatureType(node.signature), node.at);
      const make = unit.functionOf(node.signature, node.body, scope);
      return { type, run: (env) => just(make(env)) };
    }
    case 'unary': {
      const operand = expression(unit, node.operand, scope);
      const fits =
        node.operator === '!'
          ? /^(untyped )?bool$/.test(operand.type)
          : node.operator === '^'
            ? isInteger(operand.type)
            : isNumeric(operand.type);
      if (!fits)
        throw new GoError(
          node.at,
          `invalid operation: operator ${node.operator} not defined on ${shown(node.operand, operand)}`,
        );
      const apply = (value: GoValue): GoValue =>
        node.operator === '!'
          ? !value
          : typeof value === 'number'
            ? node.operator === '-'
              ? -value
              : value
            : node.operator === '+'
              ? value
              : wrapped(operand.type, node.operator === '-' ? -(value as bigint) : ~(value as bigint));
      if (operand.constant !== undefined) return constant(operand.type, apply(operand.constant));
      return {
        type: operand.type,
        run: function* (env) {
          return apply(yield* operand.run(env));
        },
      };
    }
    case 'binary':
      return binary(node, expression(unit, node.left, scope), expression(unit, node.right, scope));
    case 'composite':
      return composite(unit, node, scope);
    case 'index':
      return index(unit, node, scope);
    case 'slice':
      return slice(unit, node, scope);
  }
}

function literal(type: 'int' | 'float' | 'rune' | 'string', text: string): Code {
  if (type === 'string') return constant('untyped string', fromText(unquoted(text)));
  if (type === 'rune') return constant('untyped rune', BigInt(unquoted(text).codePointAt(0)!));
  const plain = text.replaceAll('_', '');
  if (type === 'float') return constant('untyped float', Number(plain));
  return constant('untyped int', BigInt(/^0\d/.test(plain) ? `0o${plain.slice(1)}` : plain));
}

function name(unit: Unit, node: Extract<Expression, { kind: 'name' }>, scope: Scope): Code {
  const variable = scope.find(node.name);
  if (variable !== undefined) {
    variable.used = true;
    if (variable.constant !== undefined) return constant(variable.type, variable.constant);
    return {
      type: variable.type,
      run: (env) => just(env.get(variable)),
      assign: function* (env, value) {
        env.set(variable, value);
      },
    };
  }
  const found = unit.functions.get(node.name);
  if (found !== undefined) return { type: found.type, run: () => just(found.value) };
  if (node.name === 'true' || node.name === 'false') return constant('untyped bool', node.name === 'true');
  if (node.name === 'nil') return { type: 'untyped nil', run: () => just(null) };
  if (unit.isImported(node.name)) throw new GoError(node.at, `use of package ${node.name} without selector`);
  if (
    /^(cap|copy|delete|close|panic|recover|print|println|new|min|max|clear|complex|real|imag|iota)$/.test(
      node.name,
    )
  )
    throw new GoRefused(node.at, `${node.name} as a value`);
  throw new GoError(node.at, `undefined: ${node.name}`);
}

function composite(unit: Unit, node: Extract<Expression, { kind: 'composite' }>, scope: Scope): Code {
  const type = checkedType(unit, node.type, node.at);
  const map = mapType(type);
  if (map === undefined && !type.startsWith('[]'))
    throw new GoError(node.at, `invalid composite literal type ${type}`);
  const element = map?.value ?? type.slice(2);
  const items = node.items.map(({ key, value }) => {
    if ((key === undefined) === (map !== undefined))
      throw new GoRefused(node.at, 'literals with keys of a slice, or without of a map');
    return {
      key: key === undefined ? undefined : given(key, expression(unit, key, scope), map!.key, 'map literal'),
      value: given(
        value,
        expression(unit, value, scope),
        element,
        map === undefined ? 'slice literal' : 'map literal',
      ),
    };
  });
  return {
    type,
    run: function* (env) {
      const values: [GoValue, GoValue][] = [];
      for (const { key, value } of items)
        values.push([key === undefined ? null : yield* key.run(env), yield* value.run(env)]);
      return map === undefined ? new Slice(values.map(([, value]) => value)) : new Map(values);
    },
  };
}

function at(length: number, index: GoValue): number {
  const place = Number(index);
  if (place < 0 || place >= length)
    throw new Panic(
      `runtime error: index out of range [${place}]${place < 0 ? '' : ` with length ${length}`}`,
    );
  return place;
}

function index(unit: Unit, node: Extract<Expression, { kind: 'index' }>, scope: Scope): Code {
  const of = expression(unit, node.of, scope);
  const map = mapType(of.type);
  const isText = /^(untyped )?string$/.test(of.type);
  if (map === undefined && !isText && !of.type.startsWith('[]'))
    throw new GoError(node.at, `invalid operation: cannot index ${shown(node.of, of)}`);
  const raw = expression(unit, node.index, scope);
  if (map !== undefined) {
    const key = given(node.index, raw, map.key, 'map index');
    const look = function* (env: Env): Task<[GoValue, boolean]> {
      const held = (yield* of.run(env)) as Map<GoValue, GoValue> | null;
      const wanted = yield* key.run(env);
      return held?.has(wanted) === true ? [held.get(wanted)!, true] : [zeroOf(map.value), false];
    };
    return {
      type: map.value,
      run: function* (env) {
        return (yield* look(env))[0];
      },
      withPresence: look,
      assign: function* (env, value) {
        const held = (yield* of.run(env)) as Map<GoValue, GoValue> | null;
        if (held === null) throw new Panic('assignment to entry in nil map');
        held.set(yield* key.run(env), value);
      },
    };
  }
  if (!isInteger(raw.type))
    throw new GoError(node.index.at, `invalid argument: index ${shown(node.index, raw)} must be integer`);
  return {
    type: isText ? 'byte' : of.type.slice(2),
    run: function* (env) {
      const held = (yield* of.run(env)) as Slice | string | null;
      const place = at(held?.length ?? 0, yield* raw.run(env));
      return typeof held === 'string' ? BigInt(held.charCodeAt(place)) : held!.array[held!.from + place]!;
    },
    assign: isText
      ? undefined
      : function* (env, value) {
          const held = (yield* of.run(env)) as Slice | null;
          const place = at(held?.length ?? 0, yield* raw.run(env));
          held!.array[held!.from + place] = value;
        },
  };
}

function slice(unit: Unit, node: Extract<Expression, { kind: 'slice' }>, scope: Scope): Code {
  const of = expression(unit, node.of, scope);
  const isText = /^(untyped )?string$/.test(of.type);
  if (!isText && !of.type.startsWith('[]')) throw new GoError(node.at, `cannot slice ${shown(node.of, of)}`);
  const [from, to] = [node.from, node.to].map((one) =>
    one === undefined ? undefined : given(one, expression(unit, one, scope), 'int', 'slice index'),
  );
  return {
    type: defaultType(of.type),
    run: function* (env) {
      const held = (yield* of.run(env)) as Slice | string | null;
      const length = held?.length ?? 0;
      const start = from === undefined ? 0 : Number(yield* from.run(env));
      const end = to === undefined ? length : Number(yield* to.run(env));
      if (end < 0 || end > length)
        throw new Panic(
          `runtime error: slice bounds out of range [:${end}] with ${isText ? 'length' : 'capacity'} ${length}`,
        );
      if (start < 0 || start > end)
        throw new Panic(`runtime error: slice bounds out of range [${start}:${end}]`);
      return typeof held === 'string'
        ? held.slice(start, end)
        : new Slice(held?.array ?? [], (held?.from ?? 0) + start, end - start);
    },
  };
}
