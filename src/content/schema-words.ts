/** Words that the checks of keys and of values share. */

/** The hint for text that ended at a comma, a colon or a `#`. */
export const QUOTE_TEXT = 'put the text in quotes: in {…} a comma, a colon or a # ends it';

/** Whether a key is no key but what follows a comma in text that was not quoted. */
export function looksLikeText(key: string): boolean {
  return /\s|[^\x20-\x7e]|[.!?"'`]/.test(key.trim());
}

/** The message for a key that is the rest of a sentence. */
export function restOfSentence(key: string): string {
  return `\`${key}\` looks like the rest of a text, not like a key`;
}

/** The message for a key that is not there. */
export function missingMessage(key: string): string {
  return `\`${key}\` is missing`;
}
