/** Panels one under the other. */
import { wordsOf } from '../words.ts';
import { type CellMaker, type Forms, formText, widthOf } from './cells.ts';
import type { Drawing, DrawOptions } from './drawing.ts';
import { Sheet } from './sheet.ts';
import { unitOf } from './stack-measure.ts';
import { besideWidth, innerNeeds, overhead, placePanel, WIDE_GAPS } from './stack-panel.ts';
import { FLOOR_ROWS, placeBeside } from './stack-place.ts';
import { shrinkStack } from './stack-shrink.ts';
import type { Beside, CellStack, PanelTree } from './stack-tree.ts';

/** Rows of a box below its panel: what it stands beside, and the box. */
const BELOW_ROWS = FLOOR_ROWS + 2;

/** A panel and how it fits. */
interface Block {
  readonly panel: PanelTree;
  readonly stack: CellStack;
  /** Cells between the panel's borders. */
  readonly inner: number;
  /** What stands beside its floors but has no room there, with words that say where it belongs. */
  readonly below: readonly { readonly beside: Beside; readonly name: Forms }[];
  /** Cells and rows, the title not counted. */
  readonly width: number;
  readonly height: number;
}

/**
 * Draws panels one under the other. What stands beside a floor and does not fit there comes below its panel.
 *
 * @param panels the panels, with the forms of labels chosen
 * @param maker keeps the notes
 * @param options the width, the language, the characters
 */
export function drawBelow(panels: readonly PanelTree[], maker: CellMaker, options: DrawOptions): Drawing {
  const blocks = panels.map((panel) => blockOf(panel, options));
  const top = panels.some((panel) => panel.title) ? 1 : 0;
  const width = Math.max(...blocks.map((block) => block.width));
  const height = blocks.reduce((sum, block) => sum + top + block.height + 1, -1);
  const sheet = new Sheet(Math.min(width, options.width), height, options.charset);
  let y = 0;
  for (const { panel, stack, inner, below, height: rows } of blocks) {
    y += top;
    placePanel(sheet, panel, stack, 0, y, inner);
    const boxes = Math.min(besideWidth(panel), options.width);
    if (below.length === 0) placeBeside(sheet, panel.beside, inner + 2 + WIDE_GAPS.beside, y, boxes);
    below.forEach(({ beside, name }, index) => {
      const line = y + stack.height * FLOOR_ROWS + 1 + index * BELOW_ROWS;
      placeBeside(sheet, [{ ...beside, row: 0 }], 0, line + 1, boxes);
      const shown = beside.cells.some((cell) => !cell.hidden);
      if (shown) sheet.text(name, 0, line, sheet.canvas.width, 'muted', beside.floors[0]?.path);
    });
    y += rows + 1;
  }
  const stacked = blocks.length > 1 || blocks.some((block) => block.below.length > 0);
  return sheet.drawing(maker, stacked ? 'stacked' : 'wide');
}

function blockOf(panel: PanelTree, options: DrawOptions): Block {
  const room = options.width - 2;
  const stack = shrinkStack(panel.stack, room);
  const need = Math.min(room, innerNeeds(panel, stack, true));
  const unit = unitOf(stack);
  const rounded = Math.ceil((need + 1) / unit) * unit - 1;
  const inner = rounded <= room ? rounded : need;
  const stackRows = stack.height * FLOOR_ROWS + 1;
  // A stack whose columns were taken apart has other rows, so nothing can stand beside one of them.
  const width = inner + overhead(panel, WIDE_GAPS);
  if (width <= options.width && stack.height === panel.stack.height) {
    return { panel, stack, inner, below: [], width, height: stackRows };
  }
  const below = panel.beside.map((beside) => ({ beside, name: nameOf(beside, options) }));
  const names = below.map(({ name }) => name.widths[0]!);
  return {
    panel,
    stack,
    inner,
    below,
    width: Math.max(inner + 2, besideWidth(panel), ...names),
    height: stackRows + below.length * BELOW_ROWS,
  };
}

/** "beside Host kernel" */
function nameOf({ floors }: Beside, { lang }: DrawOptions): Forms {
  const labels = floors.map((floor) => (floor.hidden ? '…' : formText(floor)));
  const text = wordsOf(lang).beside(labels.join(', '));
  return { texts: [text], widths: [widthOf(text)], group: { forms: 1, level: 0 } };
}
