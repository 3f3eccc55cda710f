import type { Expression, Program, Rule, Statement } from './ast.ts';
import { tokens } from './lex.ts';
import { ExpressionParser } from './parse-expression.ts';

/** Parses a program. Throws AwkSyntaxError. */
export function parseAwk(text: string): Program {
  return new Parser(tokens(text)).program();
}

/** Reads rules, functions and statements. */
class Parser extends ExpressionParser {
  program(): Program {
    const rules: Rule[] = [];
    const functions = new Map<string, { parameters: string[]; body: Statement }>();
    for (this.#ends(); this.token.kind !== 'end'; this.#ends()) {
      if (this.take('function') || this.take('func')) {
        const name = this.tokens[this.at++]!.text;
        this.need('(');
        const parameters: string[] = [];
        while (!this.take(')')) {
          parameters.push(this.name());
          this.take(',');
          this.newlines();
        }
        this.newlines();
        functions.set(name, { parameters, body: this.#block() });
        continue;
      }
      const when = this.take('BEGIN') ? 'BEGIN' : this.take('END') ? 'END' : 'line';
      let from: Expression | undefined;
      let to: Expression | undefined;
      if (when === 'line' && !this.is('{')) {
        from = this.expression();
        if (this.take(',')) {
          this.newlines();
          to = this.expression();
        }
      }
      const body = this.is('{') ? this.#block() : undefined;
      if (body === undefined && from === undefined) this.bad();
      rules.push({ when, from, to, body });
    }
    return { rules, functions };
  }

  #ends(): void {
    while (this.token.kind === 'newline' || this.is(';')) this.at++;
  }

  #block(): Statement {
    this.need('{');
    const body: Statement[] = [];
    for (this.#ends(); !this.is('}'); this.#ends()) body.push(this.#statement());
    this.at++;
    return { kind: 'block', body };
  }

  #body(): Statement {
    this.newlines();
    if (this.take(';')) return { kind: 'block', body: [] };
    return this.#statement();
  }

  #end(): void {
    if (this.is('}') || this.token.kind === 'end') return;
    if (this.token.kind === 'newline' || this.is(';')) {
      this.at++;
      return;
    }
    this.bad();
  }

  #statement(): Statement {
    if (this.is('{')) return this.#block();
    if (this.take('if')) {
      this.need('(');
      const test = this.expression();
      this.need(')');
      const yes = this.#body();
      const here = this.at;
      this.#ends();
      if (this.take('else')) return { kind: 'if', test, yes, no: this.#body() };
      this.at = here;
      return { kind: 'if', test, yes, no: undefined };
    }
    if (this.take('while')) {
      this.need('(');
      const test = this.expression();
      this.need(')');
      return { kind: 'while', test, body: this.#body(), first: false };
    }
    if (this.take('do')) {
      const body = this.#body();
      this.#ends();
      this.need('while');
      this.need('(');
      const test = this.expression();
      this.need(')');
      this.#end();
      return { kind: 'while', test, body, first: true };
    }
    if (this.take('for')) return this.#for();
    const simple = this.#simple();
    this.#end();
    return simple;
  }

  #for(): Statement {
    this.need('(');
    const [one, two, three, four] = this.tokens.slice(this.at, this.at + 4);
    if (one?.kind === 'name' && two?.text === 'in' && three?.kind === 'name' && four?.text === ')') {
      this.at += 4;
      return { kind: 'each', name: one.text, of: three.text, body: this.#body() };
    }
    const begin = this.is(';') ? undefined : this.#simple();
    this.need(';');
    this.newlines();
    const test = this.is(';') ? undefined : this.expression();
    this.need(';');
    this.newlines();
    const step = this.is(')') ? undefined : this.#simple();
    this.need(')');
    return { kind: 'for', begin, test, step, body: this.#body() };
  }

  #simple(): Statement {
    for (const how of ['break', 'continue', 'next', 'nextfile'] as const)
      if (this.take(how)) return { kind: 'leave', how };
    for (const kind of ['return', 'exit'] as const)
      if (this.take(kind)) {
        const none =
          this.is(';') || this.is('}') || this.token.kind === 'newline' || this.token.kind === 'end';
        return { kind, value: none ? undefined : this.expression() };
      }
    if (this.take('delete')) {
      const name = this.name();
      return { kind: 'delete', name, keys: this.take('[') ? this.list(']') : undefined };
    }
    const format = this.is('printf');
    if (format || this.is('print')) {
      this.at++;
      return this.#print(format);
    }
    return { kind: 'expression', of: this.expression() };
  }

  #print(format: boolean): Statement {
    const stops = () =>
      [';', '}', '>', '>>', '|', ')'].some((sign) => this.is(sign)) ||
      this.token.kind === 'newline' ||
      this.token.kind === 'end';
    let args: Expression[] = [];
    this.printing++;
    if (!stops()) {
      do {
        this.newlines();
        args.push(this.expression());
      } while (this.take(','));
    }
    this.printing--;
    const only = args[0];
    if (args.length === 1 && only?.kind === 'group') args = [...only.items];
    for (const to of ['>>', '>', '|'])
      if (this.take(to)) return { kind: 'print', format, args, to, target: this.concatenation(true) };
    return { kind: 'print', format, args, to: '', target: undefined };
  }
}
