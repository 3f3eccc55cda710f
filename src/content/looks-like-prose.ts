/** English words that hardly stand in a command, a name or a number. */
const FUNCTION_WORDS = new Set(
  'the a an is are was were be it its this that these of to in on at by with from and or but not what which who how why when where you your does do can if'.split(
    ' ',
  ),
);

/**
 * Whether a text is in one language, and not a command, a name or a number that serves all.
 *
 * @param text Markdown
 * @returns true for Korean words outside code, and for three or more words with one such as "the" among them; options
 *   such as `-it` are no words
 */
export function looksLikeProse(text: string): boolean {
  const words = text
    .replace(/```[\s\S]*?```|`[^`]*`|(?<!\S)--?[a-z][\w-]*/gi, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.filter((word) => /^\p{L}+$/u.test(word));
  if (words === undefined) return false;
  if (words.some((word) => /\p{Script=Hangul}/u.test(word))) return true;
  return words.length >= 3 && words.some((word) => FUNCTION_WORDS.has(word));
}
