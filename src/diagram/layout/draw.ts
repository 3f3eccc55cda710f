/** Draws scenes on a grid of cells. */
import { drawCluster } from '../cluster/draw.ts';
import { drawCompose } from '../compose/draw.ts';
import { drawEngine } from '../engine/draw.ts';
import type { Scene } from '../scene.ts';
import { drawChain } from './chain.ts';
import type { Drawing, DrawOptions } from './drawing.ts';
import { drawLayers } from './layers.ts';
import { drawStacks } from './stack.ts';

export type { Drawing, DrawOptions } from './drawing.ts';
export { plainRows } from './drawing.ts';

/** The least width that borders and a letter of each label fit into. Diagrams are made for 40 cells and more. */
const LEAST_WIDTH = 20;

/**
 * Draws a scene. It never fails: what does not fit side by side is put one under the other, and as the last resort
 * labels are cut and reported.
 *
 * @param scene what to draw
 * @param options the width in cells (less than 20 counts as 20), the language of labels, the characters of borders
 * @returns the drawing; no row is wider than asked
 */
export function drawScene(scene: Scene, options: DrawOptions): Drawing {
  const wide = options.width < LEAST_WIDTH ? { ...options, width: LEAST_WIDTH } : options;
  const { model } = scene;
  switch (model.kind) {
    case 'layers':
      return drawLayers(scene, model, wide);
    case 'chain':
      return drawChain(scene, model, wide);
    case 'compose':
      return drawCompose(scene, model, wide);
    case 'cluster':
      return drawCluster(scene, model, wide);
    case 'engine':
      return drawEngine(scene, model, wide);
    default:
      return drawStacks(scene, model, wide);
  }
}
