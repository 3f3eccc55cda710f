import { closest, distance } from 'fastest-levenshtein';

/**
 * What someone probably meant: the nearest of the known words, if it is near enough to be a slip of the keyboard.
 *
 * @param word what was written
 * @param known the words that exist
 * @returns the nearest one, or nothing if all are too far off
 */
export function suggest(word: string, known: readonly string[]): string | undefined {
  // Longer words would only cost time; no id or key is that long.
  if (known.length === 0 || word.length > 80) return undefined;
  const lower = word.toLowerCase();
  const nearest = closest(lower, [...known]);
  return distance(lower, nearest.toLowerCase()) <= Math.max(1, Math.floor(word.length * 0.4))
    ? nearest
    : undefined;
}

/**
 * A hint made of {@link suggest}.
 *
 * @returns "did you mean `x`", or the list of what there is if that is short, or nothing
 */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const nearest = suggest(word, known);
  if (nearest !== undefined) return `did you mean \`${nearest}\`?`;
  if (known.length === 0 || known.length > 24) return undefined;
  return `there is: ${known.map((name) => `\`${name}\``).join(', ')}`;
}
