/**
 * What is to be shown, as data: what each piece of text means, never its colour, and never how a terminal does it.
 * The terminal room turns it into lines for a screen, a pipe or a screen reader.
 */

/** What a span of text is. The theme decides how it looks; plain output ignores it. */
export type Style =
  | 'title'
  | 'strong'
  | 'em'
  | 'code'
  | 'muted'
  | 'accent'
  | 'good'
  | 'bad'
  | 'term'
  | 'link'
  | 'border'
  | 'label'
  | 'mark';

/** Some text with one meaning. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/**
 * Where the learner types: no more than a mark, without a width. The terminal puts its cursor there, so that an input
 * method composes in the right place. A control character, since no text of a pack or a keyboard can hold one.
 */
export const CARET: Span = { text: '\u0001' };

/** One piece of a view, from the top down. Every width is in terminal cells. */
export type Node =
  /** A paragraph, wrapped at the width there is. `lead` stands before its first line; the others are indented alike. */
  | {
      readonly t: 'text';
      readonly spans: readonly Span[];
      readonly indent?: number;
      readonly lead?: Span;
    }
  /** One line that never wraps: what does not fit is cut. `right` stands at the right edge. */
  | {
      readonly t: 'line';
      readonly left: readonly Span[];
      readonly right?: readonly Span[];
    }
  /** Lines that are laid out already: a picture, a program. */
  | {
      readonly t: 'rows';
      readonly rows: readonly (readonly Span[])[];
      readonly indent?: number;
    }
  /** How far something has come. */
  | { readonly t: 'progress'; readonly value: number; readonly max: number }
  /** Keys and what they do, in as few lines as it takes. */
  | { readonly t: 'keys'; readonly keys: readonly KeyHint[] }
  /** One empty line. */
  | { readonly t: 'gap' };

/** A key and what it does. */
export interface KeyHint {
  readonly key: string;
  readonly does: string;
}

/** A whole screen: what stands at its top and bottom, and between them what scrolls if it must. */
export interface View {
  readonly header: readonly Node[];
  readonly body: readonly Node[];
  readonly footer: readonly Node[];
  /** Lines of the body above the screen; the terminal clamps it. */
  readonly scroll: number;
}

/** A span, or plain text as it is. */
export function span(text: string, style?: Style): Span {
  return style === undefined ? { text } : { text, style };
}

/** A paragraph of plain text. */
export function paragraph(text: string, style?: Style, indent?: number): Node {
  return {
    t: 'text',
    spans: [span(text, style)],
    ...(indent === undefined ? {} : { indent }),
  };
}

export const GAP: Node = { t: 'gap' };
