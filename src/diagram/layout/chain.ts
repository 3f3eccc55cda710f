/** Lays out a chain of links. */
import type { ChainModel } from '../model.ts';
import type { Scene } from '../scene.ts';
import { CellMaker, chooseForms } from './cells.ts';
import { downWidth, drawDown } from './chain-down.ts';
import { balanced, broken, drawLines, isGood, lineWidth } from './chain-lines.ts';
import type { Link } from './chain-links.ts';
import type { Drawing, DrawOptions } from './drawing.ts';

/**
 * Draws a chain: left to right on one line if it fits, else on several lines of two links or more that an arrow leads
 * through, else top down. What an arrow says stands above it, or at its right where it points down.
 *
 * @param scene the scene of a `chain`
 * @param model its model
 * @param options the width, the language, the characters
 */
export function drawChain(scene: Scene, model: ChainModel, options: DrawOptions): Drawing {
  const maker = new CellMaker(scene, options);
  const labels = maker.group();
  const notes = maker.group();
  const vias = maker.group();
  const links = model.links.map((link, index): Link => {
    const before = model.links[index - 1];
    return {
      cell: maker.cell(link.id, link.label, link.role, labels),
      note: link.note && maker.forms(link.note, notes),
      via: before?.via && maker.forms(before.via, vias),
      from: before?.id,
    };
  });
  const { width } = options;
  const onOneLine = () => lineWidth(links, true, true) <= width;
  if (chooseForms(maker.groups, onOneLine)) return drawLines([links], maker, options);
  if (chooseForms(maker.groups, () => isGood(broken(links, width), width))) {
    return drawLines(balanced(links, width), maker, options);
  }
  chooseForms(maker.groups, () => downWidth(links) <= width);
  return drawDown(links, maker, options);
}
