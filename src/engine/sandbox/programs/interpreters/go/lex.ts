/** A place in a Go source, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A word of Go. An operator's or keyword's text is its own; a semicolon that a line's end stands for is `newline`. */
export interface Token extends Place {
  readonly kind: 'name' | 'keyword' | 'int' | 'float' | 'string' | 'rune' | 'operator' | 'end';
  readonly text: string;
}

/** What the compiler says, with its place. */
export class GoError extends Error {
  readonly place: Place;
  constructor(place: Place, message: string) {
    super(message);
    this.place = place;
  }
}

/** Something of Go that the sandbox has not got. */
export class GoRefused extends Error {
  readonly place: Place;
  constructor(place: Place, what: string) {
    super(what);
    this.place = place;
  }
}

const KEYWORDS = new Set(
  (
    'break case chan const continue default defer else fallthrough for func go goto if import interface map package ' +
    'range return select struct switch type var'
  ).split(' '),
);

const WORD =
  /(?<space>[ \t\r]+|\/\/[^\n]*)|(?<newline>\n)|(?<comment>\/\*[\s\S]*?\*\/)|(?<name>[\p{L}_][\p{L}\p{Nd}_]*)|(?<float>\d+\.\d*(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)|(?<int>0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|\d[\d_]*)|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<rune>'(?:[^'\\\n]|\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|.))')|(?<operator><<=|>>=|&\^=|\.\.\.|&&|\|\||<-|\+\+|--|==|!=|<=|>=|:=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|<<|>>|&\^|[-+*/%&|^<>=!()[\]{},;.:])/uy;

/** Whether a line that ends with a token ends a statement (go.dev/ref/spec, "Semicolons"). */
function endsStatement(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'operator') return /^(\+\+|--|\)|\]|\})$/.test(token.text);
  if (token.kind === 'keyword') return /^(break|continue|fallthrough|return)$/.test(token.text);
  return true;
}

/** @returns the text that a literal in quotes stands for */
export function unquoted(literal: string): string {
  if (literal.startsWith('`')) return literal.slice(1, -1).replaceAll('\r', '');
  const named: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    r: '\r',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
  };
  return literal
    .slice(1, -1)
    .replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([0-7]{3})|(.))/gu, (_, hex, unicode, octal, one) =>
      one === undefined
        ? String.fromCodePoint(Number.parseInt(hex ?? unicode ?? octal, octal === undefined ? 16 : 8))
        : (named[one] ?? one),
    );
}

/** @returns the words of a source. Throws GoError for what is none */
export function lex(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let start = 0;
  const newline = (place: Place): void => {
    if (endsStatement(tokens.at(-1))) tokens.push({ kind: 'operator', text: ';', ...place });
  };
  for (WORD.lastIndex = 0; WORD.lastIndex < source.length; ) {
    const at = WORD.lastIndex;
    const place = { line, column: at - start + 1 };
    const groups = WORD.exec(source)?.groups;
    if (groups === undefined) {
      if (source[at] === '"') throw new GoError(place, 'string literal not terminated');
      throw new GoError(
        place,
        `invalid character U+${source.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0')} '${String.fromCodePoint(source.codePointAt(at)!)}'`,
      );
    }
    const [kind, text] = Object.entries(groups).find(([, value]) => value !== undefined)! as [string, string];
    if (kind === 'newline' || (kind === 'comment' && text.includes('\n'))) newline(place);
    const lines = text.split('\n').length - 1;
    if (kind === 'name') tokens.push({ kind: KEYWORDS.has(text) ? 'keyword' : 'name', text, ...place });
    else if (!['space', 'newline', 'comment'].includes(kind))
      tokens.push({ kind: kind as 'int', text, ...place });
    if (lines > 0) {
      line += lines;
      start = at + text.lastIndexOf('\n') + 1;
    }
  }
  const end = { line, column: source.length - start + 1 };
  newline(end);
  tokens.push({ kind: 'end', text: 'EOF', ...end });
  return tokens;
}
