import { PythonSyntaxError, type Token } from './lex.ts';

/** Words that are no names. */
export const KEYWORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/** What a parser of Python's tokens goes by: where it is, what stands there, and what must. */
export abstract class Cursor {
  protected readonly tokens: readonly Token[];
  protected at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  protected get token(): Token {
    return this.tokens[this.at]!;
  }

  protected fail(message = 'invalid syntax', token = this.token): never {
    throw new PythonSyntaxError(message, token.line, token.column);
  }

  protected is(text: string): boolean {
    const { kind, text: own } = this.token;
    return own === text && (kind === 'operator' || (kind === 'name' && KEYWORDS.has(text)));
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }

  protected need(text: string): void {
    if (!this.take(text)) this.fail(text === ':' ? "expected ':'" : 'invalid syntax');
  }

  protected kind(): Token['kind'] {
    return this.token.kind;
  }

  protected name(): string {
    const token = this.token;
    if (token.kind !== 'name' || KEYWORDS.has(token.text)) this.fail();
    this.at += 1;
    return token.text;
  }
}
