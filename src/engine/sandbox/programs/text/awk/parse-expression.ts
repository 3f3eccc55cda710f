import type { Expression } from './ast.ts';
import { Cursor } from './cursor.ts';
import { BUILTINS, KEYWORDS } from './lex.ts';

/** Reads expressions, level by level (POSIX, awk, "Grammar"). */
export abstract class ExpressionParser extends Cursor {
  /** Inside of print's arguments `>` is a redirection. */
  protected printing = 0;

  protected list(close: string): Expression[] {
    const items: Expression[] = [];
    const printing = this.printing;
    this.printing = 0;
    this.newlines();
    while (!this.take(close)) {
      items.push(this.expression());
      this.newlines();
      if (!this.is(close)) this.need(',');
      this.newlines();
    }
    this.printing = printing;
    return items;
  }

  protected expression(): Expression {
    return this.#ternary();
  }

  #ternary(): Expression {
    const test = this.#or();
    if (this.take('?')) {
      this.newlines();
      const yes = this.#ternary();
      this.newlines();
      this.need(':');
      this.newlines();
      return { kind: 'condition', test, yes, no: this.#ternary() };
    }
    const operator = ['=', '+=', '-=', '*=', '/=', '%=', '^='].find((sign) => this.is(sign));
    if (operator !== undefined && ['name', 'field', 'index'].includes(test.kind)) {
      this.at++;
      this.newlines();
      return { kind: 'assign', operator, target: test, value: this.#ternary() };
    }
    return test;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.take('||')) {
      this.newlines();
      left = { kind: 'binary', operator: '||', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#in();
    while (this.take('&&')) {
      this.newlines();
      left = { kind: 'binary', operator: '&&', left, right: this.#in() };
    }
    return left;
  }

  #in(): Expression {
    let left = this.#match();
    while (this.take('in'))
      left = { kind: 'in', keys: left.kind === 'group' ? left.items : [left], name: this.name() };
    return left;
  }

  #match(): Expression {
    let left = this.#compare();
    for (;;) {
      const operator = this.is('~') ? '~' : this.is('!~') ? '!~' : undefined;
      if (operator === undefined) return left;
      this.at++;
      left = { kind: 'binary', operator, left, right: this.#compare() };
    }
  }

  #compare(): Expression {
    const left = this.concatenation(false);
    const operator = ['<', '<=', '==', '!=', '>=', ...(this.printing > 0 ? [] : ['>'])].find((sign) =>
      this.is(sign),
    );
    if (operator !== undefined) {
      this.at++;
      return { kind: 'binary', operator, left, right: this.concatenation(false) };
    }
    if (this.is('|') && this.tokens[this.at + 1]?.text === 'getline') {
      this.at += 2;
      let piped: Expression = { kind: 'getline', from: 'command', source: left, target: this.#target() };
      while (this.is('|') && this.tokens[this.at + 1]?.text === 'getline') {
        this.at += 2;
        piped = { kind: 'getline', from: 'command', source: piped, target: this.#target() };
      }
      return piped;
    }
    return left;
  }

  #target(): Expression | undefined {
    const { kind, text } = this.token;
    if (kind === 'name' && !KEYWORDS.has(text) && !BUILTINS.has(text)) return this.#primary();
    return this.is('$') ? this.#primary() : undefined;
  }

  /** Expressions side by side are joined. */
  protected concatenation(noGreater: boolean): Expression {
    let left = this.#sum();
    for (;;) {
      const { kind, text } = this.token;
      const begins =
        kind === 'number' ||
        kind === 'string' ||
        kind === 'function' ||
        (kind === 'regex' && !noGreater) ||
        (kind === 'name' && !KEYWORDS.has(text)) ||
        (kind === 'sign' && ['$', '!', '(', '-', '+', '++', '--'].includes(text));
      if (!begins || (kind === 'name' && text === 'in')) return left;
      left = { kind: 'binary', operator: ' ', left, right: this.#sum() };
    }
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const operator = this.is('+') ? '+' : this.is('-') ? '-' : undefined;
      if (operator === undefined) return left;
      this.at++;
      left = { kind: 'binary', operator, left, right: this.#product() };
    }
  }

  #product(): Expression {
    let left = this.#unary();
    for (;;) {
      const operator = ['*', '/', '%'].find((sign) => this.is(sign));
      if (operator === undefined) return left;
      this.at++;
      left = { kind: 'binary', operator, left, right: this.#unary() };
    }
  }

  #unary(): Expression {
    for (const operator of ['!', '-', '+'])
      if (this.take(operator)) return { kind: 'unary', operator, of: this.#unary() };
    return this.#power();
  }

  #power(): Expression {
    const left = this.#postfix();
    if (!this.take('^')) return left;
    // To the right, and stronger than a sign before it.
    const right = this.is('-') || this.is('+') || this.is('!') ? this.#unary() : this.#power();
    return { kind: 'binary', operator: '^', left, right };
  }

  #postfix(): Expression {
    const target = this.#primary();
    const value = ['name', 'field', 'index'].includes(target.kind);
    if (value && this.take('++')) return { kind: 'step', by: 1, before: false, target };
    if (value && this.take('--')) return { kind: 'step', by: -1, before: false, target };
    return target;
  }

  #primary(): Expression {
    const { kind, text } = this.token;
    this.at++;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    if (kind === 'string') return { kind: 'string', value: text };
    if (kind === 'regex') return { kind: 'regex', source: text };
    if (kind === 'function') {
      this.need('(');
      return { kind: 'call', name: text, args: this.list(')') };
    }
    if (kind === 'sign') {
      if (text === '(') {
        const items = this.list(')');
        if (items.length === 0) this.bad();
        return { kind: 'group', items };
      }
      if (text === '$')
        return {
          kind: 'field',
          of: this.is('++') || this.is('--') || this.is('-') ? this.#unaryField() : this.#primary(),
        };
      if (text === '++' || text === '--')
        return { kind: 'step', by: text === '++' ? 1 : -1, before: true, target: this.#primary() };
    }
    if (kind === 'name') {
      if (text === 'getline') {
        const target = this.#target();
        if (!this.take('<')) return { kind: 'getline', from: 'input', source: undefined, target };
        return { kind: 'getline', from: 'file', source: this.#primary(), target };
      }
      if (BUILTINS.has(text)) return { kind: 'call', name: text, args: this.take('(') ? this.list(')') : [] };
      if (!KEYWORDS.has(text))
        return this.take('[')
          ? { kind: 'index', name: text, keys: this.list(']') }
          : { kind: 'name', name: text };
    }
    this.at--;
    return this.bad();
  }

  #unaryField(): Expression {
    if (this.take('-')) return { kind: 'unary', operator: '-', of: this.#primary() };
    const by = this.take('++') ? 1 : -1;
    if (by < 0) this.at++;
    return { kind: 'step', by, before: true, target: this.#primary() };
  }
}
