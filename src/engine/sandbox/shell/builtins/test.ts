import type { Task } from '../../kernel/process.ts';
import { BINARY, testFiles, testNumbers, testUnary, UNARY } from '../conditions.ts';
import type { Shell } from '../shell-state.ts';

/** Why an expression of `test` cannot be judged. */
class TestError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** `test` and `[`. @returns 0 if the expression holds, 1 if not, 2 if it is wrong */
export function* test(shell: Shell, args: readonly string[]): Task<number> {
  const name = shell.builtin as string;
  let operands = args;
  try {
    if (name === '[') {
      if (args.at(-1) !== ']') throw new TestError(shell.kind === 'bash' ? "missing `]'" : 'missing ]');
      operands = args.slice(0, -1);
    }
    return Number(!new Expression(shell, operands).result());
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    yield* shell.complain(error.message, shell.kind === 'sh' ? '' : name);
    return 2;
  }
}

class Expression {
  readonly #shell: Shell;
  readonly #words: readonly string[];
  #next = 0;

  constructor(shell: Shell, words: readonly string[]) {
    this.#shell = shell;
    this.#words = words;
  }

  result(): boolean {
    const words = this.#words;
    if (words.length <= 4) return this.#short(words);
    return this.#long();
  }

  /** POSIX's rules by the number of operands. */
  #short(words: readonly string[]): boolean {
    const [a, b, c] = words as [string, string, string];
    switch (words.length) {
      case 0:
        return false;
      case 1:
        return a !== '';
      case 2:
        if (a === '!') return b === '';
        if (UNARY.has(a)) return testUnary(this.#shell, a, b);
        if (BINARY.has(b) && this.#shell.kind !== 'bash') throw new TestError(`${b}: argument expected`);
        throw new TestError(this.#unaryExpected(a, b));
      case 3:
        if (BINARY.has(b)) return this.#binary(a, b, c);
        if (b === '-a') return a !== '' && c !== '';
        if (b === '-o') return a !== '' || c !== '';
        if (a === '!') return !this.#short([b, c]);
        if (a === '(' && c === ')') return b !== '';
        throw new TestError(this.#binaryExpected(a, b));
      default:
        if (a === '!') return !this.#short(words.slice(1));
        if (a === '(' && words[3] === ')') return this.#short(words.slice(1, 3));
        return this.#long();
    }
  }

  #long(): boolean {
    this.#next = 0;
    const value = this.#or();
    if (this.#next < this.#words.length) {
      const { kind } = this.#shell;
      if (kind === 'bash') throw new TestError('too many arguments');
      const word = this.#words[this.#next] as string;
      throw new TestError(
        kind === 'sh' ? `${word}: unknown operand` : `${this.#words[0]}: unexpected operator`,
      );
    }
    return value;
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
    const words = this.#words;
    const word = words[this.#next];
    if (word === undefined) throw new TestError('argument expected');
    const operator = words[this.#next + 1];
    if (operator !== undefined && BINARY.has(operator) && words[this.#next + 2] !== undefined) {
      this.#next += 3;
      return this.#binary(word, operator, words[this.#next - 1] as string);
    }
    if (word === '(') {
      this.#next++;
      const value = this.#or();
      if (words[this.#next] !== ')')
        throw new TestError(this.#shell.kind === 'bash' ? "`)' expected" : 'closing paren expected');
      this.#next++;
      return value;
    }
    if (UNARY.has(word) && operator !== undefined) {
      this.#next += 2;
      return testUnary(this.#shell, word, operator);
    }
    this.#next++;
    return word !== '';
  }

  #binary(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '=':
      case '==':
        if (operator === '==' && this.#shell.kind === 'dash')
          throw new TestError(`${left}: unexpected operator`);
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
        return testFiles(this.#shell, operator, left, right);
      default:
        return testNumbers(operator, this.#number(left), this.#number(right));
    }
  }

  #number(text: string): bigint {
    if (/^\s*[-+]?\d+\s*$/.test(text)) return BigInt(text.trim().replace(/^\+/, ''));
    const { kind } = this.#shell;
    if (kind === 'bash') throw new TestError(`${text}: integer expression expected`);
    throw new TestError(kind === 'sh' ? `${text}: bad number` : `Illegal number: ${text}`);
  }

  #unaryExpected(a: string, b: string): string {
    const { kind } = this.#shell;
    if (kind === 'bash') return `${a}: unary operator expected`;
    return kind === 'sh' ? `${b}: unknown operand` : `${a}: unexpected operator`;
  }

  #binaryExpected(a: string, b: string): string {
    const { kind } = this.#shell;
    if (kind === 'bash') return `${b}: binary operator expected`;
    return kind === 'sh' ? `${b}: unknown operand` : `${a}: unexpected operator`;
  }
}
