/** The text of a `cloze` item: words, with `[[gap]]` where something is missing. */

/** A piece of such a text: words, or the id of a gap. */
export type ClozePart = string | { readonly gap: string };

/** Without spaces inside, so that the shell's `[[ -f x ]]` stays what it is. */
const GAP = /\[\[([^[\]\s]+)\]\]/g;

/**
 * Takes a text apart at its gaps.
 *
 * @param text the text in one language
 * @returns words and gaps in order; no words are empty
 */
export function clozeParts(text: string): ClozePart[] {
  const parts: ClozePart[] = [];
  let end = 0;
  for (const match of text.matchAll(GAP)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push({ gap: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** The ids of a text's gaps, in order, as often as they come. */
export function gapsIn(text: string): string[] {
  return clozeParts(text).flatMap((part) => (typeof part === 'string' ? [] : [part.gap]));
}
