/** Panels side by side. */
import type { CellMaker } from './cells.ts';
import type { Drawing, DrawOptions } from './drawing.ts';
import { Sheet } from './sheet.ts';
import { unitOf } from './stack-measure.ts';
import {
  besideWidth,
  type Gaps,
  innerNeeds,
  NARROW_GAPS,
  overhead,
  placePanel,
  WIDE_GAPS,
} from './stack-panel.ts';
import { FLOOR_ROWS, placeBeside } from './stack-place.ts';
import type { PanelTree } from './stack-tree.ts';

/** Panels that lack no more than this part of their width to be as wide as the widest are made so. */
const NEARLY = 0.25;

/**
 * The least width at which panels stand side by side with nothing cut.
 *
 * @param panels the panels, with the forms of labels chosen
 * @param equal whether columns of a tier are to be equally wide
 * @param gaps what to leave between
 * @returns cells
 */
export function wideNeeds(panels: readonly PanelTree[], equal: boolean, gaps: Gaps = NARROW_GAPS): number {
  return panels.reduce(
    (sum, panel) => sum + gaps.panels + innerNeeds(panel, panel.stack, equal) + overhead(panel, gaps),
    -gaps.panels,
  );
}

/**
 * Draws panels side by side.
 *
 * @param panels the panels, with the forms of labels chosen; they fit
 * @param maker keeps the notes
 * @param options the width and the characters
 * @param equal whether columns of a tier are to be equally wide
 */
export function drawWide(
  panels: readonly PanelTree[],
  maker: CellMaker,
  options: DrawOptions,
  equal: boolean,
): Drawing {
  const gaps = wideNeeds(panels, equal, WIDE_GAPS) <= options.width ? WIDE_GAPS : NARROW_GAPS;
  const inner = innerWidths(panels, options.width - wideNeeds(panels, equal, gaps), equal);
  const highest = Math.max(...panels.map((panel) => panel.stack.height));
  const top = panels.some((panel) => panel.title) ? 1 : 0;
  const slots = panels.map((panel, index) => inner[index]! + overhead(panel, gaps) + gaps.panels);
  const width = slots.reduce((sum, slot) => sum + slot, -gaps.panels);
  const sheet = new Sheet(width, top + highest * FLOOR_ROWS + 1, options.charset);
  const low = bottomsAreLevel(panels);
  let x = 0;
  panels.forEach((panel, index) => {
    const y = top + (low ? (highest - panel.stack.height) * FLOOR_ROWS : 0);
    placePanel(sheet, panel, panel.stack, x, y, inner[index]!);
    placeBeside(sheet, panel.beside, x + inner[index]! + 2 + gaps.beside, y, besideWidth(panel));
    x += slots[index]!;
  });
  return sheet.drawing(maker, 'wide');
}

/**
 * The width of each panel between its borders: what it needs, rounded up so that columns come out equal; a panel that
 * is nearly as wide as the widest is made so. All as far as there are cells to spare.
 */
function innerWidths(panels: readonly PanelTree[], spare: number, equal: boolean): number[] {
  let left = spare;
  const widths = panels.map((panel) => innerNeeds(panel, panel.stack, equal));
  if (!equal) return widths;
  const units = panels.map((panel) => unitOf(panel.stack));
  const grow = (index: number, to: number) => {
    const unit = units[index]!;
    const more = Math.ceil((to + 1) / unit) * unit - 1 - widths[index]!;
    if (more > left) return;
    left -= more;
    widths[index]! += more;
  };
  for (let index = 0; index < widths.length; index++) grow(index, widths[index]!);
  const widest = Math.max(...widths);
  for (let index = 0; index < widths.length; index++) {
    const width = widths[index]!;
    if (width < widest && widest <= width * (1 + NEARLY)) grow(index, widest);
  }
  return widths;
}

/** Whether panels of unequal height have parts in common at the same height from the bottom, but none from the top. */
function bottomsAreLevel(panels: readonly PanelTree[]): boolean {
  const height = panels[0]?.stack.height;
  if (panels.every((panel) => panel.stack.height === height)) return false;
  let fromTop = 0;
  let fromBottom = 0;
  for (let index = 1; index < panels.length; index++) {
    const before = panels[index - 1]!;
    const panel = panels[index]!;
    for (const [id, row] of panel.rows) {
      const other = before.rows.get(id);
      if (other === undefined) continue;
      if (other === row) fromTop++;
      if (before.stack.height - other === panel.stack.height - row) fromBottom++;
    }
  }
  return fromTop === 0 && fromBottom > 0;
}
