/**
 * Characters that text must not have: controls other than tab and line feed (terminals act on them), line and
 * paragraph separators, bidirectional overrides (they reorder what a reader sees), and halves of surrogate pairs.
 */
const CONTROL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;
const EACH_CONTROL = new RegExp(CONTROL.source, 'gu');

/**
 * The first character of a text that must not be there.
 *
 * @returns the character, or nothing if the text is clean
 */
export function controlCharacter(text: string): string | undefined {
  return CONTROL.exec(text)?.[0];
}

/** How a control character is named in messages, such as `U+001B`. */
export function nameOfCharacter(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The same text with every control character written out, such as `<U+001B>`; safe to print on one line or more. */
export function withoutControls(text: string): string {
  return CONTROL.test(text) ? text.replace(EACH_CONTROL, (found) => `<${nameOfCharacter(found)}>`) : text;
}

/**
 * Text from a file or an engine as one line that a terminal may show: composed, each run of white space a blank, none at
 * the ends, control characters written out.
 */
export function oneLine(text: string): string {
  return withoutControls(text.normalize('NFC').replace(/\s+/g, ' ').trim());
}
