/** An expression of awk. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'field'; readonly of: Expression }
  | { readonly kind: 'index'; readonly name: string; readonly keys: readonly Expression[] }
  | {
      readonly kind: 'assign';
      readonly operator: string;
      readonly target: Expression;
      readonly value: Expression;
    }
  | { readonly kind: 'step'; readonly by: number; readonly before: boolean; readonly target: Expression }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'condition';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: 'in'; readonly keys: readonly Expression[]; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'group'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'getline';
      readonly from: 'input' | 'file' | 'command';
      readonly source: Expression | undefined;
      readonly target: Expression | undefined;
    };

/** A statement of awk. */
export type Statement =
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'expression'; readonly of: Expression }
  | {
      readonly kind: 'print';
      readonly format: boolean;
      readonly args: readonly Expression[];
      readonly to: string;
      readonly target: Expression | undefined;
    }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly yes: Statement;
      readonly no: Statement | undefined;
    }
  | { readonly kind: 'while'; readonly test: Expression; readonly body: Statement; readonly first: boolean }
  | {
      readonly kind: 'for';
      readonly begin: Statement | undefined;
      readonly test: Expression | undefined;
      readonly step: Statement | undefined;
      readonly body: Statement;
    }
  | { readonly kind: 'each'; readonly name: string; readonly of: string; readonly body: Statement }
  | { readonly kind: 'delete'; readonly name: string; readonly keys: readonly Expression[] | undefined }
  | { readonly kind: 'leave'; readonly how: 'break' | 'continue' | 'next' | 'nextfile' }
  | { readonly kind: 'return' | 'exit'; readonly value: Expression | undefined };

export interface Rule {
  readonly when: 'BEGIN' | 'END' | 'line';
  readonly from: Expression | undefined;
  readonly to: Expression | undefined;
  readonly body: Statement | undefined;
}

export interface Program {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<
    string,
    { readonly parameters: readonly string[]; readonly body: Statement }
  >;
}

/** Thrown for a program that is none. */
export class AwkSyntaxError extends Error {}

interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'function' | 'sign' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const SIGNS = [
  '&&',
  '||',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '**',
  '==',
  '<=',
  '>=',
  '!=',
  '>>',
  '!~',
  ...'{}()[];,+-*/%^!<>|?:~$=',
];
const KEYWORDS = new Set([
  'BEGIN',
  'END',
  'function',
  'func',
  'if',
  'else',
  'while',
  'for',
  'do',
  'break',
  'continue',
  'next',
  'nextfile',
  'exit',
  'return',
  'delete',
  'in',
  'getline',
  'print',
  'printf',
]);
/** Functions that awk has itself. */
export const BUILTINS = new Set([
  'length',
  'substr',
  'index',
  'split',
  'sub',
  'gsub',
  'gensub',
  'match',
  'sprintf',
  'toupper',
  'tolower',
  'sin',
  'cos',
  'atan2',
  'exp',
  'log',
  'sqrt',
  'int',
  'rand',
  'srand',
  'system',
  'close',
  'fflush',
  'systime',
  'strftime',
  'and',
  'or',
  'xor',
  'lshift',
  'rshift',
  'compl',
]);

/** Cuts a program into tokens. */
function tokens(text: string): Token[] {
  const found: Token[] = [];
  let line = 1;
  let at = 0;
  const push = (kind: Token['kind'], value: string) => found.push({ kind, text: value, line });
  while (at < text.length) {
    const rest = text.slice(at, at + 400);
    const sign = text[at]!;
    if (sign === '\n') {
      push('newline', '\n');
      line++;
      at++;
    } else if (/[ \t\r]/.test(sign)) at++;
    else if (rest.startsWith('\\\n')) {
      line++;
      at += 2;
    } else if (sign === '#') while (at < text.length && text[at] !== '\n') at++;
    else if (sign === '"') {
      let value = '';
      for (at++; text[at] !== '"'; at++) {
        if (at >= text.length || text[at] === '\n') throw new AwkSyntaxError('unterminated string');
        if (text[at] !== '\\') value += text[at];
        else {
          const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
          const next = text[at + 1] ?? '';
          if (octal !== undefined) value += String.fromCharCode(Number.parseInt(octal, 8) & 255);
          else
            value +=
              {
                n: '\n',
                t: '\t',
                r: '\r',
                '\\': '\\',
                '"': '"',
                '/': '/',
                a: '\x07',
                b: '\b',
                f: '\f',
                v: '\v',
                '\n': '',
              }[next] ?? `\\${next}`;
          at += octal?.length ?? 1;
        }
      }
      at++;
      push('string', value);
    } else if (sign === '/' && !isOperand(found.at(-1))) {
      let source = '';
      let bracket = false;
      for (at++; bracket || text[at] !== '/'; at++) {
        if (at >= text.length || text[at] === '\n') throw new AwkSyntaxError('unterminated regex');
        if (text[at] === '\\') source += text[at + 1] === '/' ? text[++at] : text[at]! + text[++at];
        else {
          if (text[at] === '[' && !bracket) bracket = !/^\[\^?\](?![^/\n]*\])/.test(text.slice(at, at + 100));
          else if (text[at] === ']' && !/\[\^?$/.test(source)) bracket = false;
          source += text[at];
        }
      }
      at++;
      push('regex', source);
    } else {
      const number = /^(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/.exec(
        rest,
      )?.[0];
      const name = /^[A-Za-z_]\w*/.exec(text.slice(at))?.[0];
      if (number !== undefined) {
        push('number', number);
        at += number.length;
      } else if (name !== undefined) {
        at += name.length;
        push(text[at] === '(' && !KEYWORDS.has(name) && !BUILTINS.has(name) ? 'function' : 'name', name);
      } else {
        const one = SIGNS.find((candidate) => rest.startsWith(candidate));
        if (one === undefined) throw new AwkSyntaxError(`unexpected '${sign}'`);
        push('sign', one === '**' ? '^' : one);
        at += one.length;
      }
    }
  }
  push('end', '');
  return found;
}

/** After an operand a slash divides. */
function isOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'name') return !KEYWORDS.has(token.text);
  return (
    token.kind === 'number' ||
    token.kind === 'string' ||
    token.kind === 'regex' ||
    (token.kind === 'sign' && [')', ']', '$', '++', '--'].includes(token.text))
  );
}

/** Parses a program. Throws AwkSyntaxError. */
export function parseAwk(text: string): Program {
  return new Parser(tokens(text)).program();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #noIn = 0;
  /** Inside of print's arguments `>` is a redirection. */
  #printing = 0;

  constructor(list: readonly Token[]) {
    this.#tokens = list;
  }

  get #token(): Token {
    return this.#tokens[this.#at]!;
  }

  #is(text: string): boolean {
    const { kind, text: own } = this.#token;
    return own === text && (kind === 'sign' || kind === 'name' || kind === 'newline');
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #need(text: string): void {
    if (!this.#take(text)) this.#bad();
  }

  #bad(): never {
    const { kind, text } = this.#token;
    throw new AwkSyntaxError(
      kind === 'end'
        ? 'unexpected end of program'
        : kind === 'newline'
          ? 'unexpected newline'
          : `unexpected token '${text}'`,
    );
  }

  #name(): string {
    if (this.#token.kind !== 'name' || KEYWORDS.has(this.#token.text)) this.#bad();
    return this.#tokens[this.#at++]!.text;
  }

  #newlines(): void {
    while (this.#token.kind === 'newline') this.#at++;
  }

  #ends(): void {
    while (this.#token.kind === 'newline' || this.#is(';')) this.#at++;
  }

  program(): Program {
    const rules: Rule[] = [];
    const functions = new Map<string, { parameters: string[]; body: Statement }>();
    for (this.#ends(); this.#token.kind !== 'end'; this.#ends()) {
      if (this.#take('function') || this.#take('func')) {
        const name = this.#tokens[this.#at++]!.text;
        this.#need('(');
        const parameters: string[] = [];
        while (!this.#take(')')) {
          parameters.push(this.#name());
          this.#take(',');
          this.#newlines();
        }
        this.#newlines();
        functions.set(name, { parameters, body: this.#block() });
        continue;
      }
      const when = this.#take('BEGIN') ? 'BEGIN' : this.#take('END') ? 'END' : 'line';
      let from: Expression | undefined;
      let to: Expression | undefined;
      if (when === 'line' && !this.#is('{')) {
        from = this.#expression();
        if (this.#take(',')) {
          this.#newlines();
          to = this.#expression();
        }
      }
      const body = this.#is('{') ? this.#block() : undefined;
      if (body === undefined && from === undefined) this.#bad();
      rules.push({ when, from, to, body });
    }
    return { rules, functions };
  }

  #block(): Statement {
    this.#need('{');
    const body: Statement[] = [];
    for (this.#ends(); !this.#is('}'); this.#ends()) body.push(this.#statement());
    this.#at++;
    return { kind: 'block', body };
  }

  #body(): Statement {
    this.#newlines();
    if (this.#take(';')) return { kind: 'block', body: [] };
    return this.#statement();
  }

  #end(): void {
    if (this.#is('}') || this.#token.kind === 'end') return;
    if (this.#token.kind === 'newline' || this.#is(';')) {
      this.#at++;
      return;
    }
    this.#bad();
  }

  #statement(): Statement {
    if (this.#is('{')) return this.#block();
    if (this.#take('if')) {
      this.#need('(');
      const test = this.#expression();
      this.#need(')');
      const yes = this.#body();
      const here = this.#at;
      this.#ends();
      if (this.#take('else')) return { kind: 'if', test, yes, no: this.#body() };
      this.#at = here;
      return { kind: 'if', test, yes, no: undefined };
    }
    if (this.#take('while')) {
      this.#need('(');
      const test = this.#expression();
      this.#need(')');
      return { kind: 'while', test, body: this.#body(), first: false };
    }
    if (this.#take('do')) {
      const body = this.#body();
      this.#ends();
      this.#need('while');
      this.#need('(');
      const test = this.#expression();
      this.#need(')');
      this.#end();
      return { kind: 'while', test, body, first: true };
    }
    if (this.#take('for')) return this.#for();
    const simple = this.#simple();
    this.#end();
    return simple;
  }

  #for(): Statement {
    this.#need('(');
    const [one, two, three, four] = this.#tokens.slice(this.#at, this.#at + 4);
    if (one?.kind === 'name' && two?.text === 'in' && three?.kind === 'name' && four?.text === ')') {
      this.#at += 4;
      return { kind: 'each', name: one.text, of: three.text, body: this.#body() };
    }
    const begin = this.#is(';') ? undefined : this.#simple();
    this.#need(';');
    this.#newlines();
    const test = this.#is(';') ? undefined : this.#expression();
    this.#need(';');
    this.#newlines();
    const step = this.#is(')') ? undefined : this.#simple();
    this.#need(')');
    return { kind: 'for', begin, test, step, body: this.#body() };
  }

  #simple(): Statement {
    for (const how of ['break', 'continue', 'next', 'nextfile'] as const)
      if (this.#take(how)) return { kind: 'leave', how };
    for (const kind of ['return', 'exit'] as const)
      if (this.#take(kind)) {
        const none =
          this.#is(';') || this.#is('}') || this.#token.kind === 'newline' || this.#token.kind === 'end';
        return { kind, value: none ? undefined : this.#expression() };
      }
    if (this.#take('delete')) {
      const name = this.#name();
      return { kind: 'delete', name, keys: this.#take('[') ? this.#list(']') : undefined };
    }
    const format = this.#is('printf');
    if (format || this.#is('print')) {
      this.#at++;
      return this.#print(format);
    }
    return { kind: 'expression', of: this.#expression() };
  }

  #print(format: boolean): Statement {
    const stops = () =>
      [';', '}', '>', '>>', '|', ')'].some((sign) => this.#is(sign)) ||
      this.#token.kind === 'newline' ||
      this.#token.kind === 'end';
    let args: Expression[] = [];
    this.#printing++;
    if (!stops()) {
      do {
        this.#newlines();
        args.push(this.#expression());
      } while (this.#take(','));
    }
    this.#printing--;
    const only = args[0];
    if (args.length === 1 && only?.kind === 'group') args = [...only.items];
    for (const to of ['>>', '>', '|'])
      if (this.#take(to)) return { kind: 'print', format, args, to, target: this.#concatenation(true) };
    return { kind: 'print', format, args, to: '', target: undefined };
  }

  #list(close: string): Expression[] {
    const items: Expression[] = [];
    const printing = this.#printing;
    const noIn = this.#noIn;
    this.#printing = 0;
    this.#noIn = 0;
    this.#newlines();
    while (!this.#take(close)) {
      items.push(this.#expression());
      this.#newlines();
      if (!this.#is(close)) this.#need(',');
      this.#newlines();
    }
    this.#printing = printing;
    this.#noIn = noIn;
    return items;
  }

  #expression(): Expression {
    return this.#ternary();
  }

  #ternary(): Expression {
    const test = this.#or();
    if (this.#take('?')) {
      this.#newlines();
      const yes = this.#ternary();
      this.#newlines();
      this.#need(':');
      this.#newlines();
      return { kind: 'condition', test, yes, no: this.#ternary() };
    }
    const operator = ['=', '+=', '-=', '*=', '/=', '%=', '^='].find((sign) => this.#is(sign));
    if (operator !== undefined && ['name', 'field', 'index'].includes(test.kind)) {
      this.#at++;
      this.#newlines();
      return { kind: 'assign', operator, target: test, value: this.#ternary() };
    }
    return test;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#take('||')) {
      this.#newlines();
      left = { kind: 'binary', operator: '||', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#in();
    while (this.#take('&&')) {
      this.#newlines();
      left = { kind: 'binary', operator: '&&', left, right: this.#in() };
    }
    return left;
  }

  #in(): Expression {
    let left = this.#match();
    while (this.#noIn === 0 && this.#take('in'))
      left = { kind: 'in', keys: left.kind === 'group' ? left.items : [left], name: this.#name() };
    return left;
  }

  #match(): Expression {
    let left = this.#compare();
    for (;;) {
      const operator = this.#is('~') ? '~' : this.#is('!~') ? '!~' : undefined;
      if (operator === undefined) return left;
      this.#at++;
      left = { kind: 'binary', operator, left, right: this.#compare() };
    }
  }

  #compare(): Expression {
    const left = this.#concatenation(false);
    const operator = ['<', '<=', '==', '!=', '>=', ...(this.#printing > 0 ? [] : ['>'])].find((sign) =>
      this.#is(sign),
    );
    if (operator !== undefined) {
      this.#at++;
      return { kind: 'binary', operator, left, right: this.#concatenation(false) };
    }
    if (this.#is('|') && this.#tokens[this.#at + 1]?.text === 'getline') {
      this.#at += 2;
      let piped: Expression = { kind: 'getline', from: 'command', source: left, target: this.#target() };
      while (this.#is('|') && this.#tokens[this.#at + 1]?.text === 'getline') {
        this.#at += 2;
        piped = { kind: 'getline', from: 'command', source: piped, target: this.#target() };
      }
      return piped;
    }
    return left;
  }

  #target(): Expression | undefined {
    const { kind, text } = this.#token;
    if (kind === 'name' && !KEYWORDS.has(text) && !BUILTINS.has(text)) return this.#primary();
    return this.#is('$') ? this.#primary() : undefined;
  }

  /** Expressions side by side are joined. */
  #concatenation(noGreater: boolean): Expression {
    let left = this.#sum();
    for (;;) {
      const { kind, text } = this.#token;
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
      const operator = this.#is('+') ? '+' : this.#is('-') ? '-' : undefined;
      if (operator === undefined) return left;
      this.#at++;
      left = { kind: 'binary', operator, left, right: this.#product() };
    }
  }

  #product(): Expression {
    let left = this.#unary();
    for (;;) {
      const operator = ['*', '/', '%'].find((sign) => this.#is(sign));
      if (operator === undefined) return left;
      this.#at++;
      left = { kind: 'binary', operator, left, right: this.#unary() };
    }
  }

  #unary(): Expression {
    for (const operator of ['!', '-', '+'])
      if (this.#take(operator)) return { kind: 'unary', operator, of: this.#unary() };
    return this.#power();
  }

  #power(): Expression {
    const left = this.#postfix();
    if (!this.#take('^')) return left;
    // To the right, and stronger than a sign before it.
    const right = this.#is('-') || this.#is('+') || this.#is('!') ? this.#unary() : this.#power();
    return { kind: 'binary', operator: '^', left, right };
  }

  #postfix(): Expression {
    const target = this.#primary();
    const value = ['name', 'field', 'index'].includes(target.kind);
    if (value && this.#take('++')) return { kind: 'step', by: 1, before: false, target };
    if (value && this.#take('--')) return { kind: 'step', by: -1, before: false, target };
    return target;
  }

  #primary(): Expression {
    const { kind, text } = this.#token;
    this.#at++;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    if (kind === 'string') return { kind: 'string', value: text };
    if (kind === 'regex') return { kind: 'regex', source: text };
    if (kind === 'function') {
      this.#need('(');
      return { kind: 'call', name: text, args: this.#list(')') };
    }
    if (kind === 'sign') {
      if (text === '(') {
        const items = this.#list(')');
        if (items.length === 0) this.#bad();
        return { kind: 'group', items };
      }
      if (text === '$')
        return {
          kind: 'field',
          of: this.#is('++') || this.#is('--') || this.#is('-') ? this.#unaryField() : this.#primary(),
        };
      if (text === '++' || text === '--')
        return { kind: 'step', by: text === '++' ? 1 : -1, before: true, target: this.#primary() };
    }
    if (kind === 'name') {
      if (text === 'getline') {
        const target = this.#target();
        if (!this.#take('<')) return { kind: 'getline', from: 'input', source: undefined, target };
        return { kind: 'getline', from: 'file', source: this.#primary(), target };
      }
      if (BUILTINS.has(text))
        return { kind: 'call', name: text, args: this.#take('(') ? this.#list(')') : [] };
      if (!KEYWORDS.has(text))
        return this.#take('[')
          ? { kind: 'index', name: text, keys: this.#list(']') }
          : { kind: 'name', name: text };
    }
    this.#at--;
    return this.#bad();
  }

  #unaryField(): Expression {
    if (this.#take('-')) return { kind: 'unary', operator: '-', of: this.#primary() };
    const by = this.#take('++') ? 1 : -1;
    if (by < 0) this.#at++;
    return { kind: 'step', by, before: true, target: this.#primary() };
  }
}
