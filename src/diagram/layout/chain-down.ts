/** A chain from top to bottom. */
import { type CellMaker, formWidth } from './cells.ts';
import { boxWidth, type Link } from './chain-links.ts';
import type { Drawing, DrawOptions } from './drawing.ts';
import { DOWN, LIGHT } from './glyphs.ts';
import { Sheet } from './sheet.ts';

/** Cells between the middle of a box and what the arrow down says. */
const DOWN_GAP = 2;

function boxesWidth(links: readonly Link[]): number {
  return links.reduce((most, link) => Math.max(most, boxWidth(link)), 0);
}

/** Cells that a chain needs top down, its boxes equally wide. */
export function downWidth(links: readonly Link[]): number {
  const boxes = boxesWidth(links);
  return links.reduce(
    (most, { via }) => Math.max(most, via ? (boxes >> 1) + DOWN_GAP + formWidth(via) : 0),
    boxes,
  );
}

/**
 * Draws a chain top down.
 *
 * @param links the links, with the forms of labels chosen
 * @param maker keeps the notes
 * @param options the width and the characters
 */
export function drawDown(links: readonly Link[], maker: CellMaker, options: DrawOptions): Drawing {
  const boxes = Math.min(options.width, boxesWidth(links));
  const width = Math.min(options.width, downWidth(links));
  const height = links.reduce((sum, link) => sum + (link.note ? 4 : 3) + 1, -1);
  const sheet = new Sheet(width, height, options.charset);
  const middle = boxes >> 1;
  let y = 0;
  links.forEach((link, index) => {
    const before = links[index - 1];
    if (before && !before.cell.hidden && !link.cell.hidden) {
      sheet.canvas.arm(middle, y - 2, DOWN, LIGHT);
      sheet.canvas.text(middle, y - 1, sheet.glyphs.arrowDown, 1, 'border');
      const x = middle + DOWN_GAP;
      if (link.via) sheet.text(link.via, x, y - 1, width - x, 'muted', link.from);
    }
    const boxHeight = link.note ? 4 : 3;
    sheet.box(link.cell, 0, y, boxes, boxHeight, { note: link.note });
    y += boxHeight + 1;
  });
  return sheet.drawing(maker, 'stacked');
}
