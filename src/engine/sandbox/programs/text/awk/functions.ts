import type { Process } from '../../../kernel/process.ts';
import type { Match, Pattern } from '../../support/regex/pattern.ts';
import { formatTime } from '../../support/time.ts';
import type { Tool } from '../../support/tool.ts';
import { sprintf, type Value } from './values.ts';

/** What a function of awk's that only looks at its arguments, the clock and chance is given. */
interface Given {
  /** An argument as text; empty if it was left out. */
  readonly text: (at: number) => string;
  /** An argument as a number; 0 if it was left out. */
  readonly number: (at: number) => number;
  readonly values: readonly Value[];
  readonly process: Process;
}

const seconds = ({ process }: Given): number => Math.floor(process.now() / 1000);

/** Functions of awk's own, by name, that change nothing. */
export const FUNCTIONS: Readonly<Record<string, (given: Given) => Value>> = {
  substr({ text, number, values }) {
    const from = Math.round(number(1));
    const to = values.length > 2 ? from + Math.round(number(2)) : Infinity;
    return text(0).slice(Math.max(0, from - 1), Math.max(0, to - 1));
  },
  index: ({ text }) => text(0).indexOf(text(1)) + 1,
  sprintf: ({ text, values }) => sprintf(text(0), values.slice(1)),
  toupper: ({ text }) => text(0).replace(/[a-z]/g, (sign) => sign.toUpperCase()),
  tolower: ({ text }) => text(0).replace(/[A-Z]/g, (sign) => sign.toLowerCase()),
  int: ({ number }) => Math.trunc(number(0)),
  sqrt: ({ number }) => Math.sqrt(number(0)),
  sin: ({ number }) => Math.sin(number(0)),
  cos: ({ number }) => Math.cos(number(0)),
  exp: ({ number }) => Math.exp(number(0)),
  log: ({ number }) => Math.log(number(0)),
  atan2: ({ number }) => Math.atan2(number(0), number(1)),
  rand: ({ process }) => process.random(),
  systime: seconds,
  strftime: ({ text, number, values, process }) =>
    formatTime(values.length > 1 ? number(1) * 1000 : process.now(), values.length > 0 ? text(0) : '%c'),
  and: ({ number }) => Number(BigInt(number(0)) & BigInt(number(1))),
  or: ({ number }) => Number(BigInt(number(0)) | BigInt(number(1))),
  xor: ({ number }) => Number(BigInt(number(0)) ^ BigInt(number(1))),
  lshift: ({ number }) => number(0) * 2 ** number(1),
  rshift: ({ number }) => Math.floor(number(0) / 2 ** number(1)),
};

/**
 * What sub() and gsub() do.
 *
 * @param replacement in which & stands for what was found
 * @param once whether only the first match is replaced
 * @returns the text that comes out, and how many matches were replaced
 */
export function substituted(
  pattern: Pattern,
  text: string,
  replacement: string,
  once: boolean,
): { readonly text: string; readonly count: number } {
  const fill = (match: Match) =>
    replacement.replace(/\\\\&|\\&|\\\\|&/g, (sign) =>
      sign === '&'
        ? match.groups[0]!
        : sign === '\\&'
          ? '&'
          : sign === '\\\\&'
            ? `\\${match.groups[0]}`
            : '\\',
    );
  let out = '';
  let at = 0;
  let count = 0;
  let last = -1;
  for (let from = 0; from <= text.length; ) {
    const match = pattern.exec(text, from);
    if (match === undefined) break;
    if (match.end === match.index && match.index === last) {
      from++;
      continue;
    }
    out += text.slice(at, match.index) + fill(match);
    count++;
    at = match.end;
    last = match.end;
    if (once) break;
    from = match.end > match.index ? match.end : match.end + 1;
  }
  return { text: out + text.slice(at), count };
}

/** @returns what an operator between two numbers gives. @throws Exit if it divides by nothing */
export function arithmetic(tool: Tool, operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0)
        tool.fail(tool.gnu ? 'division by zero' : 'cmd. line:1: Division by zero', tool.gnu ? 2 : 1);
      return left / right;
    case '%':
      if (right === 0)
        tool.fail(tool.gnu ? 'division by zero in %' : 'cmd. line:1: Division by zero', tool.gnu ? 2 : 1);
      return left % right;
    default:
      return left ** right;
  }
}
