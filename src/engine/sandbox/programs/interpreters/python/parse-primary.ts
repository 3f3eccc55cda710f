import type { Expr, Stmt } from './ast.ts';
import { Cursor, KEYWORDS } from './cursor.ts';
import { formatted } from './f-string.ts';

/** Reads atoms and what follows one: attributes, calls, subscripts (docs.python.org/3/reference/expressions.html, 6.2 and 6.3). */
export abstract class PrimaryParser extends Cursor {
  /** Reads a source that stands in an f-string. */
  protected abstract inner(source: string): readonly Stmt[];
  protected abstract expr(): Expr;
  /** An expression, or a tuple without parentheses. */
  protected abstract exprs(): Expr;
  protected abstract starred(): Expr;
  protected abstract or(): Expr;
  /** What a loop gives its values to. */
  protected abstract targets(): Expr;

  protected primary(): Expr {
    let value = this.#atom();
    for (;;) {
      const { line } = this.token;
      if (this.take('.')) value = { is: 'attribute', line, value, name: this.name() };
      else if (this.take('(')) value = this.#call(value, line);
      else if (this.take('[')) {
        const index = this.#subscript();
        this.need(']');
        value = { is: 'index', line, value, index };
      } else return value;
    }
  }

  #subscript(): Expr {
    const { line } = this.token;
    const from = this.is(':') ? undefined : this.exprs();
    if (!this.take(':')) return from!;
    const to = this.is(']') || this.is(':') ? undefined : this.expr();
    const step = this.take(':') && !this.is(']') ? this.expr() : undefined;
    return { is: 'slice', line, from, to, step };
  }

  #call(callee: Expr, line: number): Expr {
    const args: Expr[] = [];
    const named: [string | undefined, Expr][] = [];
    while (!this.is(')')) {
      if (this.take('**')) named.push([undefined, this.expr()]);
      else if (
        this.token.kind === 'name' &&
        this.tokens[this.at + 1]?.text === '=' &&
        this.tokens[this.at + 1]?.kind === 'operator'
      ) {
        const name = this.name();
        this.at += 1;
        named.push([name, this.expr()]);
      } else {
        const value = this.starred();
        args.push(this.is('for') ? this.#loops('list', undefined, value) : value);
      }
      if (!this.take(',')) break;
    }
    if (!this.is(')')) this.fail('invalid syntax. Perhaps you forgot a comma?');
    this.at += 1;
    return { is: 'call', line, callee, args, named };
  }

  #loops(kind: 'list' | 'set' | 'dict', key: Expr | undefined, value: Expr): Expr {
    const { line } = value;
    const loops: { target: Expr; of: Expr; tests: Expr[] }[] = [];
    while (this.take('for')) {
      const target = this.targets();
      this.need('in');
      const of = this.or();
      const tests: Expr[] = [];
      while (this.take('if')) tests.push(this.or());
      loops.push({ target, of, tests });
    }
    return { is: 'comprehension', line, kind, key, value, loops };
  }

  #atom(): Expr {
    const token = this.token;
    const { line } = token;
    if (token.kind === 'number') {
      this.at += 1;
      const text = token.text.replaceAll('_', '');
      const plain = /^\d+$|^0[xXbBoO]/.test(text);
      return { is: 'constant', line, value: plain ? Number(text) : { float: Number(text) } };
    }
    if (token.kind === 'string') return this.#strings();
    if (this.take('(')) {
      if (this.take(')')) return { is: 'tuple', line, items: [] };
      const value = this.exprs();
      const whole = this.is('for') ? this.#loops('list', undefined, value) : value;
      this.need(')');
      return whole;
    }
    if (this.take('[')) {
      if (this.take(']')) return { is: 'list', line, items: [] };
      const first = this.starred();
      if (this.is('for')) {
        const whole = this.#loops('list', undefined, first);
        this.need(']');
        return whole;
      }
      const items = [first];
      while (this.take(',')) if (!this.is(']')) items.push(this.starred());
      this.need(']');
      return { is: 'list', line, items };
    }
    if (this.take('{')) return this.#braces(line);
    if (this.take('...')) return { is: 'constant', line, value: null };
    for (const [word, value] of [
      ['None', null],
      ['True', true],
      ['False', false],
    ] as const) {
      if (this.take(word)) return { is: 'constant', line, value };
    }
    if (token.kind === 'name' && !KEYWORDS.has(token.text)) {
      this.at += 1;
      return { is: 'name', line, name: token.text };
    }
    return this.fail();
  }

  #braces(line: number): Expr {
    if (this.take('}')) return { is: 'dict', line, pairs: [] };
    const pairs: [Expr | undefined, Expr][] = [];
    const items: Expr[] = [];
    do {
      if (this.is('}')) break;
      if (this.take('**')) pairs.push([undefined, this.expr()]);
      else {
        const key = this.starred();
        if (this.take(':')) {
          const value = this.expr();
          if (this.is('for')) {
            const whole = this.#loops('dict', key, value);
            this.need('}');
            return whole;
          }
          pairs.push([key, value]);
        } else if (this.is('for')) {
          const whole = this.#loops('set', undefined, key);
          this.need('}');
          return whole;
        } else items.push(key);
      }
    } while (this.take(','));
    this.need('}');
    return items.length > 0 ? { is: 'set', line, items } : { is: 'dict', line, pairs };
  }

  /** Strings that stand beside each other are one. */
  #strings(): Expr {
    const { line } = this.token;
    const parts: Extract<Expr, { is: 'joined' }>['parts'][number][] = [];
    let bytes = false;
    while (this.token.kind === 'string') {
      const { value = '', prefix = '', line: here } = this.token;
      bytes ||= prefix.includes('b');
      if (prefix.includes('f')) parts.push(...formatted(value, here, (source) => this.inner(source)));
      else parts.push(value);
      this.at += 1;
    }
    if (parts.every((part) => typeof part === 'string')) {
      const text = parts.join('');
      return { is: 'constant', line, value: bytes ? { bytes: text } : text };
    }
    return { is: 'joined', line, parts };
  }
}
