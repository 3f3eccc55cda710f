/** A run of text inside a paragraph. A bare string is plain text; the rest carries its meaning, never a colour. */
export type Inline =
  | string
  | { readonly t: 'code'; readonly text: string }
  | { readonly t: 'em' | 'strong'; readonly children: readonly Inline[] }
  | {
      readonly t: 'link';
      readonly href: string;
      readonly children: readonly Inline[];
    }
  /** `[[id]]` or `[[id|shown words]]`: a glossary term. `text` is what is shown, resolved when the pack is loaded. */
  | { readonly t: 'term'; readonly id: string; readonly text: string };

/** One line of text with its meaning: a title, an option, an objective. */
export type Phrase = readonly Inline[];

/** A block of text. Packs write Markdown; it is parsed once, when the pack is loaded. */
export type Block =
  | { readonly t: 'p'; readonly children: readonly Inline[] }
  | { readonly t: 'code'; readonly lang?: string; readonly text: string }
  | {
      readonly t: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Block[])[];
    };

/** Text of one or more blocks. */
export type Prose = readonly Block[];

/**
 * The words of a phrase without their meaning, as plain text.
 *
 * @param phrase the phrase
 * @returns its text; a link gives its words, not its address
 */
export function plainPhrase(phrase: Phrase): string {
  return phrase
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'children' in part ? plainPhrase(part.children) : part.text;
    })
    .join('');
}
