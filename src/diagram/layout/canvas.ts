import type { Ink, Run } from './drawing.ts';
import { DOWN, type Glyphs, isHeavy, LEFT, RIGHT, UP, type Weight } from './glyphs.ts';

interface Text {
  readonly x: number;
  readonly text: string;
  readonly cells: number;
  readonly ink: Ink;
}

/** Handed from canvas to canvas, so that drawing many scenes makes little garbage. One canvas is in use at a time. */
let pool = new Uint8Array(0);
/** The same, four cells at once: most cells are blank, and a loop over each of them gets hot within one large picture. */
let fours = new Uint32Array(0);

const NO_TEXTS: readonly Text[] = [];

/** Where the blank cells end that begin at some place. */
function blankUntil(arms: Uint8Array, fours: Uint32Array, from: number, end: number): number {
  let at = from;
  while (at < end && arms[at] === 0) at += (at & 3) === 0 && at + 4 <= end && fours[at >> 2] === 0 ? 4 : 1;
  return at;
}

/** Where the cells end that are as the one at some place. */
function alikeUntil(arms: Uint8Array, from: number, end: number): number {
  let at = from + 1;
  while (at < end && arms[at] === arms[from]) at++;
  return at;
}

/** A grid of cells that borders and texts are put on. Borders merge where they meet. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #arms: Uint8Array;
  readonly #fours: Uint32Array;
  readonly #texts: (Text[] | undefined)[];

  /**
   * @param width cells
   * @param height rows
   */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    if (pool.length < width * height) {
      pool = new Uint8Array(width * height * 4);
      fours = new Uint32Array(pool.buffer);
    }
    this.#arms = pool;
    this.#fours = fours;
    this.#arms.fill(0, 0, width * height);
    this.#texts = new Array(height);
  }

  /** A line from one cell to another in the same row, both ends included. */
  horizontal(x: number, y: number, toX: number, weight: Weight): void {
    const row = y * this.width;
    for (let at = row + x; at < row + toX; at++) {
      this.#arms[at]! |= weight << RIGHT;
      this.#arms[at + 1]! |= weight << LEFT;
    }
  }

  /** A line from one cell to another in the same column, both ends included. */
  vertical(x: number, y: number, toY: number, weight: Weight): void {
    for (let at = y * this.width + x; at < toY * this.width; at += this.width) {
      this.#arms[at]! |= weight << DOWN;
      this.#arms[at + this.width]! |= weight << UP;
    }
  }

  /** The outline of a box; its borders lie inside `width` and `height`. */
  box(x: number, y: number, width: number, height: number, weight: Weight): void {
    const right = x + width - 1;
    const bottom = y + height - 1;
    this.horizontal(x, y, right, weight);
    this.horizontal(x, bottom, right, weight);
    this.vertical(x, y, bottom, weight);
    this.vertical(right, y, bottom, weight);
  }

  /** One arm of one cell, where a line ends in an arrow head or on a border. */
  arm(x: number, y: number, direction: number, weight: Weight): void {
    this.#arms[y * this.width + x]! |= weight << direction;
  }

  /** A text of so many cells; what it covers has no borders. */
  text(x: number, y: number, text: string, cells: number, ink: Ink): void {
    if (cells === 0) return;
    const row = this.#texts[y];
    const placed = { x, text, cells, ink };
    if (!row) this.#texts[y] = [placed];
    else if (row.at(-1)!.x < x) row.push(placed);
    else {
      row.push(placed);
      row.sort((a, b) => a.x - b.x);
    }
  }

  /** The rows as runs, without blanks at their ends. */
  rows(glyphs: Glyphs): Run[][] {
    const rows: Run[][] = new Array(this.height);
    for (let y = 0; y < this.height; y++) rows[y] = this.#row(y, glyphs);
    return rows;
  }

  #row(y: number, glyphs: Glyphs): Run[] {
    const runs: Run[] = [];
    const start = y * this.width;
    const arms = this.#arms;
    let ink: Ink | undefined;
    let run = '';
    let blanks = 0;
    const put = (text: string, textInk: Ink) => {
      if (textInk !== ink) {
        if (ink === undefined && blanks > 0) runs.push({ text: ' '.repeat(blanks) });
        else if (ink !== undefined) runs.push({ text: run + ' '.repeat(blanks), ink });
        ink = textInk;
        run = text;
      } else run += blanks > 0 ? ' '.repeat(blanks) + text : text;
      blanks = 0;
    };
    let x = 0;
    const borderUntil = (end: number) => {
      while (x < end) {
        const cell = arms[start + x]!;
        const after =
          cell === 0
            ? blankUntil(arms, this.#fours, start + x, start + end)
            : alikeUntil(arms, start + x, start + end);
        const count = after - start - x;
        if (cell === 0) blanks += count;
        else put(glyphs.border(cell).repeat(count), isHeavy(cell) ? 'strong' : 'border');
        x += count;
      }
    };
    for (const text of this.#texts[y] ?? NO_TEXTS) {
      borderUntil(text.x);
      put(text.text, text.ink);
      x += text.cells;
    }
    borderUntil(this.width);
    if (ink !== undefined) runs.push({ text: run, ink });
    return runs;
  }
}
