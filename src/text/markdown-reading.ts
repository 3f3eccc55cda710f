/** From marked's tokens to prose, with notes of what is not allowed. */
import type { MarkedToken, Token, Tokens } from 'marked';
import { withoutControls } from './control.ts';
import type { Block, Inline } from './prose.ts';

/** Something in a text that is not allowed. */
export interface MarkdownIssue {
  readonly rule: 'markdown' | 'link-address' | 'text-too-long';
  /** One sentence without a full stop. */
  readonly message: string;
  readonly hint?: string;
  /** Words of the text to find it by. */
  readonly near: string;
}

/** What reading needs from outside. */
export interface MarkdownOptions {
  /**
   * Asked for the words of every `[[term]]`. Shown are the term's own (`[[id|words]]`), else what this gives, else
   * the id.
   */
  readonly term?: (id: string) => string | undefined;
}

/** The most characters of one text; a screen holds half of it. Bounds the time that a hostile text can take. */
const MAX_CHARACTERS = 4000;

/** What is said of a text over the limit; nothing of others. */
export function tooLong(text: string): MarkdownIssue[] {
  if (text.length <= MAX_CHARACTERS) return [];
  return [{ rule: 'text-too-long', message: `a text has at most ${MAX_CHARACTERS} characters`, near: '' }];
}

type TermToken = Tokens.Generic & { readonly id: string; readonly words?: string };

/** One text being read. */
export class MarkdownReading {
  readonly issues: MarkdownIssue[] = [];
  readonly #term: NonNullable<MarkdownOptions['term']>;

  constructor(options: MarkdownOptions) {
    this.#term = options.term ?? (() => undefined);
  }

  report(rule: MarkdownIssue['rule'], message: string, raw: string, hint?: string): void {
    const near = raw.trim().split('\n', 1)[0] ?? '';
    this.issues.push({ rule, message, near, ...(hint === undefined ? {} : { hint }) });
  }

  /** Runs marked within bounds: it recurses as deep as a text nests, and some texts take it quadratic time. */
  guarded<T>(text: string, read: () => T): T | undefined {
    const long = tooLong(text);
    this.issues.push(...long);
    if (long.length > 0) return undefined;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.report('markdown', 'the marks of this text are nested too deeply', '');
      return undefined;
    }
  }

  blocks(tokens: readonly Token[]): Block[] {
    return tokens.flatMap((token) => this.#block(token as MarkedToken));
  }

  inlines(tokens: readonly Token[] | undefined): Inline[] {
    const parts: Inline[] = [];
    for (const token of tokens ?? []) {
      for (const part of this.#inline(token as MarkedToken | TermToken)) {
        const last = parts.at(-1);
        if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
        else parts.push(part);
      }
    }
    return parts;
  }

  #block(token: MarkedToken): Block[] {
    switch (token.type) {
      case 'space':
        return [];
      case 'paragraph':
      case 'text':
        return [{ t: 'p', children: this.inlines(token.tokens) }];
      case 'list':
        return [this.#list(token)];
      case 'code':
        return this.#code(token);
      default: {
        const [what, hint] = FORBIDDEN[token.type] ?? ['this kind of block', undefined];
        this.report('markdown', `${what} is not allowed`, token.raw, hint);
        return [];
      }
    }
  }

  #list(token: Tokens.List): Block {
    if (token.ordered && token.start !== 1) {
      this.report(
        'markdown',
        'a numbered list begins with 1',
        token.raw,
        'write `\\.` after a number that is no list',
      );
    }
    const items = token.items.map((item) => {
      if (item.task) this.report('markdown', 'a checkbox is not allowed', item.raw);
      return this.blocks(item.tokens.filter((inner) => inner.type !== 'checkbox'));
    });
    return { t: 'list', ordered: token.ordered, items };
  }

  #code(token: Tokens.Code): Block[] {
    if (token.codeBlockStyle === 'indented') {
      this.report(
        'markdown',
        'indented code is not allowed',
        token.raw,
        'indent less, or fence code with ```',
      );
      return [];
    }
    // A tab is as wide as its place in the line; terminals and boxes would disagree.
    const text = token.text.replaceAll('\t', '    ');
    return [token.lang ? { t: 'code', lang: token.lang, text } : { t: 'code', text }];
  }

  #inline(token: MarkedToken | TermToken): Inline[] {
    switch (token.type) {
      case 'text':
        if ('tokens' in token && token.tokens !== undefined) return this.inlines(token.tokens);
        this.#checkLeftOver(token.raw);
        return [unbroken(token.text)];
      case 'escape':
        return [token.text];
      case 'codespan':
        return [{ t: 'code', text: unbroken(token.text) }];
      case 'strong':
      case 'em':
        return [{ t: token.type, children: this.inlines(token.tokens) }];
      case 'link':
        return this.#link(token as Tokens.Link);
      case 'term':
        return [this.#termOf(token as TermToken)];
      case 'br':
        this.report(
          'markdown',
          'a line ends in two spaces or a backslash',
          token.raw,
          'begin a new paragraph instead',
        );
        return [' '];
      default: {
        const [what, hint] = FORBIDDEN[token.type] ?? ['this mark', undefined];
        this.report('markdown', `${what} is not allowed`, token.raw, hint);
        return [];
      }
    }
  }

  #link(token: Tokens.Link): Inline[] {
    const children = this.inlines(token.tokens);
    if (/^https?:\/\/[^\s\p{C}]+$/iu.test(token.href)) return [{ t: 'link', href: token.href, children }];
    const message = `a link to \`${withoutControls(token.href)}\` is not allowed`;
    this.report('link-address', message, token.raw, 'a link goes to an http:// or https:// address');
    return children;
  }

  #termOf(token: TermToken): Inline {
    const known = this.#term(token.id);
    return { t: 'term', id: token.id, text: token.words ?? known ?? token.id };
  }

  /** Marks that were meant to do something, and stayed as they are. */
  #checkLeftOver(text: string): void {
    const mark = /[*`]/.test(text) ? LEFT_OVER.exec(text)?.[0] : undefined;
    if (mark)
      this.report(
        'markdown',
        `the mark at \`${mark}\` is not paired, and would be shown`,
        mark,
        LEFT_OVER_HINT,
      );
    const entity = /&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);/i.exec(text);
    if (entity) this.report('markdown', 'HTML is not allowed', entity[0], 'write the character itself');
    const brackets = /\[\[.{0,20}/.exec(text);
    if (brackets)
      this.report('markdown', 'this `[[` names no term', brackets[0], 'write [[id]] or [[id|words]]');
  }
}

/** `**`, a backtick, or a star that touches a word on one side: emphasis that did not come about. */
const LEFT_OVER = /\S{0,12}(?:\*\*|`)\S{0,12}|(?<=^|[\s(])\*\S{1,12}|\S{1,12}\*(?=[\s\p{L}]|$)/u;
const LEFT_OVER_HINT =
  'write `\\*` if it is meant; a mark cannot close between a bracket or a quote and a letter, as in `*가(a)*는`';

/** What there is in Markdown and not here, and what to do. */
const FORBIDDEN: Readonly<Record<string, readonly [what: string, hint: string | undefined]>> = {
  html: ['HTML', 'put it in `backticks` if it is to be read'],
  heading: ['a heading', 'a step has a title; begin a text with `\\#` if it is no heading'],
  table: ['a table', 'use a list'],
  image: ['an image', 'pictures are diagrams'],
  blockquote: ['a block quote', 'use quotation marks'],
  hr: ['a line across', 'begin a new step'],
  del: ['crossing out', undefined],
  def: ['a link kept apart from its text', 'write [words](https://…)'],
};

function unbroken(text: string): string {
  return text.replace(/\s*\n\s*|\t/g, ' ');
}
