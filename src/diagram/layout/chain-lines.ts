/** A chain from left to right, on one line or on several. */
import { type CellMaker, formWidth } from './cells.ts';
import { arrowWidth, boxWidth, type Link } from './chain-links.ts';
import type { Drawing, DrawOptions } from './drawing.ts';
import { LIGHT, RIGHT } from './glyphs.ts';
import { Sheet } from './sheet.ts';

/** Cells at the left of a line's first box: none on the first line, an edge and an arrow on the others. */
function leadIn(link: Link, isFirst: boolean): number {
  return isFirst ? 0 : arrowWidth(link) + 1;
}

/** Cells at the right of a line that another follows. */
const LEAD_OUT = 2;

/**
 * Breaks a chain into lines.
 *
 * @param links the links, with the forms of labels chosen
 * @param width cells; a line is wider only if its one box is
 */
export function broken(links: readonly Link[], width: number): Link[][] {
  const lines: Link[][] = [];
  let line: Link[] = [];
  let used = 0;
  links.forEach((link, index) => {
    const isLast = index === links.length - 1;
    const box = boxWidth(link);
    const more = line.length === 0 ? leadIn(link, index === 0) + box : arrowWidth(link) + box;
    if (line.length > 0 && used + more + (isLast ? 0 : LEAD_OUT) > width) {
      lines.push(line);
      line = [];
      used = leadIn(link, false) + box;
    } else used += more;
    line.push(link);
  });
  lines.push(line);
  return lines;
}

/** Cells of a line, with the way into it and out of it. */
export function lineWidth(line: readonly Link[], isFirst: boolean, isLast: boolean): number {
  const boxes = line.reduce(
    (sum, link, index) => sum + boxWidth(link) + (index > 0 ? arrowWidth(link) : 0),
    0,
  );
  return leadIn(line[0]!, isFirst) + boxes + (isLast ? 0 : LEAD_OUT);
}

function linesWidth(lines: readonly (readonly Link[])[]): number {
  return lines.reduce(
    (most, line, index) => Math.max(most, lineWidth(line, index === 0, index === lines.length - 1)),
    0,
  );
}

/** Whether all lines but the last hold two links or more, and fit. */
export function isGood(lines: readonly (readonly Link[])[], width: number): boolean {
  return (
    linesWidth(lines) <= width && lines.every((line, index) => line.length > 1 || index === lines.length - 1)
  );
}

/**
 * Breaks a chain into as few lines as fit, about equally long.
 *
 * @param links the links, with the forms of labels chosen
 * @param width cells
 */
export function balanced(links: readonly Link[], width: number): Link[][] {
  let best = broken(links, width);
  for (let narrower = linesWidth(best) - 1; narrower > 0; ) {
    const lines = broken(links, narrower);
    if (lines.length > best.length || !isGood(lines, narrower)) return best;
    best = lines;
    narrower = linesWidth(lines) - 1;
  }
  return best;
}

/**
 * Draws a chain in lines.
 *
 * @param lines the links of each line; they fit
 * @param maker keeps the notes
 * @param options the characters
 */
export function drawLines(
  lines: readonly (readonly Link[])[],
  maker: CellMaker,
  options: DrawOptions,
): Drawing {
  const boxHeight = lines.some((line) => line.some((link) => link.note)) ? 4 : 3;
  const sheet = new Sheet(linesWidth(lines), lines.length * (boxHeight + 1) - 1, options.charset);
  let before: Link | undefined;
  lines.forEach((line, at) => {
    const y = at * (boxHeight + 1);
    let x = 0;
    line.forEach((link, index) => {
      const arrow = arrowWidth(link);
      const drawn = before && !before.cell.hidden && !link.cell.hidden;
      if (index > 0) {
        if (drawn) drawArrow(sheet, link, x - 1, y, arrow);
        x += arrow;
      } else if (before) {
        if (drawn) turnLine(sheet, lineWidth(lines[at - 1]!, at === 1, false), y, boxHeight);
        if (drawn) drawArrow(sheet, link, 0, y, arrow);
        x = arrow + 1;
      }
      sheet.box(link.cell, x, y, boxWidth(link), boxHeight, { note: link.note });
      x += boxWidth(link);
      before = link;
    });
  });
  return sheet.drawing(maker, 'wide');
}

/** An arrow from the border at `x` over so many cells. */
function drawArrow(sheet: Sheet, link: Link, x: number, y: number, cells: number): void {
  const row = y + 1;
  sheet.canvas.horizontal(x, row, x + cells - 1, LIGHT);
  sheet.canvas.arm(x + cells - 1, row, RIGHT, LIGHT);
  sheet.canvas.text(x + cells, row, sheet.glyphs.arrowRight, 1, 'border');
  if (!link.via) return;
  const before = 1 + ((cells - formWidth(link.via)) >> 1);
  sheet.text(link.via, x + before, y, cells - 1, 'muted', link.from);
}

/** The way from the end of one line, around its last box and back to the left, down to the next line's arrow. */
function turnLine(sheet: Sheet, lineEnd: number, y: number, boxHeight: number): void {
  const right = lineEnd - 1;
  const back = y - 1;
  const row = y - boxHeight;
  sheet.canvas.horizontal(right - LEAD_OUT, row, right, LIGHT);
  sheet.canvas.vertical(right, row, back, LIGHT);
  sheet.canvas.horizontal(0, back, right, LIGHT);
  sheet.canvas.vertical(0, back, y + 1, LIGHT);
}
