import type { Expr, Parameter } from './ast.ts';
import { NotModelled } from './not-modelled.ts';
import { PrimaryParser } from './parse-primary.ts';

/** Operators between two operands, those that bind least first. */
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];

/** Reads expressions of operators, level by level (docs.python.org/3/reference/expressions.html, 6.17). */
export abstract class ExpressionParser extends PrimaryParser {
  protected parameters(end: string): Parameter[] {
    const all: Parameter[] = [];
    let onlyNamed = false;
    while (!this.is(end)) {
      if (this.take('/')) {
        if (!this.take(',')) break;
        continue;
      }
      if (this.take('**')) all.push({ name: this.name(), kind: 'named-rest', value: undefined });
      else if (this.take('*')) {
        onlyNamed = true;
        if (!this.is(',')) all.push({ name: this.name(), kind: 'rest', value: undefined });
      } else {
        const name = this.name();
        if (end === ')' && this.take(':')) this.expr();
        all.push({
          name,
          kind: onlyNamed ? 'only-named' : 'plain',
          value: this.take('=') ? this.expr() : undefined,
        });
      }
      if (end === ')' && this.take(':')) this.expr();
      if (!this.take(',')) break;
    }
    return all;
  }

  protected override targets(): Expr {
    const { line } = this.token;
    const first = this.#unary();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.take(',')) if (!this.is('in')) items.push(this.#unary());
    return { is: 'tuple', line, items };
  }

  /** An expression, or a tuple without parentheses. */
  protected override exprs(): Expr {
    const { line } = this.token;
    const first = this.starred();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.take(',')) {
      if (
        this.token.kind === 'newline' ||
        this.is('=') ||
        this.is(')') ||
        this.is(']') ||
        this.is(':') ||
        this.token.kind === 'end'
      )
        break;
      items.push(this.starred());
    }
    return { is: 'tuple', line, items };
  }

  protected override starred(): Expr {
    const { line } = this.token;
    return this.take('*') ? { is: 'star', line, value: this.expr() } : this.expr();
  }

  protected override expr(): Expr {
    const { line } = this.token;
    if (this.take('lambda')) {
      const parameters = this.parameters(':');
      this.need(':');
      return { is: 'lambda', line, parameters, body: this.expr() };
    }
    if (this.is('yield') || this.is('await')) throw new NotModelled(this.token.text, line);
    const then = this.or();
    if (this.is(':=')) throw new NotModelled(':=', line);
    if (!this.take('if')) return then;
    const test = this.or();
    this.need('else');
    return { is: 'if', line, test, then, otherwise: this.expr() };
  }

  protected override or(): Expr {
    let left = this.#and();
    while (this.is('or')) {
      const { line } = this.token;
      this.at += 1;
      left = { is: 'logic', line, operator: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expr {
    let left = this.#not();
    while (this.is('and')) {
      const { line } = this.token;
      this.at += 1;
      left = { is: 'logic', line, operator: 'and', left, right: this.#not() };
    }
    return left;
  }

  #not(): Expr {
    const { line } = this.token;
    if (this.take('not')) return { is: 'unary', line, operator: 'not', value: this.#not() };
    const left = this.#binary(0);
    const rest: [string, Expr][] = [];
    for (;;) {
      let operator: string;
      if (this.take('not')) {
        this.need('in');
        operator = 'not in';
      } else if (this.take('is')) operator = this.take('not') ? 'is not' : 'is';
      else if (['<', '>', '==', '!=', '<=', '>=', 'in'].some((text) => this.is(text))) {
        operator = this.token.text;
        this.at += 1;
      } else break;
      rest.push([operator, this.#binary(0)]);
    }
    return rest.length === 0 ? left : { is: 'compare', line, left, rest };
  }

  #binary(level: number): Expr {
    if (level === LEVELS.length) return this.#unary();
    let left = this.#binary(level + 1);
    while (LEVELS[level]!.some((text) => this.is(text))) {
      const { line, text } = this.token;
      this.at += 1;
      left = { is: 'binary', line, operator: text, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  #unary(): Expr {
    const { line, text } = this.token;
    if (this.is('-') || this.is('+') || this.is('~')) {
      this.at += 1;
      return { is: 'unary', line, operator: text, value: this.#unary() };
    }
    const base = this.primary();
    return this.take('**') ? { is: 'binary', line, operator: '**', left: base, right: this.#unary() } : base;
  }
}
