/** Places a panel's floors on a sheet. */
import { shareCells } from './share.ts';
import type { Sheet } from './sheet.ts';
import { cellsNeeded } from './stack-measure.ts';
import type { Beside, CellStack, Floor } from './stack-tree.ts';

/** Rows from one floor's upper border to the next one's. */
export const FLOOR_ROWS = 2;

/**
 * Draws a stack.
 *
 * @param sheet what to draw on
 * @param stack the floors
 * @param x the column of the left border
 * @param y the row of the upper border
 * @param inner cells between the outer borders
 * @param open whether nothing stands on the stack: then short columns end lower, else their top floor is drawn higher
 * @param extra rows that the top floor is higher than usual
 */
export function placeStack(
  sheet: Sheet,
  stack: CellStack,
  x: number,
  y: number,
  inner: number,
  open: boolean,
  extra = 0,
): void {
  let top = y;
  stack.floors.forEach((floor, index) => {
    const stretch = index === 0 ? extra : 0;
    placeFloor(sheet, floor, x, top, inner, open && index === 0, stretch);
    top += floor.height * FLOOR_ROWS + stretch;
  });
}

function placeFloor(
  sheet: Sheet,
  floor: Floor,
  x: number,
  y: number,
  inner: number,
  open: boolean,
  extra: number,
): void {
  let left = x;
  if (floor.kind === 'cell') {
    const suffix = floor.standsFor > 1 ? ` ${sheet.glyphs.times}${floor.standsFor}` : '';
    for (const width of columnWidths(inner, floor.copies)) {
      sheet.box(floor.cell, left, y, width + 2, FLOOR_ROWS + 1 + extra, { suffix });
      left += width + 1;
    }
    return;
  }
  const { columns, copies } = floor;
  const count = columns.length * copies;
  const widths =
    columns.length === 1
      ? columnWidths(inner, count)
      : shareCells(
          inner - count + 1,
          Array.from({ length: count }, (_, index) => cellsNeeded(columns[index % columns.length]!, true)),
        );
  widths.forEach((width, index) => {
    const column = columns[index % columns.length]!;
    const missing = (floor.height - column.height) * FLOOR_ROWS + extra;
    if (open) placeStack(sheet, column, left, y + missing, width, true);
    else placeStack(sheet, column, left, y, width, false, missing);
    left += width + 1;
  });
}

/** Equal widths; what is left over goes to the columns at the left. */
function columnWidths(inner: number, count: number): number[] {
  if (count === 1) return [inner];
  const cells = inner - count + 1;
  const each = Math.floor(cells / count);
  const wider = cells - each * count;
  return Array.from({ length: count }, (_, index) => (index < wider ? each + 1 : each));
}

/**
 * Draws the boxes that stand beside a panel's floors.
 *
 * @param sheet what to draw on
 * @param beside what stands there
 * @param x the column of the left border
 * @param y the row of the panel's upper border
 * @param width cells, borders included
 */
export function placeBeside(
  sheet: Sheet,
  beside: readonly Beside[],
  x: number,
  y: number,
  width: number,
): void {
  for (const { row, cells } of beside) {
    const needs = cells.map((cell) => cell.widths[Math.min(cell.group.level, cell.widths.length - 1)]! + 2);
    let left = x;
    shareCells(width - cells.length - 1, needs).forEach((cellWidth, index) => {
      sheet.box(cells[index]!, left, y + row * FLOOR_ROWS, cellWidth + 2, FLOOR_ROWS + 1);
      left += cellWidth + 1;
    });
  }
}
