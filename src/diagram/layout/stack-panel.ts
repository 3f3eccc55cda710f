/** What both arrangements of panels share: how much room one panel takes, and how it is put down. */
import { formWidth } from './cells.ts';
import type { Sheet } from './sheet.ts';
import { cellsNeeded } from './stack-measure.ts';
import { placeStack } from './stack-place.ts';
import type { CellStack, PanelTree } from './stack-tree.ts';

/** Cells between panels, and between a panel and what stands beside it. */
export interface Gaps {
  readonly panels: number;
  readonly beside: number;
}

/** Where there is room, and where there is little. */
export const WIDE_GAPS: Gaps = { panels: 4, beside: 2 };
export const NARROW_GAPS: Gaps = { panels: 2, beside: 1 };

/**
 * Cells that a panel needs between its borders so that nothing is cut, its title included.
 *
 * @param title the panel's title
 * @param stack its floors, with the forms of labels chosen
 * @param equal whether columns of a tier are to be equally wide
 */
export function innerNeeds({ title }: PanelTree, stack: CellStack, equal: boolean): number {
  const need = cellsNeeded(stack, equal);
  return title ? Math.max(need, formWidth(title) - 2) : need;
}

/** Cells of the boxes beside a panel, borders included; all are as wide as the widest. */
export function besideWidth({ beside }: PanelTree): number {
  return beside.reduce(
    (most, { cells }) =>
      Math.max(
        most,
        cells.reduce((sum, cell) => sum + formWidth(cell) + 3, 1),
      ),
    0,
  );
}

/** Cells that a panel takes besides its inner width: its borders, and what stands beside it. */
export function overhead(panel: PanelTree, gaps: Gaps): number {
  return panel.beside.length > 0 ? 2 + gaps.beside + besideWidth(panel) : 2;
}

/**
 * Draws a panel with its title; the title is in the middle above it.
 *
 * @param sheet what to draw on
 * @param panel the panel
 * @param stack its floors, as they are to be drawn
 * @param x the column of the left border
 * @param y the row of the upper border
 * @param inner cells between the borders
 */
export function placePanel(
  sheet: Sheet,
  panel: PanelTree,
  stack: CellStack,
  x: number,
  y: number,
  inner: number,
): void {
  placeStack(sheet, stack, x, y, inner, true);
  if (!panel.title || panel.hidden) return;
  const free = Math.max(0, inner + 2 - formWidth(panel.title));
  sheet.text(panel.title, x + (free >> 1), y - 1, inner + 2, 'title', panel.id);
}
