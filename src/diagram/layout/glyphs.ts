import type { Charset } from '../../text/charset.ts';
import type { PartChange } from '../scene.ts';

/**
 * A border cell is four arms, two bits each: none, light, dotted or heavy. Merging is `|`: a heavy arm has both bits, so
 * it wins over a light one. This way every joint is right whatever meets in it. Dotted lines have no joints: a line
 * that crosses one passes over it, and what is attached to it is shown by a dot. No other line may run along one.
 */
export const LIGHT = 1;
export const DOTTED = 2;
export const HEAVY = 3;
export type Weight = typeof LIGHT | typeof DOTTED | typeof HEAVY;

/** How far an arm's two bits are shifted. */
export const UP = 0;
export const RIGHT = 2;
export const DOWN = 4;
export const LEFT = 6;

/** Box drawing characters U+2500–257F, by their arms as a number of base 3: up, right, down, left. */
const BOXES = ' ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋';

/** An arm as a digit of base 3: none, light, heavy. A dotted one counts as none. */
function digitOf(arms: number, direction: number): number {
  const bits = (arms >> direction) & 3;
  return bits === DOTTED ? 0 : (bits + 1) >> 1;
}

const isDotted = (arms: number, direction: number): boolean => ((arms >> direction) & 3) === DOTTED;

/** The characters of a line that is dotted and of nothing else. */
interface Dots {
  readonly across: string;
  readonly down: string;
}

/** @returns tells the character of a cell's arms; a picture has some dozen of the 256, and a table of all takes long to make */
function bordersOf(
  dots: Dots,
  glyph: (up: number, right: number, down: number, left: number) => string,
): (arms: number) => string {
  const known: string[] = [];
  const work = (arms: number): string => {
    const up = digitOf(arms, UP);
    const right = digitOf(arms, RIGHT);
    const down = digitOf(arms, DOWN);
    const left = digitOf(arms, LEFT);
    if (arms === 0 || up + right + down + left > 0) return glyph(up, right, down, left);
    return isDotted(arms, RIGHT) || isDotted(arms, LEFT) ? dots.across : dots.down;
  };
  return (arms) => {
    known[arms] ??= work(arms);
    return known[arms];
  };
}

const unicodeBorder = (up: number, right: number, down: number, left: number): string =>
  BOXES[up * 27 + right * 9 + down * 3 + left] ?? ' ';

function asciiBorder(up: number, right: number, down: number, left: number): string {
  if (up + right + down + left === 0) return ' ';
  if (up + down === 0) return Math.max(right, left) > 1 ? '=' : '-';
  return left + right === 0 ? '|' : '+';
}

/**
 * Whether a border cell has a heavy arm.
 *
 * @param arms the cell's four arms
 */
export function isHeavy(arms: number): boolean {
  return (arms & (arms >> 1) & 0b01010101) !== 0;
}

/** The characters of one charset. */
export interface Glyphs {
  /** The character of a cell's four arms. */
  border(arms: number): string;
  /** Before the label of a highlighted part. */
  readonly marker: string;
  readonly arrowRight: string;
  readonly arrowDown: string;
  /** Where something is attached to a dotted line. */
  readonly dot: string;
  /** Before the label of a part that the picture before did not have, that it had otherwise, that is gone. */
  readonly changes: Readonly<Record<PartChange, string>>;
  /** Between a label and how often it stands there. */
  readonly times: string;
  /** In place of what was cut from a label. */
  readonly ellipsis: string;
}

/** The characters of each charset; all but the ellipsis of `ascii` are one cell wide. */
export const GLYPHS: Readonly<Record<Charset, Glyphs>> = {
  unicode: {
    border: bordersOf({ across: '┄', down: '┊' }, unicodeBorder),
    marker: '▸',
    arrowRight: '►',
    arrowDown: '▼',
    dot: '●',
    changes: { new: '+', changed: '~', gone: '×' },
    times: '×',
    ellipsis: '…',
  },
  ascii: {
    border: bordersOf({ across: '.', down: ':' }, asciiBorder),
    marker: '>',
    arrowRight: '>',
    arrowDown: 'v',
    dot: '*',
    changes: { new: '+', changed: '~', gone: 'x' },
    times: 'x',
    ellipsis: '..',
  },
};
