/** Gives the boxes of a band their places. */
import type { Rect } from '../layout/drawing.ts';
import { type Band, ROOT_GAP } from './bands.ts';
import { type Box, COLUMN_GAP, columnsWidth, heightOfBox, type Measure, widthOfBox } from './blocks.ts';

/** A box with its place; it shares its lower border with the floor that it stands on. */
export interface Placed extends Rect {
  readonly box: Box;
}

/**
 * Places the boxes of a band: each on its floor, all lowest floors on one line.
 *
 * @param band the band
 * @param measure how boxes are measured
 * @param bottom the row of the lowest border
 * @returns every box, floors before what stands on them
 */
export function placeBand(band: Band, measure: Measure, bottom: number): Placed[] {
  const placed: Placed[] = [];
  let x = 0;
  for (const root of band.roots) {
    const width = Math.min(widthOfBox(root, measure), band.width - x);
    place(root, x, bottom, width, measure, placed);
    x += width + ROOT_GAP;
  }
  return placed;
}

/** Rows that a band needs, without its networks. */
export function bandHeight(band: Band, { stateBelow }: Measure): number {
  return band.roots.reduce((most, root) => Math.max(most, heightOfBox(root, stateBelow)), 0);
}

function place(box: Box, x: number, bottom: number, width: number, measure: Measure, placed: Placed[]): void {
  const height = box.kind === 'container' ? heightOfBox(box, measure.stateBelow) : 3;
  const y = bottom - height + 1;
  placed.push({ box, x, y, width, height });
  if (box.kind === 'container' || box.columns.length === 0) return;
  // What the floor is wider than all that stands on it is shared out, so that walls go straight up.
  let spare = Math.max(0, width - columnsWidth(box.columns, measure));
  let left = x;
  box.columns.forEach((column, index) => {
    const share = Math.floor(spare / (box.columns.length - index));
    spare -= share;
    const own = Math.min(widthOfBox(column, measure) + share, width - (left - x));
    place(column, left, y, own, measure, placed);
    left += own + COLUMN_GAP;
  });
}
