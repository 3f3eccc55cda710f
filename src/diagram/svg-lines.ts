/** Lines and signs of a drawing as shapes: what a terminal draws with characters, a picture draws with paths. */
import { DOTTED, DOWN, GLYPHS, HEAVY, LEFT, LIGHT, RIGHT, UP, type Weight } from './layout/glyphs.ts';

/** The size of a cell in the picture's units; its middle lies on whole ones. */
export const CELL = { width: 10, height: 20 } as const;

/** Signs that are drawn as shapes, since fonts disagree on where in a cell they stand. */
const SIGNS = `${GLYPHS.unicode.dot}${GLYPHS.unicode.arrowRight}${GLYPHS.unicode.arrowDown}${GLYPHS.unicode.marker}`;

/** Matches what is no text: a box drawing character of {@link GLYPHS}, or a sign. */
export const SHAPE = new RegExp(`[\\u2500-\\u2504\\u250a\\u250c-\\u254b\\u2574-\\u257f${SIGNS}]`, 'u');

const NEIGHBOURS = [
  { direction: UP, dx: 0, dy: -1, back: DOWN },
  { direction: RIGHT, dx: 1, dy: 0, back: LEFT },
  { direction: DOWN, dx: 0, dy: 1, back: UP },
  { direction: LEFT, dx: -1, dy: 0, back: RIGHT },
] as const;

let inverse: Map<string, number> | undefined;

/** The arms of a box drawing character; those of the dashed ones are dotted at both ends. */
function armsOf(char: string): number {
  if (inverse === undefined) {
    const { border } = GLYPHS.unicode;
    inverse = new Map();
    for (let arms = 0; arms < 256; arms++) {
      const isMixed = [UP, RIGHT, DOWN, LEFT].some((side) => ((arms >> side) & 3) === DOTTED);
      if (arms !== 0 && !isMixed) inverse.set(border(arms), arms);
    }
    inverse.set(border(DOTTED << RIGHT), (DOTTED << RIGHT) | (DOTTED << LEFT));
    inverse.set(border(DOTTED << DOWN), (DOTTED << UP) | (DOTTED << DOWN));
  }
  return inverse.get(char) ?? 0;
}

/** The shapes of a drawing, each a path's data or, for dots, elements; empty where there are none. */
export interface Shapes {
  /** Lines by their weight. */
  readonly lines: Readonly<Record<'light' | 'dotted' | 'heavy', string>>;
  /** Heads of arrows. */
  readonly heads: string;
  /** Marks before labels. */
  readonly markers: string;
  /** Where something is attached to a dotted line: middles, in the picture's units. */
  readonly dots: readonly { readonly x: number; readonly y: number }[];
}

/** Collects the cells that are drawn as shapes. */
export class ShapeSheet {
  readonly #columns: number;
  readonly #arms: Uint8Array;
  readonly #dots: { x: number; y: number }[] = [];
  #heads = '';
  #markers = '';

  /** @param columns cells in a row; what is put behind them is passed over */
  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#arms = new Uint8Array(columns * rows);
  }

  /** Puts a character that {@link SHAPE} matches. */
  put(char: string, x: number, y: number): void {
    if (x >= this.#columns) return;
    const left = x * CELL.width;
    const top = y * CELL.height;
    switch (char) {
      case GLYPHS.unicode.dot:
        this.#dots.push({ x, y });
        break;
      case GLYPHS.unicode.arrowRight:
        this.#heads += `M${left} ${top + 5}l10 5-10 5z`;
        break;
      case GLYPHS.unicode.arrowDown:
        // A shaft comes with it: a cell is twice as high as the head.
        this.#heads += `M${left + 4} ${top}v8h-4l5 10 5-10h-4v-8z`;
        break;
      case GLYPHS.unicode.marker:
        this.#markers += `M${left + 2} ${top + 6}l7 4-7 4z`;
        break;
      default:
        this.#arms[y * this.#columns + x] = armsOf(char);
    }
  }

  /** The shapes of all that was put. */
  shapes(): Shapes {
    for (const { x, y } of this.#dots) this.#reach(x, y);
    const middle = ({ x, y }: { x: number; y: number }) => ({
      x: x * CELL.width + CELL.width / 2,
      y: y * CELL.height + CELL.height / 2,
    });
    return {
      lines: { light: this.#path(LIGHT), dotted: this.#path(DOTTED), heavy: this.#path(HEAVY) },
      heads: this.#heads,
      markers: this.#markers,
      dots: this.#dots.map(middle),
    };
  }

  /** Lets the lines around a dot meet in its middle. */
  #reach(x: number, y: number): void {
    for (const { direction, dx, dy, back } of NEIGHBOURS) {
      if (x + dx < 0 || x + dx >= this.#columns) continue;
      const met = ((this.#arms[(y + dy) * this.#columns + x + dx] ?? 0) >> back) & 3;
      this.#arms[y * this.#columns + x]! |= met << direction;
    }
  }

  /** The lines of one weight, each as long as it goes. */
  #path(weight: Weight): string {
    const columns = this.#columns;
    const rows = this.#arms.length / columns;
    const has = (x: number, y: number, side: number) =>
      ((this.#arms[y * columns + x]! >> side) & 3) === weight;
    let path = '';
    for (let y = 0; y < rows; y++) {
      const at = y * CELL.height + CELL.height / 2;
      const halves = (half: number) => has(half >> 1, y, half % 2 === 0 ? LEFT : RIGHT);
      for (const [from, to] of stretches(2 * columns, halves)) {
        path += `M${(from * CELL.width) / 2} ${at}H${(to * CELL.width) / 2}`;
      }
    }
    for (let x = 0; x < columns; x++) {
      const at = x * CELL.width + CELL.width / 2;
      const halves = (half: number) => has(x, half >> 1, half % 2 === 0 ? UP : DOWN);
      for (const [from, to] of stretches(2 * rows, halves)) {
        path += `M${at} ${(from * CELL.height) / 2}V${(to * CELL.height) / 2}`;
      }
    }
    return path;
  }
}

/** The stretches of numbers below a count for which something holds: each its first, and the one behind its last. */
function stretches(count: number, holds: (at: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  let from: number | undefined;
  for (let at = 0; at <= count; at++) {
    const is = at < count && holds(at);
    if (is) from ??= at;
    else if (from !== undefined) {
      found.push([from, at]);
      from = undefined;
    }
  }
  return found;
}
