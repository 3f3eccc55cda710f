import type { Charset } from '../../text/charset.ts';

/**
 * A border cell is four arms, two bits each: none, light or heavy. Merging is `|`: a heavy arm has both bits, so it
 * wins over a light one. This way every joint is right whatever meets in it.
 */
export const LIGHT = 1;
export const HEAVY = 3;
export type Weight = typeof LIGHT | typeof HEAVY;

/** How far an arm's two bits are shifted. */
export const UP = 0;
export const RIGHT = 2;
export const DOWN = 4;
export const LEFT = 6;

/** Box drawing characters U+2500–257F, by their arms as a number of base 3: up, right, down, left. */
const BOXES = ' ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋';

function tableOf(glyph: (up: number, right: number, down: number, left: number) => string): string[] {
  const weight = (bits: number) => (bits === 0 ? 0 : bits === LIGHT ? 1 : 2);
  return Array.from({ length: 256 }, (_, arms) =>
    glyph(
      weight((arms >> UP) & 3),
      weight((arms >> RIGHT) & 3),
      weight((arms >> DOWN) & 3),
      weight((arms >> LEFT) & 3),
    ),
  );
}

const UNICODE = tableOf((up, right, down, left) => BOXES[up * 27 + right * 9 + down * 3 + left] ?? ' ');
const ASCII = tableOf((up, right, down, left) => {
  if (up + right + down + left === 0) return ' ';
  if (up + down === 0) return Math.max(right, left) > 1 ? '=' : '-';
  return left + right === 0 ? '|' : '+';
});

/** The characters of one charset. */
export interface Glyphs {
  /** By arms. */
  readonly borders: readonly string[];
  /** Before the label of a highlighted part. */
  readonly marker: string;
  readonly arrowRight: string;
  readonly arrowDown: string;
  /** Between a label and how often it stands there. */
  readonly times: string;
  /** In place of what was cut from a label. */
  readonly ellipsis: string;
}

/** The characters of each charset; all but the ellipsis of `ascii` are one cell wide. */
export const GLYPHS: Readonly<Record<Charset, Glyphs>> = {
  unicode: { borders: UNICODE, marker: '▸', arrowRight: '►', arrowDown: '▼', times: '×', ellipsis: '…' },
  ascii: { borders: ASCII, marker: '>', arrowRight: '>', arrowDown: 'v', times: 'x', ellipsis: '..' },
};
