import { type Parameter, type Signature, signatureType, type TypeText } from './ast.ts';
import { GoError, GoRefused, lex, type Token } from './lex.ts';

/** Goes through the words of a source, and reads types. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string) {
    this.#tokens = lex(source);
  }

  /** @returns the next word, and goes on to the one after it */
  protected advance(): Token {
    return this.#tokens[this.#at++]!;
  }

  protected get next(): Token {
    return this.#tokens[this.#at]!;
  }

  protected is(text: string): boolean {
    const { kind, text: own } = this.next;
    return own === text && (kind === 'operator' || kind === 'keyword');
  }

  protected take(text: string): Token | undefined {
    if (!this.is(text)) return undefined;
    return this.#tokens[this.#at++];
  }

  protected fail(): never {
    const { kind, text } = this.next;
    const shown =
      kind === 'end'
        ? 'EOF'
        : kind === 'name'
          ? `name ${text}`
          : kind === 'keyword'
            ? `keyword ${text}`
            : kind === 'operator'
              ? text === ';'
                ? 'newline'
                : text
              : `literal ${text}`;
    throw new GoError(this.next, `syntax error: unexpected ${shown}`);
  }

  protected expect(text: string): Token {
    return this.take(text) ?? this.fail();
  }

  protected name(): Token {
    if (this.next.kind !== 'name') this.fail();
    return this.#tokens[this.#at++]!;
  }

  protected endStatement(): void {
    if (this.is(')') || this.is('}')) return;
    if (this.take(';') === undefined) this.fail();
  }

  protected type(): TypeText {
    const at = this.next;
    if (this.take('[') !== undefined) {
      if (this.take(']') === undefined) throw new GoRefused(at, 'arrays of a fixed length');
      return `[]${this.type()}`;
    }
    if (this.take('map') !== undefined) {
      this.expect('[');
      const key = this.type();
      this.expect(']');
      return `map[${key}]${this.type()}`;
    }
    if (this.take('*') !== undefined) return `*${this.type()}`;
    if (this.take('func') !== undefined) return signatureType(this.signature());
    if (this.take('interface') !== undefined) {
      this.expect('{');
      if (!this.is('}')) throw new GoRefused(at, 'interfaces with methods');
      this.expect('}');
      return 'any';
    }
    if (this.is('struct') || this.is('chan')) throw new GoRefused(at, `the type ${at.text}`);
    const name = this.name().text;
    if (this.take('.') === undefined) return name;
    return `${name}.${this.name().text}`;
  }

  protected signature(): Signature {
    const parameters = this.parameters();
    if (this.is('(')) return { parameters, results: this.parameters() };
    if (this.is('{') || this.is(';') || this.is(',') || this.is(')') || this.is('='))
      return { parameters, results: [] };
    const at = this.next;
    return { parameters, results: [{ name: '', type: this.type(), variadic: false, at }] };
  }

  protected parameters(): Parameter[] {
    this.expect('(');
    const entries: { at: Token; name: string | undefined; type: TypeText; variadic: boolean }[] = [];
    while (this.take(')') === undefined) {
      const at = this.next;
      let variadic = this.take('...') !== undefined;
      const first = this.type();
      if (variadic || this.is(',') || this.is(')'))
        entries.push({ at, name: undefined, type: first, variadic });
      else {
        variadic = this.take('...') !== undefined;
        entries.push({ at, name: first, type: this.type(), variadic });
      }
      if (!this.is(')')) this.expect(',');
    }
    // `a, b int`: what looks like a type is a name if a later one has both.
    const named = entries.some(({ name }) => name !== undefined);
    let type = '';
    return entries
      .toReversed()
      .map(({ at, name, type: own, variadic }) => {
        if (named && name !== undefined) type = own;
        return named
          ? { at, name: name ?? own, type: name === undefined ? type : own, variadic }
          : { at, name: '', type: own, variadic };
      })
      .toReversed();
  }
}
