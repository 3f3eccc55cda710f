import type { Expr, Stmt } from './ast.ts';
import { PythonSyntaxError, tokenize } from './lex.ts';
import { NotModelled } from './not-modelled.ts';
import { ExpressionParser } from './parse-expression.ts';

/** @returns the statements of a source. @throws PythonSyntaxError, NotModelled */
export function parsePython(source: string): readonly Stmt[] {
  return new Parser(tokenize(source)).program();
}

/** Reads statements. */
class Parser extends ExpressionParser {
  protected override inner(source: string): readonly Stmt[] {
    return parsePython(source);
  }

  program(): Stmt[] {
    const all: Stmt[] = [];
    while (this.token.kind !== 'end') {
      if (this.token.kind === 'indent')
        throw new PythonSyntaxError(
          'unexpected indent',
          this.token.line,
          this.token.column,
          'IndentationError',
        );
      all.push(...this.#statement());
    }
    return all;
  }

  #block(after: string): Stmt[] {
    const { line } = this.tokens[this.at - 1]!;
    this.need(':');
    if (this.token.kind !== 'newline') return this.#simple();
    this.at += 1;
    if (this.kind() !== 'indent') {
      throw new PythonSyntaxError(
        `expected an indented block after ${after} on line ${line}`,
        this.token.line,
        this.token.column,
        'IndentationError',
      );
    }
    this.at += 1;
    const all: Stmt[] = [];
    while (this.kind() !== 'dedent') {
      if (this.kind() === 'end') break;
      if (this.kind() === 'indent')
        throw new PythonSyntaxError(
          'unexpected indent',
          this.token.line,
          this.token.column,
          'IndentationError',
        );
      all.push(...this.#statement());
    }
    if (this.kind() === 'dedent') this.at += 1;
    return all;
  }

  #statement(): Stmt[] {
    const { line } = this.token;
    if (this.is('if')) return [this.#if()];
    if (this.take('while')) {
      const test = this.expr();
      const body = this.#block("'while' statement");
      return [
        {
          is: 'while',
          line,
          test,
          body,
          otherwise: this.take('else') ? this.#block("'else' statement") : [],
        },
      ];
    }
    if (this.take('for')) {
      const target = this.targets();
      this.need('in');
      const of = this.exprs();
      const body = this.#block("'for' statement");
      return [
        {
          is: 'for',
          line,
          target,
          of,
          body,
          otherwise: this.take('else') ? this.#block("'else' statement") : [],
        },
      ];
    }
    if (this.is('@') || this.is('def') || this.is('class')) return [this.#definition()];
    if (this.is('try')) return [this.#try()];
    if (this.take('with')) {
      const items: { value: Expr; as: Expr | undefined }[] = [];
      do {
        const value = this.expr();
        items.push({ value, as: this.take('as') ? this.primary() : undefined });
      } while (this.take(','));
      return [{ is: 'with', line, items, body: this.#block("'with' statement") }];
    }
    if (this.is('async') || this.is('await')) throw new NotModelled(this.token.text, line);
    if (this.token.text === 'match' && /^(name|string|number)$/.test(this.tokens[this.at + 1]?.kind ?? ''))
      throw new NotModelled('match', line);
    return this.#simple();
  }

  #if(): Stmt {
    const { line } = this.token;
    const word = this.token.text;
    this.at += 1;
    const test = this.expr();
    const then = this.#block(`'${word}' statement`);
    const otherwise = this.is('elif')
      ? [this.#if()]
      : this.take('else')
        ? this.#block("'else' statement")
        : [];
    return { is: 'if', line, test, then, otherwise };
  }

  #definition(): Stmt {
    const decorators: Expr[] = [];
    while (this.take('@')) {
      decorators.push(this.expr());
      if (this.token.kind === 'newline') this.at += 1;
    }
    if (this.is('async')) throw new NotModelled('async', this.token.line);
    const { line } = this.token;
    if (this.take('def')) {
      const name = this.name();
      this.need('(');
      const parameters = this.parameters(')');
      this.need(')');
      if (this.take('->')) this.expr();
      return { is: 'def', line, name, parameters, body: this.#block('function definition'), decorators };
    }
    this.need('class');
    const name = this.name();
    const bases: Expr[] = [];
    if (this.take('(')) {
      while (!this.is(')')) {
        bases.push(this.expr());
        if (!this.take(',')) break;
      }
      this.need(')');
    }
    return { is: 'class', line, name, bases, body: this.#block('class definition'), decorators };
  }

  #try(): Stmt {
    const { line } = this.token;
    this.at += 1;
    const body = this.#block("'try' statement");
    const handlers: { type: Expr | undefined; name: string | undefined; body: Stmt[] }[] = [];
    while (this.take('except')) {
      if (this.is('*')) throw new NotModelled('except*', this.token.line);
      const type = this.is(':') ? undefined : this.exprs();
      const name = this.take('as') ? this.name() : undefined;
      handlers.push({ type, name, body: this.#block("'except' statement") });
    }
    const otherwise = this.take('else') ? this.#block("'else' statement") : [];
    const last = this.take('finally') ? this.#block("'finally' statement") : [];
    if (handlers.length === 0 && last.length === 0) this.fail("expected 'except' or 'finally' block");
    return { is: 'try', line, body, handlers, otherwise, last };
  }

  /** Small statements of one line. */
  #simple(): Stmt[] {
    const all: Stmt[] = [];
    do {
      if (this.token.kind === 'newline') break;
      all.push(this.#small());
    } while (this.take(';'));
    if (this.token.kind === 'newline') this.at += 1;
    else if (this.token.kind !== 'end') this.fail();
    return all;
  }

  #small(): Stmt {
    const { line } = this.token;
    for (const word of ['pass', 'break', 'continue'] as const) if (this.take(word)) return { is: word, line };
    const ends = (): boolean => this.token.kind === 'newline' || this.is(';') || this.token.kind === 'end';
    if (this.take('return')) return { is: 'return', line, value: ends() ? undefined : this.exprs() };
    if (this.take('raise')) {
      const value = ends() ? undefined : this.expr();
      return { is: 'raise', line, value, cause: this.take('from') ? this.expr() : undefined };
    }
    if (this.is('global') || this.is('nonlocal')) {
      const outer = this.token.text === 'nonlocal';
      this.at += 1;
      const names = [this.name()];
      while (this.take(',')) names.push(this.name());
      return { is: 'global', line, names, outer };
    }
    if (this.take('del')) {
      const target = this.exprs();
      return { is: 'delete', line, targets: target.is === 'tuple' ? target.items : [target] };
    }
    if (this.take('assert')) {
      const test = this.expr();
      return { is: 'assert', line, test, message: this.take(',') ? this.expr() : undefined };
    }
    if (this.take('import')) {
      const names: { name: string; as: string | undefined }[] = [];
      do {
        const name = this.#dotted();
        names.push({ name, as: this.take('as') ? this.name() : undefined });
      } while (this.take(','));
      return { is: 'import', line, names };
    }
    if (this.take('from')) return this.#from(line);
    if (this.is('yield')) throw new NotModelled('yield', line);
    const value = this.exprs();
    if (this.take(':')) {
      this.expr();
      return this.take('=')
        ? { is: 'assign', line, targets: [value], value: this.exprs() }
        : { is: 'pass', line };
    }
    const operator = /^(\*\*|\/\/|<<|>>|[-+*/%&|^@])=$/.exec(this.token.text)?.[1];
    if (operator !== undefined && this.token.kind === 'operator') {
      this.at += 1;
      return { is: 'augment', line, target: value, operator, value: this.exprs() };
    }
    if (!this.is('=')) return { is: 'expr', line, value };
    const chain = [value];
    while (this.take('=')) chain.push(this.exprs());
    for (const target of chain.slice(0, -1)) this.#checkTarget(target);
    return { is: 'assign', line, targets: chain.slice(0, -1), value: chain.at(-1)! };
  }

  #checkTarget(target: Expr): void {
    if (['name', 'attribute', 'index', 'star'].includes(target.is)) return;
    if (target.is === 'tuple' || target.is === 'list')
      for (const item of target.items) this.#checkTarget(item);
    else {
      const what =
        target.is === 'constant'
          ? 'literal'
          : target.is === 'call'
            ? 'function call'
            : target.is === 'compare'
              ? 'comparison'
              : 'expression';
      throw new PythonSyntaxError(
        `cannot assign to ${what} here. Maybe you meant '==' instead of '='?`,
        target.line,
        1,
      );
    }
  }

  #dotted(): string {
    let name = this.name();
    while (this.take('.')) name += `.${this.name()}`;
    return name;
  }

  #from(line: number): Stmt {
    if (this.is('.')) throw new NotModelled('from .', line);
    const module = this.#dotted();
    this.need('import');
    if (this.is('*')) throw new NotModelled('import *', line);
    const wrapped = this.take('(');
    const names: { name: string; as: string | undefined }[] = [];
    do {
      if (wrapped && this.is(')')) break;
      const name = this.name();
      names.push({ name, as: this.take('as') ? this.name() : undefined });
    } while (this.take(','));
    if (wrapped) this.need(')');
    return { is: 'from', line, module, names };
  }
}
