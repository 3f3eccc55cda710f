import type { Expression, SqlType } from './ast.ts';
import { lexSql, notModelled, SqlError, type Token } from './lex.ts';

const TYPES: Readonly<Record<string, SqlType>> = {
  int: 'integer',
  integer: 'integer',
  int4: 'integer',
  smallint: 'integer',
  bigint: 'bigint',
  int8: 'bigint',
  numeric: 'numeric',
  decimal: 'numeric',
  real: 'double precision',
  float: 'double precision',
  text: 'text',
  varchar: 'character varying',
  boolean: 'boolean',
  bool: 'boolean',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  date: 'date',
};

/** Words that are no names of columns or tables. */
const RESERVED = new Set(
  'select from where group order by limit offset and or not in is null true false like between as insert into values update set delete returning create table drop primary unique default having union join on desc asc distinct case when then else end'.split(
    ' ',
  ),
);

/** Reads the tokens of one statement; knows expressions. */
export class TokenReader {
  readonly tokens: readonly Token[];
  next = 0;

  constructor(sql: string) {
    this.tokens = lexSql(sql);
  }

  get token(): Token {
    return this.tokens[this.next]!;
  }

  /** @returns the complaint about what stands here */
  wrong(): SqlError {
    const { kind, source, at } = this.token;
    return kind === 'end'
      ? new SqlError('syntax error at end of input', at)
      : new SqlError(`syntax error at or near "${source}"`, at);
  }

  /** Takes a word or a sign if it stands here. */
  take(text: string): boolean {
    const { token } = this;
    if ((token.kind !== 'word' && token.kind !== 'sign') || token.text !== text) return false;
    this.next += 1;
    return true;
  }

  /** Takes several words if they all stand here. */
  takeAll(...words: readonly string[]): boolean {
    if (!words.every((word, at) => this.tokens[this.next + at]?.text === word)) return false;
    this.next += words.length;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.wrong();
  }

  /** @returns a name of a table or column */
  name(): string {
    const { token } = this;
    if (token.kind !== 'name' && (token.kind !== 'word' || RESERVED.has(token.text))) throw this.wrong();
    this.next += 1;
    if (token.text === 'public' && this.take('.')) return this.name();
    return token.text;
  }

  list<T>(one: () => T): T[] {
    const items = [one()];
    while (this.take(',')) items.push(one());
    return items;
  }

  /** @returns a type, and the length of a `varchar(n)` */
  type(): { type: SqlType; length?: number } {
    const { token } = this;
    this.next += 1;
    let type: SqlType | undefined = token.kind === 'word' ? TYPES[token.text] : undefined;
    if (token.text === 'character' && this.take('varying')) type = 'character varying';
    if (token.text === 'double' && this.take('precision')) type = 'double precision';
    if (type === undefined) {
      if (/^(json|jsonb|uuid|bytea|inet|interval|time|char|money|xml)$/.test(token.text))
        throw notModelled(`the type ${token.text}`, token.at);
      throw new SqlError(`type "${token.text}" does not exist`, token.at);
    }
    if (this.takeAll('with', 'time', 'zone')) type = 'timestamp with time zone';
    this.takeAll('without', 'time', 'zone');
    if (!this.take('(')) return { type };
    const numbers = this.list(() => Number(this.tokens[this.next++]!.text));
    this.expect(')');
    return type === 'character varying' ? { type, length: numbers[0]! } : { type };
  }

  expression(): Expression {
    return this.#binary(['or'], () => this.#binary(['and'], () => this.#not()));
  }

  #binary(names: readonly string[], inner: () => Expression): Expression {
    let left = inner();
    for (;;) {
      const { token } = this;
      if (token.kind === 'text' || token.kind === 'name' || !names.includes(token.text)) return left;
      this.next += 1;
      const name = token.text === '!=' ? '<>' : token.text;
      left = { is: 'operator', name, items: [left, inner()], at: token.at };
    }
  }

  #not(): Expression {
    const { at } = this.token;
    if (this.take('not')) return { is: 'operator', name: 'not', items: [this.#not()], at };
    return this.#comparison();
  }

  #comparison(): Expression {
    const left = this.#binary(['=', '<>', '!=', '<', '>', '<=', '>='], () => this.#sum());
    const { at } = this.token;
    if (this.take('is')) {
      const name = this.take('not') ? 'is not null' : 'is null';
      this.expect('null');
      return { is: 'operator', name, items: [left], at };
    }
    const not = this.take('not');
    const wrap = (inner: Expression): Expression =>
      not ? { is: 'operator', name: 'not', items: [inner], at } : inner;
    for (const name of ['like', 'ilike'])
      if (this.take(name)) return wrap({ is: 'operator', name, items: [left, this.#sum()], at });
    if (this.take('between')) {
      const low = this.#sum();
      this.expect('and');
      const items = [low, this.#sum()].map(
        (bound, side): Expression => ({
          is: 'operator',
          name: side === 0 ? '>=' : '<=',
          items: [left, bound],
          at,
        }),
      );
      return wrap({ is: 'operator', name: 'and', items, at });
    }
    if (this.take('in')) {
      this.expect('(');
      if (this.token.text === 'select') throw notModelled('subqueries', this.token.at);
      const items = this.list(() => this.expression());
      this.expect(')');
      return wrap({ is: 'operator', name: 'in', items: [left, ...items], at });
    }
    if (not) throw this.wrong();
    return left;
  }

  #sum(): Expression {
    return this.#binary(['||'], () =>
      this.#binary(['+', '-'], () => this.#binary(['*', '/', '%'], () => this.#unary())),
    );
  }

  #unary(): Expression {
    const { at } = this.token;
    if (this.take('-')) return { is: 'operator', name: 'minus', items: [this.#unary()], at };
    let item = this.#primary();
    while (this.take('::')) item = { is: 'cast', item, type: this.type().type, at };
    return item;
  }

  #primary(): Expression {
    const { token } = this;
    if (token.kind === 'number') {
      this.next += 1;
      const value = Number(token.text);
      return { is: 'value', value, type: /^\d+$/.test(token.text) ? 'integer' : 'numeric' };
    }
    if (token.kind === 'text') {
      this.next += 1;
      return { is: 'value', value: token.text, type: 'unknown' };
    }
    if (this.take('*')) return { is: 'star' };
    if (this.take('(')) {
      if (this.token.text === 'select') throw notModelled('subqueries', this.token.at);
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.take('null')) return { is: 'value', value: null, type: 'unknown' };
    if (this.take('true')) return { is: 'value', value: true, type: 'boolean' };
    if (this.take('false')) return { is: 'value', value: false, type: 'boolean' };
    if (token.text === 'case' || token.text === 'exists' || token.text === 'interval')
      throw notModelled(token.text.toUpperCase(), token.at);
    if (this.take('cast')) {
      this.expect('(');
      const item = this.expression();
      this.expect('as');
      const { type } = this.type();
      this.expect(')');
      return { is: 'cast', item, type, at: token.at };
    }
    const name = this.name();
    if (/^current_(timestamp|date|user)$/.test(name) && token.kind === 'word')
      return { is: 'call', name, items: [], distinct: false, at: token.at };
    if (this.take('(')) {
      const distinct = this.take('distinct');
      const items = this.token.text === ')' ? [] : this.list(() => this.expression());
      this.expect(')');
      if (this.token.text === 'over') throw notModelled('window functions', this.token.at);
      return { is: 'call', name, items, distinct, at: token.at };
    }
    if (this.take('.')) {
      if (this.take('*')) return { is: 'star' };
      return { is: 'column', table: name, name: this.name(), at: token.at };
    }
    return { is: 'column', table: undefined, name, at: token.at };
  }
}
