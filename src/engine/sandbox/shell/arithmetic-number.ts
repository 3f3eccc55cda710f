import type { Kind } from './dialect.ts';

/** @returns the number that a text is; why it is none, if it is none */
export function numberOf(text: string, kind: Kind): bigint | 'value' | 'base' {
  if (/^(0|[1-9][0-9]*)$/.test(text)) return wrap(BigInt(text));
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return wrap(BigInt(text));
  if (/^0[0-7]+$/.test(text)) return wrap(BigInt(`0o${text.slice(1)}`));
  const based = /^([0-9]+)#([0-9A-Za-z_@]+)$/.exec(text);
  const base = based ? Number(based[1]) : 0;
  if (kind === 'dash' || (!based && !/^0/.test(text))) return 'value';
  if (!based) return 'value';
  if (base < 2 || base > 64) return 'base';
  let value = 0n;
  for (const char of based[2] as string) {
    const digit = digitOf(char, base);
    if (digit >= base) return 'value';
    value = wrap(value * BigInt(base) + BigInt(digit));
  }
  return value;
}

function digitOf(char: string, base: number): number {
  if (/[0-9]/.test(char)) return Number(char);
  if (/[a-z]/.test(char)) return char.charCodeAt(0) - 87;
  if (/[A-Z]/.test(char)) return char.charCodeAt(0) - (base <= 36 ? 55 : 29);
  return char === '@' ? 62 : 63;
}

/** @returns what an operator between two numbers gives; why it gives nothing, if so */
export function binary(operator: string, a: bigint, b: bigint): bigint | 'zero' | 'exponent' {
  switch (operator) {
    case '+':
      return wrap(a + b);
    case '-':
      return wrap(a - b);
    case '*':
      return wrap(a * b);
    case '/':
    case '%':
      if (b === 0n) return 'zero';
      return wrap(operator === '/' ? a / b : a % b);
    case '**':
      if (b < 0n) return 'exponent';
      return power(a, b);
    case '<<':
      return wrap(a << (b & 63n));
    case '>>':
      return a >> (b & 63n);
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<':
      return bool(a < b);
    case '>':
      return bool(a > b);
    case '<=':
      return bool(a <= b);
    case '>=':
      return bool(a >= b);
    case '==':
      return bool(a === b);
    default:
      return bool(a !== b);
  }
}

/** @returns a number in 64 bits, two’s complement */
export function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** @returns a truth as a number */
export function bool(value: boolean): bigint {
  return value ? 1n : 0n;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = wrap(result * factor);
    factor = wrap(factor * factor);
  }
  return result;
}
