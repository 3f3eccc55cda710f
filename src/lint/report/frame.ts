import { withoutControls } from '../../text/control.ts';
import { displayWidth } from '../../text/width.ts';

/** The most cells of a line that a frame shows. */
const WINDOW = 76;
const TAB = 4;
const CUT = '...';

/** A line of a file, and the marks to print right under a place in it. */
export interface Frame {
  /** The line, or the part of it around the place; without control characters, tabs as spaces. */
  readonly line: string;
  /** Spaces, then one `^` for each cell of the place. */
  readonly marks: string;
}

/**
 * Draws the place of a problem.
 *
 * @param source the line as it is in the file
 * @param column the place, from 1, in code points
 * @param endColumn its end, exclusive; a point if absent
 * @returns what to print; the marks stand under the place in terminal cells, whatever stands before it
 */
export function frameOf(source: string, column: number, endColumn: number = column + 1): Frame {
  const pieces = piecesOf(source);
  const from = Math.min(column - 1, pieces.length);
  const to = Math.max(from + 1, Math.min(endColumn - 1, pieces.length));
  const { first, last } = windowOf(pieces, from, to);
  const head = first > 0 ? CUT : '';
  const tail = last < pieces.length ? CUT : '';
  const before = head + pieces.slice(first, from).join('');
  const marked = pieces.slice(from, Math.min(to, last)).join('');
  const after = pieces.slice(Math.min(to, last), last).join('') + tail;
  return {
    line: (before + marked + after).normalize('NFC').trimEnd(),
    marks: ' '.repeat(displayWidth(before)) + '^'.repeat(Math.max(1, displayWidth(marked))),
  };
}

/** How each code point of a line is printed. */
function piecesOf(source: string): string[] {
  const pieces: string[] = [];
  let cells = 0;
  for (const character of source) {
    const piece = character === '\t' ? ' '.repeat(TAB - (cells % TAB)) : withoutControls(character);
    cells += displayWidth(piece);
    pieces.push(piece);
  }
  return pieces;
}

/** The pieces to show: all that fit, with the place among them and a third of the room before it. */
function windowOf(pieces: readonly string[], from: number, to: number): { first: number; last: number } {
  const widths = pieces.map(displayWidth);
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= WINDOW) return { first: 0, last: pieces.length };
  const room = WINDOW - 2 * CUT.length;
  let first = from;
  let cells = 0;
  while (first > 0 && cells + widths[first - 1]! <= room / 3) cells += widths[--first]!;
  let last = from;
  while (last < pieces.length && cells + widths[last]! <= room) cells += widths[last++]!;
  // Near the end of the line, room is left for more of what comes before.
  while (first > 0 && cells + widths[first - 1]! <= room) cells += widths[--first]!;
  return { first, last: Math.max(last, Math.min(to, from + 1)) };
}
