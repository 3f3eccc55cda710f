import { actionOf } from './find-actions.ts';
import { always, ExpressionReader, type Test } from './find-reader.ts';
import { testOf } from './find-tests.ts';

/** Reads find's expression into one test. */
export class Parser extends ExpressionReader {
  parse(): Test {
    const test = this.words.length === 0 ? always : this.#or();
    if (this.at < this.words.length) this.bad(this.words[this.at]!);
    const tool = this.tool;
    if (this.acts) return test;
    return function* (found) {
      if (yield* test(found)) tool.out(`${found.path}\n`);
      return true;
    };
  }

  #or(): Test {
    let left = this.#and();
    while (this.words[this.at] === '-o' || this.words[this.at] === '-or') {
      this.at++;
      const before = left;
      const right = this.#and();
      left = function* (found) {
        return (yield* before(found)) || (yield* right(found));
      };
    }
    return left;
  }

  #and(): Test {
    let left = this.#not();
    for (;;) {
      const word = this.words[this.at];
      if (word === undefined || word === '-o' || word === '-or' || word === ')') return left;
      if (word === '-a' || word === '-and') this.at++;
      const before = left;
      const right = this.#not();
      left = function* (found) {
        return (yield* before(found)) && (yield* right(found));
      };
    }
  }

  #not(): Test {
    const word = this.words[this.at];
    if (word === '!' || word === '-not') {
      this.at++;
      const inner = this.#not();
      return function* (found) {
        return !(yield* inner(found));
      };
    }
    if (word === '(') {
      this.at++;
      const inner = this.#or();
      if (this.words[this.at] !== ')')
        this.tool.fail(
          this.tool.gnu
            ? "invalid expression; I was expecting to find a ')' somewhere but did not see one."
            : "unmatched '('",
        );
      this.at++;
      return inner;
    }
    return this.#primary();
  }

  #primary(): Test {
    const word = this.words[this.at++]!;
    if (word === undefined) return this.bad('');
    const test = this.#option(word) ?? testOf(this, word) ?? actionOf(this, word);
    if (test !== undefined) return test;
    this.at--;
    return this.bad(word);
  }

  /** What a word says of the whole search. */
  #option(word: string): Test | undefined {
    const { tool } = this;
    switch (word) {
      case '-maxdepth':
      case '-mindepth': {
        const count = Number(this.value(word));
        if (Number.isNaN(count)) tool.fail(`invalid number '${this.words[this.at - 1]}'`);
        if (word === '-maxdepth') this.most = count;
        else this.least = count;
        return always;
      }
      case '-depth':
        this.depthFirst = true;
        return always;
      case '-xdev':
      case '-mount':
      case '-follow':
        return always;
      default:
        return undefined;
    }
  }
}
