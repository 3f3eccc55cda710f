/** What a key asks for, the same for every keyboard layout and input method. */

/** A key as the terminal room names it: a character, or a word such as `left`, `enter`, `page-down`, `ctrl-c`. */
export type KeyName = string;

/**
 * The letters that a Korean two-set (두벌식) keyboard sends for Latin keys while its input method is on, so that no one
 * has to switch the input method to turn a page. Two rows: with and without shift.
 */
const HANGUL_KEYS = 'ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ' + 'ㅃㅉㄸㄲㅆㅒㅖ';
const LATIN_KEYS = 'qwertyuiopasdfghjklzxcvbnm' + 'qwertop';
const LATIN_OF = new Map([...HANGUL_KEYS].map((hangul, index) => [hangul, LATIN_KEYS[index]] as const));

/**
 * The key that was meant.
 *
 * @param key a key name
 * @returns the Latin letter in lower case for a letter of either layout, else the name as it is
 */
export function latinKey(key: KeyName): KeyName {
  if (key.length !== 1) return key;
  return LATIN_OF.get(key) ?? key.toLowerCase();
}
