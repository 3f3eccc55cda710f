import type { Task } from '../../../kernel/process.ts';
import type { Expression, TypeText } from './ast.ts';
import { textOf } from './check.ts';
import { GoError, GoRefused } from './lex.ts';
import {
  assignable,
  type Code,
  type Env,
  type GoValue,
  isInteger,
  isNumeric,
  Panic,
  wrapped,
} from './values.ts';

type Binary = Extract<Expression, { kind: 'binary' }>;

function arithmetic(operator: string, type: TypeText, a: GoValue, b: GoValue): GoValue {
  if (typeof a === 'string') return a + (b as string);
  if (typeof a === 'number' || typeof b === 'number') {
    const [x, y] = [Number(a), Number(b)];
    return operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : x / y;
  }
  const [x, y] = [a as bigint, b as bigint];
  if ((operator === '/' || operator === '%') && y === 0n)
    throw new Panic('runtime error: integer divide by zero');
  if ((operator === '<<' || operator === '>>') && y < 0n)
    throw new Panic('runtime error: negative shift amount');
  const results: Readonly<Record<string, () => bigint>> = {
    '+': () => x + y,
    '-': () => x - y,
    '*': () => x * y,
    '/': () => x / y,
    '%': () => x % y,
    '&': () => x & y,
    '|': () => x | y,
    '^': () => x ^ y,
    '&^': () => x & ~y,
    '<<': () => (y > 64n ? 0n : x << y),
    '>>': () => x >> y,
  };
  return wrapped(type, results[operator]!());
}

function compared(operator: string, a: GoValue, b: GoValue): boolean {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  const [x, y] = [a as bigint, b as bigint];
  return operator === '<' ? x < y : operator === '<=' ? x <= y : operator === '>' ? x > y : x >= y;
}

/** @returns the type in which two operands meet; undefined if they do not */
function meeting(a: TypeText, b: TypeText): TypeText | undefined {
  if (a === b) return a;
  if (a.startsWith('untyped') && b.startsWith('untyped')) {
    if (!isNumeric(a) || !isNumeric(b)) return undefined;
    return [a, b].includes('untyped float') ? 'untyped float' : 'untyped rune';
  }
  if (a.startsWith('untyped') && assignable(a, b)) return b;
  return b.startsWith('untyped') && assignable(b, a) ? a : undefined;
}

/** Compiles `a OPERATOR b` (go.dev/ref/spec, "Operators"). Throws GoError, GoRefused */
export function binary(node: Binary, left: Code, right: Code): Code {
  const { operator } = node;
  const whole = `invalid operation: ${textOf(node)}`;
  if (left.type === 'invalid' || right.type === 'invalid') return { type: 'invalid', run: left.run };
  const shift = operator === '<<' || operator === '>>';
  const type = shift ? left.type : meeting(left.type, right.type);
  if (type === undefined || left.type.startsWith('(') || right.type.startsWith('('))
    throw new GoError(node.at, `${whole} (mismatched types ${left.type} and ${right.type})`);
  const comparison = /^([=!]=|[<>]=?)$/.test(operator);
  const logic = operator === '&&' || operator === '||';
  const isText = /^(untyped )?string$/.test(type);
  const isBool = /^(untyped )?bool$/.test(type);
  const equality = operator === '==' || operator === '!=';
  if (equality && /^(\[\]|map\[|func\()/.test(type) && ![left.type, right.type].includes('untyped nil'))
    throw new GoError(
      node.at,
      `${whole} (${type.startsWith('[]') ? 'slice' : type.startsWith('map') ? 'map' : 'func'} can only be compared to nil)`,
    );
  if (type === 'any') throw new GoRefused(node.at, 'comparing interfaces');
  const fits = equality
    ? true
    : comparison
      ? isText || isNumeric(type)
      : logic
        ? isBool
        : operator === '+'
          ? isText || isNumeric(type)
          : /^[-*/]$/.test(operator)
            ? isNumeric(type)
            : isInteger(type) && isInteger(right.type);
  if (!fits)
    throw new GoError(
      node.at,
      `invalid operation: operator ${operator} not defined on ${textOf(node.left)} (${left.constant === undefined ? 'variable' : 'constant'} of type ${left.type})`,
    );
  if ((operator === '/' || operator === '%') && right.constant === 0n && isInteger(type))
    throw new GoError(node.right.at, 'invalid operation: division by zero');
  const float = type === 'float64' || type === 'untyped float';
  const apply = (a: GoValue, b: GoValue): GoValue => {
    const [x, y] = float ? [Number(a), Number(b)] : [a, b];
    return comparison ? compared(operator, x, y) : arithmetic(operator, type, x, y);
  };
  const result = comparison ? 'untyped bool' : type;
  if (logic)
    return {
      type,
      run: function* (env: Env): Task<GoValue> {
        const first = yield* left.run(env);
        return first === (operator === '||') ? first : yield* right.run(env);
      },
    };
  if (left.constant !== undefined && right.constant !== undefined) {
    const value = apply(left.constant, right.constant);
    return {
      type: result,
      constant: value,
      run: function* () {
        return value;
      },
    };
  }
  return {
    type: result,
    run: function* (env: Env): Task<GoValue> {
      return apply(yield* left.run(env), yield* right.run(env));
    },
  };
}
