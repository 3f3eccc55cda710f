import type { Block, Expression, GoFile, GoFunction, Statement } from './ast.ts';
import { GoError, GoRefused, type Place, type Token, unquoted } from './lex.ts';
import { ExpressionParser } from './parse-expression.ts';

/** Parses one source file (go.dev/ref/spec), of the part of Go that the sandbox has. */
class Parser extends ExpressionParser {
  file(name: string): GoFile {
    this.expect('package');
    const own = this.name().text;
    this.endStatement();
    const imports: { path: string; at: Place }[] = [];
    const one = (): void => {
      if (this.next.kind === 'name' || this.is('.'))
        throw new GoRefused(this.next, 'imports under another name');
      if (this.next.kind !== 'string') this.fail();
      const { text, line, column } = this.advance();
      imports.push({ path: unquoted(text), at: { line, column } });
      this.endStatement();
    };
    while (this.take('import') !== undefined) this.group(one);
    const functions: GoFunction[] = [];
    const variables: GoFile['variables'][number][] = [];
    while (this.next.kind !== 'end') {
      const at = this.next;
      if (this.is('var') || this.is('const')) {
        const found = this.variables();
        for (const each of found) if (each.kind === 'variable') variables.push(each);
      } else if (this.take('func') !== undefined) {
        if (this.is('(')) throw new GoRefused(at, 'methods');
        const { text, line, column } = this.name();
        if (this.is('[')) throw new GoRefused(this.next, 'type parameters');
        const signature = this.signature();
        functions.push({ name: text, at: { line, column }, signature, body: this.block() });
      } else if (this.is('type')) throw new GoRefused(at, 'type declarations');
      else throw new GoError(at, 'syntax error: non-declaration statement outside function body');
      this.endStatement();
    }
    return { name, package: own, imports, functions, variables };
  }

  /** One declaration, or several between parentheses. */
  protected group(one: () => void): void {
    if (this.take('(') === undefined) {
      one();
      return;
    }
    while (this.take(')') === undefined) one();
    this.endStatement();
  }

  protected variables(): Statement[] {
    const constant = this.advance().text === 'const';
    const found: Statement[] = [];
    const one = (): void => {
      const at = this.next;
      const names = [this.name()];
      while (this.take(',') !== undefined) names.push(this.name());
      const type = this.is('=') || this.is(';') || this.is(')') ? undefined : this.type();
      const values = this.take('=') === undefined ? [] : this.list();
      if (constant && values.length === 0) throw new GoRefused(at, 'constants without a value (iota)');
      found.push({
        kind: 'variable',
        at,
        constant,
        names: names.map(({ text, line, column }) => ({ name: text, at: { line, column } })),
        type,
        values,
      });
    };
    if (this.take('(') === undefined) one();
    else
      while (this.take(')') === undefined) {
        one();
        this.endStatement();
      }
    return found;
  }

  protected block(): Block {
    this.expect('{');
    const statements = this.statements();
    return { statements, end: this.expect('}') };
  }

  protected statements(): Statement[] {
    const found: Statement[] = [];
    while (!this.is('}') && !this.is('case') && !this.is('default')) {
      if (this.take(';') !== undefined) continue;
      if (this.next.kind === 'end') this.fail();
      found.push(this.statement());
      if (!this.is('}') && this.take(';') === undefined) this.fail();
    }
    return found;
  }

  protected statement(): Statement {
    const at = this.next;
    if (at.kind === 'keyword') {
      if (at.text === 'var' || at.text === 'const')
        return { kind: 'several', at, statements: this.variables() };
      if (this.take('return') !== undefined)
        return { kind: 'return', at, values: this.is(';') || this.is('}') ? [] : this.list() };
      if (at.text === 'if') return this.if();
      if (at.text === 'for') return this.for();
      if (at.text === 'switch') return this.switch();
      if (this.take('break') ?? this.take('continue')) {
        if (this.next.kind === 'name') throw new GoRefused(at, 'labels');
        return { kind: at.text as 'break', at };
      }
      if (!/^(func|map|interface)$/.test(at.text)) throw new GoRefused(at, at.text);
    }
    if (this.is('{')) return { kind: 'block', at, body: this.block() };
    return this.simple();
  }

  protected simple(): Statement {
    const at = this.next;
    const left = this.list();
    const operator = this.next;
    if (this.take(':=') !== undefined)
      return { kind: 'define', at: operator, names: left, values: this.list() };
    if (operator.kind === 'operator' && /^([-+*/%&|^]|<<|>>|&\^)?=$/.test(operator.text)) {
      this.advance();
      return {
        kind: 'assign',
        at,
        operator: operator.text.slice(0, -1),
        targets: left,
        values: this.list(),
      };
    }
    if (this.take('++') ?? this.take('--')) {
      const one: Expression = { kind: 'literal', at: operator, type: 'int', text: '1' };
      return { kind: 'assign', at, operator: operator.text[0]!, targets: left, values: [one] };
    }
    if (this.is('<-')) throw new GoRefused(operator, 'channels');
    if (this.is(':')) throw new GoRefused(operator, 'labels');
    return { kind: 'expression', at, value: left[0]! };
  }

  protected if(): Statement {
    const at = this.expect('if');
    let init: Statement | undefined;
    let first = this.simple();
    if (this.take(';') !== undefined) {
      init = first;
      first = this.simple();
    }
    if (first.kind !== 'expression')
      throw new GoError(first.at, 'syntax error: cannot use assignment as value');
    const then = this.block();
    let otherwise: Statement | undefined;
    if (this.take('else') !== undefined)
      otherwise = this.is('if') ? this.if() : { kind: 'block', at: this.next, body: this.block() };
    return { kind: 'if', at, init, condition: first.value, then, otherwise };
  }

  protected for(): Statement {
    const at = this.expect('for');
    if (this.is('{'))
      return { kind: 'for', at, init: undefined, condition: undefined, post: undefined, body: this.block() };
    const ranged = this.range([], false, at);
    if (ranged !== undefined) return ranged;
    let init: Statement | undefined;
    if (!this.is(';')) {
      const names = this.list();
      const operator = this.next;
      if (this.is(':=') || this.is('=')) {
        this.advance();
        const over = this.range(names, operator.text === ':=', at);
        if (over !== undefined) return over;
        const values = this.list();
        init =
          operator.text === ':='
            ? { kind: 'define', at: operator, names, values }
            : { kind: 'assign', at: operator, operator: '', targets: names, values };
      } else if (this.is('{'))
        return {
          kind: 'for',
          at,
          init: undefined,
          condition: names[0],
          post: undefined,
          body: this.block(),
        };
      else this.fail();
    }
    this.expect(';');
    const condition = this.is(';') ? undefined : this.expression();
    this.expect(';');
    const post = this.is('{') ? undefined : this.simple();
    return { kind: 'for', at, init, condition, post, body: this.block() };
  }

  protected range(names: readonly Expression[], defines: boolean, at: Token): Statement | undefined {
    if (this.take('range') === undefined) return undefined;
    return { kind: 'range', at, names, defines, over: this.expression(), body: this.block() };
  }

  protected switch(): Statement {
    const at = this.expect('switch');
    let init: Statement | undefined;
    let tag: Expression | undefined;
    if (!this.is('{')) {
      let first: Statement | undefined = this.is(';') ? undefined : this.simple();
      if (this.take(';') !== undefined) {
        init = first;
        first = this.is('{') ? undefined : this.simple();
      }
      if (first !== undefined && first.kind !== 'expression')
        throw new GoRefused(first.at, 'switch on types');
      tag = first?.value;
    }
    this.expect('{');
    const cases: { values: Expression[] | undefined; body: Block }[] = [];
    while (!this.is('}')) {
      const isDefault = this.take('default') !== undefined;
      if (!isDefault) this.expect('case');
      const values = isDefault ? undefined : this.list();
      this.expect(':');
      const statements = this.statements();
      cases.push({ values, body: { statements, end: this.next } });
    }
    this.expect('}');
    return { kind: 'switch', at, init, tag, cases };
  }
}

/**
 * Parses a source file.
 * @param name as the compiler's messages give it: `./main.go`
 * Throws GoError, GoRefused
 */
export function parseGo(source: string, name: string): GoFile {
  return new Parser(source).file(name);
}
