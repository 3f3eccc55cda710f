import type { Expr, Parameter, Stmt } from './ast.ts';
import { PythonSyntaxError, type Token, tokenize } from './lex.ts';

/** What Python has and the sandbox's does not. */
export class NotModelled extends Error {
  readonly line: number;
  constructor(what: string, line: number) {
    super(`the sandbox's python does not know '${what}'`);
    this.line = line;
  }
}

const KEYWORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];

/** @returns the statements of a source. @throws PythonSyntaxError, NotModelled */
export function parsePython(source: string): readonly Stmt[] {
  return new Parser(tokenize(source)).program();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get #token(): Token {
    return this.#tokens[this.#at]!;
  }

  #fail(message = 'invalid syntax', token = this.#token): never {
    throw new PythonSyntaxError(message, token.line, token.column);
  }

  #is(text: string): boolean {
    const { kind, text: own } = this.#token;
    return own === text && (kind === 'operator' || (kind === 'name' && KEYWORDS.has(text)));
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at += 1;
    return true;
  }

  #need(text: string): void {
    if (!this.#take(text)) this.#fail(text === ':' ? "expected ':'" : 'invalid syntax');
  }

  #kind(): Token['kind'] {
    return this.#token.kind;
  }

  #name(): string {
    const token = this.#token;
    if (token.kind !== 'name' || KEYWORDS.has(token.text)) this.#fail();
    this.#at += 1;
    return token.text;
  }

  program(): Stmt[] {
    const all: Stmt[] = [];
    while (this.#token.kind !== 'end') {
      if (this.#token.kind === 'indent')
        throw new PythonSyntaxError(
          'unexpected indent',
          this.#token.line,
          this.#token.column,
          'IndentationError',
        );
      all.push(...this.#statement());
    }
    return all;
  }

  #block(after: string): Stmt[] {
    const { line } = this.#tokens[this.#at - 1]!;
    this.#need(':');
    if (this.#token.kind !== 'newline') return this.#simple();
    this.#at += 1;
    if (this.#kind() !== 'indent') {
      throw new PythonSyntaxError(
        `expected an indented block after ${after} on line ${line}`,
        this.#token.line,
        this.#token.column,
        'IndentationError',
      );
    }
    this.#at += 1;
    const all: Stmt[] = [];
    while (this.#kind() !== 'dedent') {
      if (this.#kind() === 'end') break;
      if (this.#kind() === 'indent')
        throw new PythonSyntaxError(
          'unexpected indent',
          this.#token.line,
          this.#token.column,
          'IndentationError',
        );
      all.push(...this.#statement());
    }
    if (this.#kind() === 'dedent') this.#at += 1;
    return all;
  }

  #statement(): Stmt[] {
    const { line } = this.#token;
    if (this.#is('if')) return [this.#if()];
    if (this.#take('while')) {
      const test = this.#expr();
      const body = this.#block("'while' statement");
      return [
        {
          is: 'while',
          line,
          test,
          body,
          otherwise: this.#take('else') ? this.#block("'else' statement") : [],
        },
      ];
    }
    if (this.#take('for')) {
      const target = this.#targets();
      this.#need('in');
      const of = this.#exprs();
      const body = this.#block("'for' statement");
      return [
        {
          is: 'for',
          line,
          target,
          of,
          body,
          otherwise: this.#take('else') ? this.#block("'else' statement") : [],
        },
      ];
    }
    if (this.#is('@') || this.#is('def') || this.#is('class')) return [this.#definition()];
    if (this.#is('try')) return [this.#try()];
    if (this.#take('with')) {
      const items: { value: Expr; as: Expr | undefined }[] = [];
      do {
        const value = this.#expr();
        items.push({ value, as: this.#take('as') ? this.#primary() : undefined });
      } while (this.#take(','));
      return [{ is: 'with', line, items, body: this.#block("'with' statement") }];
    }
    if (this.#is('async') || this.#is('await')) throw new NotModelled(this.#token.text, line);
    if (this.#token.text === 'match' && /^(name|string|number)$/.test(this.#tokens[this.#at + 1]?.kind ?? ''))
      throw new NotModelled('match', line);
    return this.#simple();
  }

  #if(): Stmt {
    const { line } = this.#token;
    const word = this.#token.text;
    this.#at += 1;
    const test = this.#expr();
    const then = this.#block(`'${word}' statement`);
    const otherwise = this.#is('elif')
      ? [this.#if()]
      : this.#take('else')
        ? this.#block("'else' statement")
        : [];
    return { is: 'if', line, test, then, otherwise };
  }

  #definition(): Stmt {
    const decorators: Expr[] = [];
    while (this.#take('@')) {
      decorators.push(this.#expr());
      if (this.#token.kind === 'newline') this.#at += 1;
    }
    if (this.#is('async')) throw new NotModelled('async', this.#token.line);
    const { line } = this.#token;
    if (this.#take('def')) {
      const name = this.#name();
      this.#need('(');
      const parameters = this.#parameters(')');
      this.#need(')');
      if (this.#take('->')) this.#expr();
      return { is: 'def', line, name, parameters, body: this.#block('function definition'), decorators };
    }
    this.#need('class');
    const name = this.#name();
    const bases: Expr[] = [];
    if (this.#take('(')) {
      while (!this.#is(')')) {
        bases.push(this.#expr());
        if (!this.#take(',')) break;
      }
      this.#need(')');
    }
    return { is: 'class', line, name, bases, body: this.#block('class definition'), decorators };
  }

  #parameters(end: string): Parameter[] {
    const all: Parameter[] = [];
    let onlyNamed = false;
    while (!this.#is(end)) {
      if (this.#take('/')) {
        if (!this.#take(',')) break;
        continue;
      }
      if (this.#take('**')) all.push({ name: this.#name(), kind: 'named-rest', value: undefined });
      else if (this.#take('*')) {
        onlyNamed = true;
        if (!this.#is(',')) all.push({ name: this.#name(), kind: 'rest', value: undefined });
      } else {
        const name = this.#name();
        if (end === ')' && this.#take(':')) this.#expr();
        all.push({
          name,
          kind: onlyNamed ? 'only-named' : 'plain',
          value: this.#take('=') ? this.#expr() : undefined,
        });
      }
      if (end === ')' && this.#take(':')) this.#expr();
      if (!this.#take(',')) break;
    }
    return all;
  }

  #try(): Stmt {
    const { line } = this.#token;
    this.#at += 1;
    const body = this.#block("'try' statement");
    const handlers: { type: Expr | undefined; name: string | undefined; body: Stmt[] }[] = [];
    while (this.#take('except')) {
      if (this.#is('*')) throw new NotModelled('except*', this.#token.line);
      const type = this.#is(':') ? undefined : this.#exprs();
      const name = this.#take('as') ? this.#name() : undefined;
      handlers.push({ type, name, body: this.#block("'except' statement") });
    }
    const otherwise = this.#take('else') ? this.#block("'else' statement") : [];
    const last = this.#take('finally') ? this.#block("'finally' statement") : [];
    if (handlers.length === 0 && last.length === 0) this.#fail("expected 'except' or 'finally' block");
    return { is: 'try', line, body, handlers, otherwise, last };
  }

  /** Small statements of one line. */
  #simple(): Stmt[] {
    const all: Stmt[] = [];
    do {
      if (this.#token.kind === 'newline') break;
      all.push(this.#small());
    } while (this.#take(';'));
    if (this.#token.kind === 'newline') this.#at += 1;
    else if (this.#token.kind !== 'end') this.#fail();
    return all;
  }

  #small(): Stmt {
    const { line } = this.#token;
    for (const word of ['pass', 'break', 'continue'] as const)
      if (this.#take(word)) return { is: word, line };
    const ends = (): boolean => this.#token.kind === 'newline' || this.#is(';') || this.#token.kind === 'end';
    if (this.#take('return')) return { is: 'return', line, value: ends() ? undefined : this.#exprs() };
    if (this.#take('raise')) {
      const value = ends() ? undefined : this.#expr();
      return { is: 'raise', line, value, cause: this.#take('from') ? this.#expr() : undefined };
    }
    if (this.#is('global') || this.#is('nonlocal')) {
      const outer = this.#token.text === 'nonlocal';
      this.#at += 1;
      const names = [this.#name()];
      while (this.#take(',')) names.push(this.#name());
      return { is: 'global', line, names, outer };
    }
    if (this.#take('del')) {
      const target = this.#exprs();
      return { is: 'delete', line, targets: target.is === 'tuple' ? target.items : [target] };
    }
    if (this.#take('assert')) {
      const test = this.#expr();
      return { is: 'assert', line, test, message: this.#take(',') ? this.#expr() : undefined };
    }
    if (this.#take('import')) {
      const names: { name: string; as: string | undefined }[] = [];
      do {
        const name = this.#dotted();
        names.push({ name, as: this.#take('as') ? this.#name() : undefined });
      } while (this.#take(','));
      return { is: 'import', line, names };
    }
    if (this.#take('from')) return this.#from(line);
    if (this.#is('yield')) throw new NotModelled('yield', line);
    const value = this.#exprs();
    if (this.#take(':')) {
      this.#expr();
      return this.#take('=')
        ? { is: 'assign', line, targets: [value], value: this.#exprs() }
        : { is: 'pass', line };
    }
    const operator = /^(\*\*|\/\/|<<|>>|[-+*/%&|^@])=$/.exec(this.#token.text)?.[1];
    if (operator !== undefined && this.#token.kind === 'operator') {
      this.#at += 1;
      return { is: 'augment', line, target: value, operator, value: this.#exprs() };
    }
    if (!this.#is('=')) return { is: 'expr', line, value };
    const chain = [value];
    while (this.#take('=')) chain.push(this.#exprs());
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
    let name = this.#name();
    while (this.#take('.')) name += `.${this.#name()}`;
    return name;
  }

  #from(line: number): Stmt {
    if (this.#is('.')) throw new NotModelled('from .', line);
    const module = this.#dotted();
    this.#need('import');
    if (this.#is('*')) throw new NotModelled('import *', line);
    const wrapped = this.#take('(');
    const names: { name: string; as: string | undefined }[] = [];
    do {
      if (wrapped && this.#is(')')) break;
      const name = this.#name();
      names.push({ name, as: this.#take('as') ? this.#name() : undefined });
    } while (this.#take(','));
    if (wrapped) this.#need(')');
    return { is: 'from', line, module, names };
  }

  #targets(): Expr {
    const { line } = this.#token;
    const first = this.#unary();
    if (!this.#is(',')) return first;
    const items = [first];
    while (this.#take(',')) if (!this.#is('in')) items.push(this.#unary());
    return { is: 'tuple', line, items };
  }

  /** An expression, or a tuple without parentheses. */
  #exprs(): Expr {
    const { line } = this.#token;
    const first = this.#starred();
    if (!this.#is(',')) return first;
    const items = [first];
    while (this.#take(',')) {
      if (
        this.#token.kind === 'newline' ||
        this.#is('=') ||
        this.#is(')') ||
        this.#is(']') ||
        this.#is(':') ||
        this.#token.kind === 'end'
      )
        break;
      items.push(this.#starred());
    }
    return { is: 'tuple', line, items };
  }

  #starred(): Expr {
    const { line } = this.#token;
    return this.#take('*') ? { is: 'star', line, value: this.#expr() } : this.#expr();
  }

  #expr(): Expr {
    const { line } = this.#token;
    if (this.#take('lambda')) {
      const parameters = this.#parameters(':');
      this.#need(':');
      return { is: 'lambda', line, parameters, body: this.#expr() };
    }
    if (this.#is('yield') || this.#is('await')) throw new NotModelled(this.#token.text, line);
    const then = this.#or();
    if (this.#is(':=')) throw new NotModelled(':=', line);
    if (!this.#take('if')) return then;
    const test = this.#or();
    this.#need('else');
    return { is: 'if', line, test, then, otherwise: this.#expr() };
  }

  #or(): Expr {
    let left = this.#and();
    while (this.#is('or')) {
      const { line } = this.#token;
      this.#at += 1;
      left = { is: 'logic', line, operator: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expr {
    let left = this.#not();
    while (this.#is('and')) {
      const { line } = this.#token;
      this.#at += 1;
      left = { is: 'logic', line, operator: 'and', left, right: this.#not() };
    }
    return left;
  }

  #not(): Expr {
    const { line } = this.#token;
    if (this.#take('not')) return { is: 'unary', line, operator: 'not', value: this.#not() };
    const left = this.#binary(0);
    const rest: [string, Expr][] = [];
    for (;;) {
      let operator: string;
      if (this.#take('not')) {
        this.#need('in');
        operator = 'not in';
      } else if (this.#take('is')) operator = this.#take('not') ? 'is not' : 'is';
      else if (['<', '>', '==', '!=', '<=', '>=', 'in'].some((text) => this.#is(text))) {
        operator = this.#token.text;
        this.#at += 1;
      } else break;
      rest.push([operator, this.#binary(0)]);
    }
    return rest.length === 0 ? left : { is: 'compare', line, left, rest };
  }

  #binary(level: number): Expr {
    if (level === LEVELS.length) return this.#unary();
    let left = this.#binary(level + 1);
    while (LEVELS[level]!.some((text) => this.#is(text))) {
      const { line, text } = this.#token;
      this.#at += 1;
      left = { is: 'binary', line, operator: text, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  #unary(): Expr {
    const { line, text } = this.#token;
    if (this.#is('-') || this.#is('+') || this.#is('~')) {
      this.#at += 1;
      return { is: 'unary', line, operator: text, value: this.#unary() };
    }
    const base = this.#primary();
    return this.#take('**') ? { is: 'binary', line, operator: '**', left: base, right: this.#unary() } : base;
  }

  #primary(): Expr {
    let value = this.#atom();
    for (;;) {
      const { line } = this.#token;
      if (this.#take('.')) value = { is: 'attribute', line, value, name: this.#name() };
      else if (this.#take('(')) value = this.#call(value, line);
      else if (this.#take('[')) {
        const index = this.#subscript();
        this.#need(']');
        value = { is: 'index', line, value, index };
      } else return value;
    }
  }

  #subscript(): Expr {
    const { line } = this.#token;
    const from = this.#is(':') ? undefined : this.#exprs();
    if (!this.#take(':')) return from!;
    const to = this.#is(']') || this.#is(':') ? undefined : this.#expr();
    const step = this.#take(':') && !this.#is(']') ? this.#expr() : undefined;
    return { is: 'slice', line, from, to, step };
  }

  #call(callee: Expr, line: number): Expr {
    const args: Expr[] = [];
    const named: [string | undefined, Expr][] = [];
    while (!this.#is(')')) {
      if (this.#take('**')) named.push([undefined, this.#expr()]);
      else if (
        this.#token.kind === 'name' &&
        this.#tokens[this.#at + 1]?.text === '=' &&
        this.#tokens[this.#at + 1]?.kind === 'operator'
      ) {
        const name = this.#name();
        this.#at += 1;
        named.push([name, this.#expr()]);
      } else {
        const value = this.#starred();
        args.push(this.#is('for') ? this.#loops('list', undefined, value) : value);
      }
      if (!this.#take(',')) break;
    }
    if (!this.#is(')')) this.#fail('invalid syntax. Perhaps you forgot a comma?');
    this.#at += 1;
    return { is: 'call', line, callee, args, named };
  }

  #loops(kind: 'list' | 'set' | 'dict', key: Expr | undefined, value: Expr): Expr {
    const { line } = value;
    const loops: { target: Expr; of: Expr; tests: Expr[] }[] = [];
    while (this.#take('for')) {
      const target = this.#targets();
      this.#need('in');
      const of = this.#or();
      const tests: Expr[] = [];
      while (this.#take('if')) tests.push(this.#or());
      loops.push({ target, of, tests });
    }
    return { is: 'comprehension', line, kind, key, value, loops };
  }

  #atom(): Expr {
    const token = this.#token;
    const { line } = token;
    if (token.kind === 'number') {
      this.#at += 1;
      const text = token.text.replaceAll('_', '');
      const plain = /^\d+$|^0[xXbBoO]/.test(text);
      return { is: 'constant', line, value: plain ? Number(text) : { float: Number(text) } };
    }
    if (token.kind === 'string') return this.#strings();
    if (this.#take('(')) {
      if (this.#take(')')) return { is: 'tuple', line, items: [] };
      const value = this.#exprs();
      const whole = this.#is('for') ? this.#loops('list', undefined, value) : value;
      this.#need(')');
      return whole;
    }
    if (this.#take('[')) {
      if (this.#take(']')) return { is: 'list', line, items: [] };
      const first = this.#starred();
      if (this.#is('for')) {
        const whole = this.#loops('list', undefined, first);
        this.#need(']');
        return whole;
      }
      const items = [first];
      while (this.#take(',')) if (!this.#is(']')) items.push(this.#starred());
      this.#need(']');
      return { is: 'list', line, items };
    }
    if (this.#take('{')) return this.#braces(line);
    if (this.#take('...')) return { is: 'constant', line, value: null };
    for (const [word, value] of [
      ['None', null],
      ['True', true],
      ['False', false],
    ] as const) {
      if (this.#take(word)) return { is: 'constant', line, value };
    }
    if (token.kind === 'name' && !KEYWORDS.has(token.text)) {
      this.#at += 1;
      return { is: 'name', line, name: token.text };
    }
    return this.#fail();
  }

  #braces(line: number): Expr {
    if (this.#take('}')) return { is: 'dict', line, pairs: [] };
    const pairs: [Expr | undefined, Expr][] = [];
    const items: Expr[] = [];
    do {
      if (this.#is('}')) break;
      if (this.#take('**')) pairs.push([undefined, this.#expr()]);
      else {
        const key = this.#starred();
        if (this.#take(':')) {
          const value = this.#expr();
          if (this.#is('for')) {
            const whole = this.#loops('dict', key, value);
            this.#need('}');
            return whole;
          }
          pairs.push([key, value]);
        } else if (this.#is('for')) {
          const whole = this.#loops('set', undefined, key);
          this.#need('}');
          return whole;
        } else items.push(key);
      }
    } while (this.#take(','));
    this.#need('}');
    return items.length > 0 ? { is: 'set', line, items } : { is: 'dict', line, pairs };
  }

  /** Strings that stand beside each other are one. */
  #strings(): Expr {
    const { line } = this.#token;
    const parts: Extract<Expr, { is: 'joined' }>['parts'][number][] = [];
    let bytes = false;
    while (this.#token.kind === 'string') {
      const { value = '', prefix = '', line: here } = this.#token;
      bytes ||= prefix.includes('b');
      if (prefix.includes('f')) parts.push(...formatted(value, here));
      else parts.push(value);
      this.#at += 1;
    }
    if (parts.every((part) => typeof part === 'string')) {
      const text = parts.join('');
      return { is: 'constant', line, value: bytes ? { bytes: text } : text };
    }
    return { is: 'joined', line, parts };
  }
}

/** The parts of an f-string. */
function formatted(text: string, line: number): Extract<Expr, { is: 'joined' }>['parts'][number][] {
  const parts: Extract<Expr, { is: 'joined' }>['parts'][number][] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const char = text[at]!;
    if ((char === '{' || char === '}') && text[at + 1] === char) {
      plain += char;
      at += 2;
    } else if (char === '{') {
      if (plain !== '') parts.push(plain);
      plain = '';
      const end = closing(text, at + 1);
      if (end < 0) throw new PythonSyntaxError("f-string: expecting '}'", line, 1);
      const inside = text.slice(at + 1, end);
      const [expression, conversion, spec] = splitField(inside);
      const shows = /[^=!<>]=\s*$/.exec(expression) !== null;
      if (shows) parts.push(expression);
      const source = shows ? expression.replace(/=\s*$/, '') : expression;
      if (source.trim() === '')
        throw new PythonSyntaxError("f-string: valid expression required before '}'", line, 1);
      const [statement] = parsePython(`(${source})`);
      if (statement?.is !== 'expr') throw new PythonSyntaxError('f-string: invalid syntax', line, 1);
      const specs =
        spec === undefined
          ? []
          : formatted(spec, line).map((part) => (typeof part === 'string' ? part : part.expr));
      parts.push({
        expr: atLine(statement.value, line),
        conversion: shows && conversion === '' && spec === undefined ? 'r' : conversion,
        spec: specs,
      });
      at = end + 1;
    } else {
      plain += char;
      at += 1;
    }
  }
  if (plain !== '') parts.push(plain);
  return parts;
}

function atLine(expr: Expr, line: number): Expr {
  return { ...expr, line };
}

function closing(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (char === '}' && depth === 0) return at;
    else if (')]}'.includes(char)) depth -= 1;
  }
  return -1;
}

function splitField(inside: string): [expression: string, conversion: string, spec: string | undefined] {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < inside.length; at++) {
    const char = inside[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (depth === 0 && char === '!' && /^[rsa](:|$)/.test(inside.slice(at + 1))) {
      return [
        inside.slice(0, at),
        inside[at + 1]!,
        inside[at + 2] === ':' ? inside.slice(at + 3) : undefined,
      ];
    } else if (depth === 0 && char === ':') return [inside.slice(0, at), '', inside.slice(at + 1)];
  }
  return [inside, '', undefined];
}
