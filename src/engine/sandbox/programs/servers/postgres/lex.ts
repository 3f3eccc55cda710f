/** What PostgreSQL answers to a statement it cannot run. */
export class SqlError extends Error {
  /** Where in the statement's text, from 0; undefined where it says no LINE. */
  readonly at: number | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  constructor(message: string, at?: number, more: { readonly detail?: string; readonly hint?: string } = {}) {
    super(message);
    this.at = at;
    this.detail = more.detail;
    this.hint = more.hint;
  }
}

/** @returns the complaint about something of SQL that the sandbox has not got */
export function notModelled(what: string, at?: number): SqlError {
  return new SqlError(`the sandbox's PostgreSQL does not model ${what} yet`, at);
}

export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end';
  /** Words are in lower case; `name` is a quoted identifier. */
  readonly text: string;
  readonly at: number;
  /** As it was written. */
  readonly source: string;
}

const TOKEN =
  /(--[^\n]*|\/\*[\s\S]*?\*\/|\s+)|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|"((?:[^"]|"")*)"|[eE]?'((?:[^']|'')*)'|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(::|<>|!=|<=|>=|\|\||[-+*/%=<>(),;.[\]])/y;

/** @returns the tokens of a text of SQL, an `end` last. Throws SqlError */
export function lexSql(sql: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(sql);
    if (match === null) {
      if (sql[at] === "'") throw new SqlError(`unterminated quoted string at or near "${sql.slice(at)}"`, at);
      if (sql[at] === '"')
        throw new SqlError(`unterminated quoted identifier at or near "${sql.slice(at)}"`, at);
      throw new SqlError(`syntax error at or near "${sql[at]}"`, at);
    }
    const [source, space, word, name, text, number, sign] = match;
    if (space !== undefined) continue;
    const add = (kind: Token['kind'], value: string): void => {
      tokens.push({ kind, text: value, at, source });
    };
    if (word !== undefined) add('word', word.toLowerCase());
    else if (name !== undefined) add('name', name.replaceAll('""', '"'));
    else if (text !== undefined) add('text', text.replaceAll("''", "'"));
    else if (number !== undefined) add('number', number);
    else add('sign', sign!);
  }
  tokens.push({ kind: 'end', text: '', at: sql.length, source: '' });
  return tokens;
}

/** @returns the statements of a script with the place where each begins; what follows the last `;` is `rest` */
export function splitStatements(sql: string): { statements: { text: string; at: number }[]; rest: string } {
  const statements: { text: string; at: number }[] = [];
  const piece = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'?|"[^"]*"?|;|[^;'"/-]+|[/-]/g;
  let start = 0;
  for (const match of sql.matchAll(piece)) {
    if (match[0] !== ';') continue;
    const text = sql.slice(start, match.index);
    const lead = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text)![0].length;
    if (text.length > lead) statements.push({ text: text.slice(lead), at: start + lead });
    start = match.index + 1;
  }
  const rest = sql.slice(start);
  return { statements, rest: /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*$/.test(rest) ? '' : rest };
}
