import { arithmeticError, type Why } from './arithmetic-error.ts';
import type { Kind } from './dialect.ts';

/** A word of an expression. */
export interface Token {
  readonly kind: 'number' | 'name' | 'operator';
  readonly text: string;
  readonly at: number;
}

const OPERATORS = /^(?:<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),])/;

/** Cuts an expression into tokens. @throws ArithmeticError */
export function tokensOf(text: string, kind: Kind): Token[] {
  const fail = (why: Why, at: number): never => {
    throw arithmeticError(kind, text, why, at);
  };
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 4096);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const number = /^[0-9][0-9A-Za-z_@#]*/.exec(rest);
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest);
    if (number) tokens.push({ kind: 'number', text: number[0], at });
    else if (name) {
      let length = name[0].length;
      if (rest[length] === '[' && kind === 'bash') {
        let depth = 0;
        do {
          if (text[at + length] === '[') depth++;
          else if (text[at + length] === ']') depth--;
          length++;
        } while (depth > 0 && at + length < text.length);
        if (depth > 0) fail('operand', at + length);
      }
      tokens.push({ kind: 'name', text: text.slice(at, at + length), at });
      at += length;
      continue;
    } else {
      const operator = OPERATORS.exec(rest);
      if (!operator) fail(tokens.length === 0 ? 'operand' : 'token', at);
      tokens.push({ kind: 'operator', text: (operator as RegExpExecArray)[0], at });
    }
    at += (tokens.at(-1) as Token).text.length;
  }
  return tokens;
}
