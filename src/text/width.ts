import stringWidth from 'fast-string-width';

/**
 * Text of ASCII, Latin-1, dashes and quotation marks, arrows, box drawing and the program's own signs only, each of whose
 * characters takes a cell. A regular expression, since a loop over characters gets hot within the first screen, and
 * compiling it takes longer than all that it measures.
 */
const ONE_CELL_EACH =
  /^[ -~\u00a1-\u00ac\u00ae-\u00ff\u2010-\u2027\u2190-\u2193\u2500-\u257f\u25b8\u25ba\u25bc\u25be\u25cb\u25cf\u2713\u2717\u276f]*$/;
/** The escape sequences of colour and weight (SGR of ECMA-48) that a theme puts around text. */
const COLOUR_CODES = /\u001b\[[\d;]*m/g;
/** Composed Hangul, which takes two cells a syllable. */
const HANGUL_SYLLABLES = /[\uac00-\ud7a3]+/g;

/**
 * How many terminal cells a text takes, measured the way terminals do: Hangul two cells, combining marks none.
 * Decomposed Hangul (NFD) is composed first, since its parts would count double.
 *
 * @param text text without control characters; escape sequences of colour count nothing
 * @returns cells, 0 or more
 */
export function displayWidth(text: string): number {
  if (ONE_CELL_EACH.test(text)) return text.length;
  const plain = text.replace(COLOUR_CODES, '');
  const rest = plain.replace(HANGUL_SYLLABLES, '');
  if (ONE_CELL_EACH.test(rest)) return 2 * plain.length - rest.length;
  return stringWidth(text.normalize('NFC'));
}

/**
 * Shortens a text to a number of cells, with an ellipsis where something was cut.
 *
 * @param text the text
 * @param cells the room, 0 or more
 * @param ellipsis what stands for the cut part; one cell wide in `…`, two in `..`
 * @returns the text itself if it fits, else its beginning and the ellipsis, never wider than `cells`
 */
export function truncate(text: string, cells: number, ellipsis = '…'): string {
  if (displayWidth(text) <= cells) return text;
  const room = cells - displayWidth(ellipsis);
  if (room < 0) return ''.padEnd(Math.max(0, cells), '.');
  let kept = '';
  let used = 0;
  for (const char of text.normalize('NFC')) {
    const width = displayWidth(char);
    if (used + width > room) break;
    kept += char;
    used += width;
  }
  return kept + ellipsis;
}

/**
 * Pads a text with spaces to a number of cells.
 *
 * @param text the text; given back as it is if it is wider already
 * @param cells the width wanted
 * @param align where the text stands in it
 * @returns the padded text
 */
export function pad(text: string, cells: number, align: 'left' | 'right' | 'center' = 'left'): string {
  const gap = cells - displayWidth(text);
  if (gap <= 0) return text;
  const before = align === 'left' ? 0 : align === 'right' ? gap : Math.floor(gap / 2);
  return ' '.repeat(before) + text + ' '.repeat(gap - before);
}
