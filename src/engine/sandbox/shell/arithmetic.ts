import { ArithmeticError, arithmeticError, type Why } from './arithmetic-error.ts';
import { type Token, tokensOf } from './arithmetic-lex.ts';
import { binary, bool, numberOf, wrap } from './arithmetic-number.ts';
import type { Kind } from './dialect.ts';

/** What an arithmetic expression reads and writes. Names may carry an index: `a[2]`. */
export interface ArithmeticVariables {
  read(name: string, index: string | undefined): string | undefined;
  write(name: string, index: string | undefined, value: string): void;
}

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
    this.#tokens = tokensOf(text, kind);
  }

  all(): bigint {
    if (this.#tokens.length === 0) return 0n;
    const value = this.#comma();
    const rest = this.#tokens[this.#next];
    if (rest) this.#fail(rest.kind === 'operator' ? 'rest' : 'rest', rest.at);
    return value;
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
    const value = numberOf(token.text, this.#kind);
    return typeof value === 'bigint' ? value : this.#fail(value, token.at);
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
    const value = binary(operator, a, b);
    if (typeof value === 'bigint') return value;
    // Dividing by nothing in a part that is not computed is no mistake.
    if (value === 'zero' && this.#skip > 0) return 0n;
    return this.#fail(value, at + operator.length);
  }

  #fail(why: Why, at: number): never {
    throw arithmeticError(this.#kind, this.#text, why, at);
  }
}
