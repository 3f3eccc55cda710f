import { AwkSyntaxError, KEYWORDS, type Token } from './lex.ts';

/** What a parser of awk's tokens goes by: where it is, what stands there, and what must. */
export abstract class Cursor {
  protected readonly tokens: readonly Token[];
  protected at = 0;

  constructor(list: readonly Token[]) {
    this.tokens = list;
  }

  protected get token(): Token {
    return this.tokens[this.at]!;
  }

  protected is(text: string): boolean {
    const { kind, text: own } = this.token;
    return own === text && (kind === 'sign' || kind === 'name' || kind === 'newline');
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  protected need(text: string): void {
    if (!this.take(text)) this.bad();
  }

  protected bad(): never {
    const { kind, text } = this.token;
    throw new AwkSyntaxError(
      kind === 'end'
        ? 'unexpected end of program'
        : kind === 'newline'
          ? 'unexpected newline'
          : `unexpected token '${text}'`,
    );
  }

  protected name(): string {
    if (this.token.kind !== 'name' || KEYWORDS.has(this.token.text)) this.bad();
    return this.tokens[this.at++]!.text;
  }

  protected newlines(): void {
    while (this.token.kind === 'newline') this.at++;
  }
}
