import { CellMaker, formWidth } from '../layout/cells.ts';
import type { Drawing, DrawOptions } from '../layout/drawing.ts';
import { Sheet } from '../layout/sheet.ts';
import type { Scene } from '../scene.ts';
import type { ComposeModel } from './model.ts';
import { partsOfCompose } from './parts.ts';

/** Draws it. */
export function drawCompose(scene: Scene, model: ComposeModel, options: DrawOptions): Drawing {
  const maker = new CellMaker(scene, options);
  const group = maker.group();
  const cells = partsOfCompose(model).map(({ path, label }) => maker.cell(path, label, undefined, group));
  const width = Math.min(options.width, Math.max(4, ...cells.map((cell) => formWidth(cell) + 4)));
  const sheet = new Sheet(width, Math.max(1, cells.length * 3), options.charset);
  for (const [index, cell] of cells.entries()) sheet.box(cell, 0, index * 3, width, 3);
  return sheet.drawing(maker, 'stacked');
}
