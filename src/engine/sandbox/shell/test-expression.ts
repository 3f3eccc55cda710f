/** The expressions of test(1): which words are operators, and what is said of an expression that is wrong. */
import type { Process } from '../kernel/process.ts';
import type { Kind } from './dialect.ts';
import { BINARY, testFiles, testNumbers } from './test-operators.ts';

/** Whose `test` it is: that of a shell (`sh` is busybox, whose shell and program are one), or GNU's program. */
export type TestDialect = Kind | 'gnu';

/** Why an expression of `test` cannot be judged. */
export class TestError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** What an expression is judged by. */
export interface TestRules {
  readonly dialect: TestDialect;
  readonly process: Process;
  /** Operators that look at one operand. */
  readonly unary: ReadonlySet<string>;
  /** Whether one of them holds for its operand. */
  readonly holds: (operator: string, operand: string) => boolean;
}

/** How each dialect says what is wrong. */
const MESSAGES: Readonly<
  Record<
    TestDialect,
    {
      readonly bracket: string;
      readonly paren: string;
      readonly number: (text: string) => string;
      /** Words are left over: the first of all, and the first that is left. */
      readonly left: (first: string, word: string) => string;
    }
  >
> = {
  bash: {
    bracket: "missing `]'",
    paren: "`)' expected",
    number: (text) => `${text}: integer expression expected`,
    left: () => 'too many arguments',
  },
  dash: {
    bracket: 'missing ]',
    paren: 'closing paren expected',
    number: (text) => `Illegal number: ${text}`,
    left: (first) => `${first}: unexpected operator`,
  },
  sh: {
    bracket: 'missing ]',
    paren: 'closing paren expected',
    number: (text) => `${text}: bad number`,
    left: (_first, word) => `${word}: unknown operand`,
  },
  gnu: {
    bracket: "missing ']'",
    paren: 'closing paren expected',
    number: (text) => `invalid integer '${text}'`,
    left: (_first, word) => `extra argument '${word}'`,
  },
};

/**
 * Judges the words after `test`, or after `[`.
 *
 * @param name `[` wants a `]` behind the expression
 * @returns whether the expression holds
 * @throws TestError if it is wrong
 */
export function evaluateTest(rules: TestRules, name: string, args: readonly string[]): boolean {
  if (name !== '[') return new Expression(rules, args).result();
  if (args.at(-1) !== ']') throw new TestError(MESSAGES[rules.dialect].bracket);
  return new Expression(rules, args.slice(0, -1)).result();
}

class Expression {
  readonly #rules: TestRules;
  readonly #words: readonly string[];
  #next = 0;

  constructor(rules: TestRules, words: readonly string[]) {
    this.#rules = rules;
    this.#words = words;
  }

  result(): boolean {
    const words = this.#words;
    return words.length <= 4 ? this.#short(words) : this.#long();
  }

  /** POSIX's rules by the number of operands; busybox and GNU have them for up to one word, and for a comparison. */
  #short(words: readonly string[]): boolean {
    const [a, b, c] = words as [string, string, string];
    const { dialect, unary, holds } = this.#rules;
    if (words.length === 0) return false;
    if (words.length === 1) return a !== '';
    if (words.length === 3 && BINARY.has(b)) return this.#binary(a, b, c);
    if (dialect === 'sh' || dialect === 'gnu') return this.#long();
    switch (words.length) {
      case 2:
        if (a === '!') return b === '';
        if (unary.has(a)) return holds(a, b);
        if (BINARY.has(b) && dialect === 'dash') throw new TestError(`${b}: argument expected`);
        throw new TestError(
          dialect === 'bash' ? `${a}: unary operator expected` : `${a}: unexpected operator`,
        );
      case 3:
        if (b === '-a') return a !== '' && c !== '';
        if (b === '-o') return a !== '' || c !== '';
        if (a === '!') return !this.#short([b, c]);
        if (a === '(' && c === ')') return b !== '';
        throw new TestError(
          dialect === 'bash' ? `${b}: binary operator expected` : `${a}: unexpected operator`,
        );
      default:
        if (a === '!') return !this.#short(words.slice(1));
        if (a === '(' && words[3] === ')') return this.#short(words.slice(1, 3));
        return this.#long();
    }
  }

  #long(): boolean {
    this.#next = 0;
    const value = this.#or();
    const left = this.#words[this.#next];
    if (left !== undefined) throw new TestError(this.#say.left(this.#words[0] as string, left));
    return value;
  }

  get #say() {
    return MESSAGES[this.#rules.dialect];
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#words[this.#next] === '-o') {
      this.#next++;
      const right = this.#and();
      value ||= right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#not();
    while (this.#words[this.#next] === '-a') {
      this.#next++;
      const right = this.#not();
      value &&= right;
    }
    return value;
  }

  #not(): boolean {
    if (this.#words[this.#next] !== '!') return this.#primary();
    this.#next++;
    return !this.#not();
  }

  #primary(): boolean {
    const { dialect, unary, holds } = this.#rules;
    const words = this.#words;
    const word = words[this.#next];
    if (word === undefined) throw new TestError('argument expected');
    const operator = words[this.#next + 1];
    if (operator !== undefined && BINARY.has(operator)) {
      const right = words[this.#next + 2];
      if (right !== undefined) {
        this.#next += 3;
        return this.#binary(word, operator, right);
      }
      if (dialect === 'sh') throw new TestError(`${operator}: argument expected`);
    }
    if (word === '(') {
      this.#next++;
      const value = this.#or();
      if (words[this.#next] !== ')') throw new TestError(this.#say.paren);
      this.#next++;
      return value;
    }
    if (unary.has(word) && operator !== undefined) {
      this.#next += 2;
      return holds(word, operator);
    }
    this.#next++;
    return word !== '';
  }

  #binary(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '==':
        if (this.#rules.dialect === 'dash') throw new TestError(`${left}: unexpected operator`);
        return left === right;
      case '=':
        return left === right;
      case '!=':
        return left !== right;
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '-nt':
      case '-ot':
      case '-ef':
        return testFiles(this.#rules.process, operator, left, right);
      default:
        return testNumbers(operator, this.#number(left), this.#number(right));
    }
  }

  #number(text: string): bigint {
    if (/^\s*[-+]?\d+\s*$/.test(text)) return BigInt(text.trim().replace(/^\+/, ''));
    throw new TestError(this.#say.number(text));
  }
}
