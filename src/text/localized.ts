/** A BCP 47 primary language subtag, such as `en` or `ko`. */
export type Lang = string;

/** The key of text that is the same in every language (BCP 47's "undetermined"). */
export const NEUTRAL = 'und';

/**
 * A value for each language, keyed by {@link Lang}; or one value under {@link NEUTRAL} that serves every language
 * (a command, a name, a number).
 */
export type Localized<T> = Readonly<Record<Lang, T>>;

/**
 * The value of a localized text in one language.
 *
 * @param value the text in its languages; must hold at least one
 * @param lang the language wanted
 * @returns the value in `lang`, else the neutral one, else the first that is there
 * @throws RangeError if the text has no language at all
 */
export function inLanguage<T>(value: Localized<T>, lang: Lang): T {
  const found = value[lang] ?? value[NEUTRAL] ?? Object.values(value)[0];
  if (found === undefined) throw new RangeError('a localized text without any language');
  return found;
}
