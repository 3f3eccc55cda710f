import type { Kind } from './dialect.ts';

/** Why an expression has no value; `message` as the shell prints it after its own name. */
export class ArithmeticError extends Error {}

/** What is wrong with an expression. */
export type Why = 'operand' | 'rest' | 'token' | 'colon' | 'paren' | 'zero' | 'exponent' | 'value' | 'base';

/** @param text the whole expression. @param at where in it something is wrong */
export function arithmeticError(kind: Kind, text: string, why: Why, at: number): ArithmeticError {
  return new ArithmeticError(
    kind === 'bash' ? bashMessage(text, why, at) : shortMessage(kind, text, why, at),
  );
}

function bashMessage(whole: string, why: Why, at: number): string {
  const text = whole.trimStart();
  const token = whole.slice(at).trimStart();
  const full: Readonly<Record<Why, string>> = {
    operand: 'syntax error: operand expected',
    rest: 'syntax error in expression',
    token: 'syntax error: invalid arithmetic operator',
    colon: "`:' expected for conditional expression",
    paren: "missing `)'",
    zero: 'division by 0',
    exponent: 'exponent less than 0',
    value: 'value too great for base',
    base: 'invalid arithmetic base',
  };
  return `${text}: ${full[why]} (error token is "${why === 'value' || why === 'base' ? (/^[\w@#]+/.exec(token)?.[0] ?? token) : token}")`;
}

function shortMessage(kind: 'sh' | 'dash', text: string, why: Why, at: number): string {
  if (kind === 'sh') {
    if (why === 'zero') return 'divide by zero';
    if (why === 'exponent') return 'exponent less than 0';
    return 'arithmetic syntax error';
  }
  if (why === 'zero') return `arithmetic expression: division by zero: "${text}"`;
  if (why === 'operand' || why === 'value') return `arithmetic expression: expecting primary: "${text}"`;
  if (why === 'paren') return `arithmetic expression: expecting ')': "${text}"`;
  if (why === 'colon') return `arithmetic expression: expecting ':': "${text}"`;
  return at >= 0 ? `arithmetic expression: expecting EOF: "${text}"` : text;
}
