import type { Kind } from './dialect.ts';

/** What an arithmetic expression reads and writes. Names may carry an index: `a[2]`. */
export interface ArithmeticVariables {
  read(name: string, index: string | undefined): string | undefined;
  write(name: string, index: string | undefined, value: string): void;
}

/** Why an expression has no value; `message` as the shell prints it after its own name. */
export class ArithmeticError extends Error {}

interface Token {
  readonly kind: 'number' | 'name' | 'operator';
  readonly text: string;
  readonly at: number;
}

const OPERATORS = /^(?:<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),])/;
const ASSIGN = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);
const BINARY: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
  '**': 11,
};
const DEEPEST = 1024;

/**
 * Computes an arithmetic expression in 64 bits, two's complement (POSIX 2.6.4, bash's ARITHMETIC EVALUATION).
 * @param text with parameters already expanded
 * @throws ArithmeticError
 */
export function evaluate(text: string, kind: Kind, variables: ArithmeticVariables, depth = 0): bigint {
  return new Evaluator(text, kind, variables, depth).all();
}

type Place = { readonly name: string; readonly index: string | undefined };

class Evaluator {
  readonly #text: string;
  readonly #kind: Kind;
  readonly #variables: ArithmeticVariables;
  readonly #depth: number;
  readonly #tokens: Token[];
  #next = 0;
  /** Greater than 0 while parsing a part that is not computed (`0 && x++`). */
  #skip = 0;

  constructor(text: string, kind: Kind, variables: ArithmeticVariables, depth: number) {
    this.#text = text;
    this.#kind = kind;
    this.#variables = variables;
    this.#depth = depth;
    this.#tokens = this.#lex();
  }

  all(): bigint {
    if (this.#tokens.length === 0) return 0n;
    const value = this.#comma();
    const rest = this.#tokens[this.#next];
    if (rest) this.#fail(rest.kind === 'operator' ? 'rest' : 'rest', rest.at);
    return value;
  }

  #lex(): Token[] {
    const text = this.#text;
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
        if (rest[length] === '[' && this.#kind === 'bash') {
          let depth = 0;
          do {
            if (text[at + length] === '[') depth++;
            else if (text[at + length] === ']') depth--;
            length++;
          } while (depth > 0 && at + length < text.length);
          if (depth > 0) this.#fail('operand', at + length);
        }
        tokens.push({ kind: 'name', text: text.slice(at, at + length), at });
        at += length;
        continue;
      } else {
        const operator = OPERATORS.exec(rest);
        if (!operator) this.#fail(tokens.length === 0 ? 'operand' : 'token', at);
        tokens.push({ kind: 'operator', text: (operator as RegExpExecArray)[0], at });
      }
      at += (tokens.at(-1) as Token).text.length;
    }
    return tokens;
  }

  #peek(text: string): boolean {
    const token = this.#tokens[this.#next];
    return token !== undefined && token.kind === 'operator' && token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#peek(text)) return false;
    this.#next++;
    return true;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#kind !== 'dash' && this.#take(',')) value = this.#assignment();
    return value;
  }

  #assignment(): bigint {
    const token = this.#tokens[this.#next];
    const operator = this.#tokens[this.#next + 1];
    if (token?.kind === 'name' && operator?.kind === 'operator' && ASSIGN.has(operator.text)) {
      this.#next += 2;
      const place = this.#place(token);
      const right = this.#assignment();
      const value =
        operator.text === '='
          ? right
          : this.#binary(operator.text.slice(0, -1), this.#read(place), right, operator.at);
      this.#write(place, value);
      return value;
    }
    return this.#ternary();
  }

  #ternary(): bigint {
    const test = this.#operation(1);
    if (!this.#take('?')) return test;
    const yes = this.#unless(test === 0n, () => this.#comma());
    if (!this.#take(':')) this.#fail('colon', this.#tokens[this.#next]?.at ?? this.#text.length);
    const no = this.#unless(test !== 0n, () => this.#assignment());
    return test !== 0n ? yes : no;
  }

  #unless(skip: boolean, compute: () => bigint): bigint {
    if (skip) this.#skip++;
    const value = compute();
    if (skip) this.#skip--;
    return value;
  }

  #operation(least: number): bigint {
    let left = this.#unary();
    for (;;) {
      const token = this.#tokens[this.#next];
      const level = token?.kind === 'operator' ? BINARY[token.text] : undefined;
      if (!token || level === undefined || level < least) return left;
      if (token.text === '**' && this.#kind === 'dash') return left;
      this.#next++;
      if (token.text === '&&' || token.text === '||') {
        const known = token.text === '&&' ? left === 0n : left !== 0n;
        const right = this.#unless(known, () => this.#operation(level + 1));
        left = token.text === '&&' ? bool(left !== 0n && right !== 0n) : bool(left !== 0n || right !== 0n);
      } else {
        const right = this.#operation(token.text === '**' ? level : level + 1);
        left = this.#binary(token.text, left, right, token.at);
      }
    }
  }

  #unary(): bigint {
    const token = this.#tokens[this.#next];
    if (token?.kind === 'operator') {
      if (token.text === '++' || token.text === '--') {
        const operand = this.#tokens[this.#next + 1];
        if (operand?.kind === 'name' && this.#kind !== 'dash') {
          this.#next += 2;
          const place = this.#place(operand);
          const value = wrap(this.#read(place) + (token.text === '++' ? 1n : -1n));
          this.#write(place, value);
          return value;
        }
        this.#next++;
        return this.#unary();
      }
      if ('+-!~'.includes(token.text)) {
        this.#next++;
        const value = this.#unary();
        if (token.text === '-') return wrap(-value);
        if (token.text === '!') return bool(value === 0n);
        return token.text === '~' ? ~value : value;
      }
    }
    return this.#primary();
  }

  #primary(): bigint {
    const token = this.#tokens[this.#next++];
    if (!token) return this.#fail('operand', (this.#tokens.at(-1) as Token).at);
    if (token.kind === 'number') return this.#number(token);
    if (token.kind === 'name') {
      const place = this.#place(token);
      const value = this.#read(place);
      if (this.#kind === 'dash') return value;
      if (this.#take('++')) this.#write(place, wrap(value + 1n));
      else if (this.#take('--')) this.#write(place, wrap(value - 1n));
      return value;
    }
    if (token.text !== '(') return this.#fail('operand', token.at);
    const value = this.#comma();
    if (!this.#take(')')) this.#fail('paren', this.#tokens.at(-1)?.at ?? 0);
    return value;
  }

  #number(token: Token): bigint {
    const text = token.text;
    if (/^(0|[1-9][0-9]*)$/.test(text)) return wrap(BigInt(text));
    if (/^0[xX][0-9a-fA-F]+$/.test(text)) return wrap(BigInt(text));
    if (/^0[0-7]+$/.test(text)) return wrap(BigInt(`0o${text.slice(1)}`));
    const based = /^([0-9]+)#([0-9A-Za-z_@]+)$/.exec(text);
    const base = based ? Number(based[1]) : 0;
    if (this.#kind === 'dash' || (!based && !/^0/.test(text))) return this.#fail('value', token.at);
    if (!based) return this.#fail('value', token.at);
    if (base < 2 || base > 64) return this.#fail('base', token.at);
    let value = 0n;
    for (const char of based[2] as string) {
      const digit = digitOf(char, base);
      if (digit >= base) return this.#fail('value', token.at);
      value = wrap(value * BigInt(base) + BigInt(digit));
    }
    return value;
  }

  #place(token: Token): Place {
    const open = token.text.indexOf('[');
    if (open < 0) return { name: token.text, index: undefined };
    return { name: token.text.slice(0, open), index: token.text.slice(open + 1, -1) };
  }

  #read(place: Place): bigint {
    if (this.#skip > 0) return 0n;
    const value = this.#variables.read(place.name, place.index)?.trim();
    if (value === undefined || value === '') return 0n;
    if (/^(0|-?[1-9][0-9]*)$/.test(value)) return wrap(BigInt(value));
    if (this.#depth > DEEPEST) {
      throw new ArithmeticError(`${value}: expression recursion level exceeded (error token is "${value}")`);
    }
    if (this.#kind === 'dash') {
      if (!/^-?(0[xX][0-9a-fA-F]+|[0-9]+)$/.test(value))
        throw new ArithmeticError(`Illegal number: ${value}`);
    }
    return evaluate(value, this.#kind, this.#variables, this.#depth + 1);
  }

  #write(place: Place, value: bigint): void {
    if (this.#skip === 0) this.#variables.write(place.name, place.index, String(value));
  }

  #binary(operator: string, a: bigint, b: bigint, at: number): bigint {
    switch (operator) {
      case '+':
        return wrap(a + b);
      case '-':
        return wrap(a - b);
      case '*':
        return wrap(a * b);
      case '/':
      case '%':
        if (b === 0n) {
          if (this.#skip > 0) return 0n;
          return this.#fail('zero', at + operator.length);
        }
        return wrap(operator === '/' ? a / b : a % b);
      case '**':
        if (b < 0n) return this.#fail('exponent', at + 2);
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

  #fail(
    why: 'operand' | 'rest' | 'token' | 'colon' | 'paren' | 'zero' | 'exponent' | 'value' | 'base',
    at: number,
  ): never {
    throw new ArithmeticError(
      this.#kind === 'bash' ? this.#bashMessage(why, at) : this.#shortMessage(why, at),
    );
  }

  #bashMessage(why: string, at: number): string {
    const text = this.#text.trimStart();
    const token = this.#text.slice(at).trimStart();
    const full: Readonly<Record<string, string>> = {
      operand: 'syntax error: operand expected',
      rest: 'syntax error in expression',
      token: 'syntax error: invalid arithmetic operator',
      colon: "`:' expected for conditional expression",
      paren: "missing `)'",
      zero: 'division by 0',
      exponent: 'exponent less than 0',
      value: /^0/.test(token) ? 'value too great for base' : 'value too great for base',
      base: 'invalid arithmetic base',
    };
    return `${text}: ${full[why]} (error token is "${why === 'value' || why === 'base' ? (/^[\w@#]+/.exec(token)?.[0] ?? token) : token}")`;
  }

  #shortMessage(why: string, at: number): string {
    if (this.#kind === 'sh') {
      if (why === 'zero') return 'divide by zero';
      if (why === 'exponent') return 'exponent less than 0';
      return 'arithmetic syntax error';
    }
    const text = this.#text;
    if (why === 'zero') return `arithmetic expression: division by zero: "${text}"`;
    if (why === 'operand' || why === 'value') return `arithmetic expression: expecting primary: "${text}"`;
    if (why === 'paren') return `arithmetic expression: expecting ')': "${text}"`;
    if (why === 'colon') return `arithmetic expression: expecting ':': "${text}"`;
    return at >= 0 ? `arithmetic expression: expecting EOF: "${text}"` : text;
  }
}

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

function bool(value: boolean): bigint {
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

function digitOf(char: string, base: number): number {
  if (/[0-9]/.test(char)) return Number(char);
  if (/[a-z]/.test(char)) return char.charCodeAt(0) - 87;
  if (/[A-Z]/.test(char)) return char.charCodeAt(0) - (base <= 36 ? 55 : 29);
  return char === '@' ? 62 : 63;
}
