/** Lays out stacks: side by side where that fits, else one under the other. */
import type { StackModel } from '../model.ts';
import type { Scene } from '../scene.ts';
import { CellMaker, chooseForms } from './cells.ts';
import type { Drawing, DrawOptions } from './drawing.ts';
import { drawBelow } from './stack-below.ts';
import { innerNeeds } from './stack-panel.ts';
import { panelTrees } from './stack-tree.ts';
import { drawWide, wideNeeds } from './stack-wide.ts';

/**
 * Draws stacks. Widths come from the labels: each label has a blank on either side, the columns of a tier are equally
 * wide, and panels that are nearly as wide as the widest are made so. Upper edges are level, so that equal floors are,
 * unless the panels have only their lowest floors in common: then the lower edges are.
 *
 * What is given up, in this order, until it fits: long forms of labels, columns of equal width, panels side by side,
 * what stands beside a floor, copies that are drawn one by one, and at last the ends of labels.
 *
 * @param scene the scene of a `stack` or `compare`
 * @param model its model
 * @param options the width, the language, the characters
 */
export function drawStacks(scene: Scene, model: StackModel, options: DrawOptions): Drawing {
  const { width } = options;
  const maker = new CellMaker(scene, options);
  const panels = panelTrees(model, maker);
  if (chooseForms(maker.groups, () => wideNeeds(panels, true) <= width)) {
    return drawWide(panels, maker, options, true);
  }
  if (wideNeeds(panels, false) <= width) return drawWide(panels, maker, options, false);
  const fits = (equal: boolean) =>
    panels.every((panel) => innerNeeds(panel, panel.stack, equal) + 2 <= width);
  if (!chooseForms(maker.groups, () => fits(true))) chooseForms(maker.groups, () => fits(false));
  return drawBelow(panels, maker, options);
}
