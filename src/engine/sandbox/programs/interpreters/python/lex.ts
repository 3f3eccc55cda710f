/** A token of a Python source. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'newline' | 'indent' | 'dedent' | 'end';
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Of a string: its value, and whether it is an f-string or bytes. */
  readonly value?: string;
  readonly prefix?: string;
}

/** What Python says of a source that it cannot read. */
export class PythonSyntaxError extends Error {
  readonly line: number;
  readonly column: number;
  readonly kind: 'SyntaxError' | 'IndentationError';
  constructor(
    message: string,
    line: number,
    column: number,
    kind: 'SyntaxError' | 'IndentationError' = 'SyntaxError',
  ) {
    super(message);
    this.line = line;
    this.column = column;
    this.kind = kind;
  }
}

const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|==|!=|<=|>=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|@=|\*\*|\/\/|<<|>>|[-+*/%@&|^~<>()[\]{},:;.=]/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER =
  /0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*)?\.\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*(?:\.(?!\.)\d*)?(?:[eE][+-]?\d+)?/y;
const STRING = /([rRbBfFuU]{0,2})("""|'''|"|')/y;

/** @returns the tokens of a source, with its indentation. @throws PythonSyntaxError */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const indents = [0];
  let at = 0;
  let line = 1;
  let depth = 0;
  let start = 0;
  const opened: { text: string; line: number; column: number }[] = [];
  const fresh = (): boolean =>
    tokens.length === 0 || ['newline', 'indent', 'dedent'].includes(tokens.at(-1)!.kind);
  const add = (kind: Token['kind'], text: string, more: Partial<Token> = {}): void => {
    tokens.push({ kind, text, line, column: at - start + 1, ...more });
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  while (at < source.length) {
    if (at === start && depth === 0) {
      const [space = ''] = /^[ \t]*/.exec(source.slice(at, at + 400))!;
      const next = source[at + space.length];
      if (next !== '\n' && next !== '#' && next !== undefined && next !== '\r') {
        const width = space.replace(/\t/g, '        ').length;
        at += space.length;
        if (width > indents.at(-1)!) {
          indents.push(width);
          add('indent', '');
        } else {
          while (width < indents.at(-1)!) {
            indents.pop();
            add('dedent', '');
          }
          if (width !== indents.at(-1))
            throw new PythonSyntaxError(
              'unindent does not match any outer indentation level',
              line,
              width + 1,
              'IndentationError',
            );
        }
      }
    }
    const char = source[at];
    if (char === undefined) break;
    if (char === '\n') {
      if (depth === 0 && !fresh()) add('newline', '');
      at += 1;
      line += 1;
      start = at;
    } else if (char === ' ' || char === '\t' || char === '\r' || char === '\f') at += 1;
    else if (char === '\\' && /^\\\r?\n/.test(source.slice(at, at + 3))) {
      at += source[at + 1] === '\r' ? 3 : 2;
      line += 1;
      start = at;
    } else if (char === '#') {
      while (at < source.length && source[at] !== '\n') at += 1;
    } else {
      const string = take(STRING);
      if (string !== null) {
        readString(string[1]!.toLowerCase(), string[2]!, string[0].length);
        continue;
      }
      const match = take(NUMBER) ?? undefined;
      const name = match === undefined ? take(NAME) : null;
      const operator = match === undefined && name === null ? take(OPERATOR) : null;
      const found = match ?? name ?? operator;
      if (found === null || found === undefined)
        throw new PythonSyntaxError(
          `invalid character '${char}' (U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')})`,
          line,
          at - start + 1,
        );
      const [text] = found;
      if (operator !== null && operator !== undefined) {
        if ('([{'.includes(text)) {
          depth += 1;
          opened.push({ text, line, column: at - start + 1 });
        } else if (')]}'.includes(text)) {
          const open = opened.pop();
          if (open === undefined) throw new PythonSyntaxError(`unmatched '${text}'`, line, at - start + 1);
          if ('([{'.indexOf(open.text) !== ')]}'.indexOf(text)) {
            throw new PythonSyntaxError(
              `closing parenthesis '${text}' does not match opening parenthesis '${open.text}'`,
              line,
              at - start + 1,
            );
          }
          depth -= 1;
        }
      }
      add(match !== undefined ? 'number' : name !== null ? 'name' : 'operator', text);
      at += text.length;
    }
  }
  const open = opened.at(-1);
  if (open !== undefined)
    throw new PythonSyntaxError(`'${open.text}' was never closed`, open.line, open.column);
  if (!fresh()) add('newline', '');
  for (let more = indents.length; more > 1; more--) add('dedent', '');
  add('end', '');
  return tokens;

  function readString(prefix: string, quote: string, length: number): void {
    const from = { line, column: at - start + 1 };
    at += length;
    let value = '';
    for (;;) {
      if (at >= source.length || (quote.length === 1 && source[at] === '\n')) {
        throw new PythonSyntaxError(
          quote.length === 3
            ? `unterminated triple-quoted string literal (detected at line ${line})`
            : `unterminated string literal (detected at line ${from.line})`,
          from.line,
          from.column,
        );
      }
      if (source.startsWith(quote, at)) break;
      if (source[at] === '\\' && !prefix.includes('r')) value += escaped();
      else {
        if (source[at] === '\\') value += source[at++];
        if (source[at] === '\n') {
          line += 1;
          start = at + 1;
        }
        value += source[at];
        at += 1;
      }
    }
    at += quote.length;
    tokens.push({ kind: 'string', text: quote, value, prefix, ...from });
  }

  function escaped(): string {
    const hex = /\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/y;
    const match = take(hex);
    if (match !== null) {
      at += match[0].length;
      return String.fromCodePoint(Number.parseInt(match[1] ?? match[2] ?? match[3]!, 16));
    }
    const char = source[at + 1] ?? '';
    at += 2;
    if (char === '\n') {
      line += 1;
      start = at;
      return '';
    }
    const known: Record<string, string> = {
      n: '\n',
      t: '\t',
      r: '\r',
      '0': '\0',
      '\\': '\\',
      "'": "'",
      '"': '"',
      a: '\x07',
      b: '\b',
      f: '\f',
      v: '\v',
    };
    return known[char] ?? `\\${char}`;
  }
}
