/** Lays out Compose projects. */
import { chooseForms } from '../layout/cells.ts';
import type { Drawing, DrawOptions } from '../layout/drawing.ts';
import type { Scene } from '../scene.ts';
import type { ComposeModel } from './model.ts';
import { piecesOf } from './pieces.ts';
import { drawStacked, stackedFits } from './stacked.ts';
import { drawWide, wideFits, widePlan } from './wide.ts';

/** More services than this are not looked at as a row. */
const MOST_IN_A_ROW = 10;

/**
 * Draws a Compose project: its services in a row if they fit, else one under the other. Networks are dotted rails with a
 * dot where a service is attached; a line that passes over a rail is not attached to it.
 *
 * What is given up, in this order, until it fits: long forms of labels, lines to volumes (they are then named in the
 * boxes of who uses them), services in a row, the host's ports at the edge, rails, and at last the ends of labels.
 *
 * @param scene the scene of a `compose` diagram
 * @param model its model
 * @param options the width, the language, the characters
 */
export function drawCompose(scene: Scene, model: ComposeModel, options: DrawOptions): Drawing {
  const { width } = options;
  if (model.services.length <= MOST_IN_A_ROW) {
    for (const lines of [true, false]) {
      const pieces = piecesOf(scene, model, options, { ports: false, volumes: !lines, networks: false });
      const plan = widePlan(pieces, lines);
      if (chooseForms(pieces.maker.groups, () => wideFits(plan, width))) return drawWide(plan, options);
    }
  }
  for (const beside of [
    { ports: true, rails: true },
    { ports: false, rails: true },
  ]) {
    const pieces = piecesOf(scene, model, options, { ports: !beside.ports, volumes: true, networks: false });
    if (chooseForms(pieces.maker.groups, () => stackedFits(pieces, beside, width)))
      return drawStacked(pieces, beside, options);
  }
  const beside = { ports: false, rails: false };
  const pieces = piecesOf(scene, model, options, { ports: true, volumes: true, networks: true });
  chooseForms(pieces.maker.groups, () => stackedFits(pieces, beside, width));
  return drawStacked(pieces, beside, options);
}
