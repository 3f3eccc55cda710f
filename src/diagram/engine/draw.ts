/** Draws an engine's state: containers on their images' layers, networks above, the kernel below. */
import { type Cell, CellMaker, chooseForms, formWidth } from '../layout/cells.ts';
import type { Drawing, DrawOptions } from '../layout/drawing.ts';
import { Sheet } from '../layout/sheet.ts';
import type { Scene } from '../scene.ts';
import { arrange } from './bands.ts';
import { blocksOf } from './blocks.ts';
import { drawBoxes } from './draw-boxes.ts';
import { footOf } from './foot.ts';
import type { EngineModel } from './model.ts';
import { bandHeight, placeBand } from './place.ts';
import { drawRails, railsHeight, railsOf } from './rails.ts';

/**
 * Draws an engine's state. Each container is a box with its writable layer, on the read-only layers of its image;
 * layers that images share are one floor below both. Networks are dotted lines above, with a dot over each container
 * that is attached. Below all stands the kernel that runs the containers' processes, and beside the kernel the engine:
 * no container stands on it.
 *
 * @param scene the scene of an `engine` diagram
 * @param model its model
 * @param options the width, the language, the characters
 */
export function drawEngine(scene: Scene, model: EngineModel, options: DrawOptions): Drawing {
  const maker = new CellMaker(scene, options);
  const blocks = blocksOf(model, maker, options);
  const { bands, measure } = arrange(blocks, [...maker.groups], options.width);
  const networks = networkCells(model, maker, options.width);
  const used = new Set(model.containers.flatMap((container) => container.networks));
  const unused = [...networks].flatMap(([id, cell]) => (used.has(id) ? [] : [cell]));
  const foot = footOf(model, maker, unused, options);

  let end = 0;
  const placed = bands.map((band) => {
    const rails = railsOf(networks, placeBand(band, measure, 0));
    const top = end === 0 ? 0 : end + 1;
    end = top + railsHeight(rails) + bandHeight(band, measure);
    return { band, rails, top, boxes: placeBand(band, measure, end - 1) };
  });
  const footTop = end === 0 ? 0 : end + 1;
  const width = Math.max(foot.width, ...bands.map((band) => band.width));
  const sheet = new Sheet(width, footTop + foot.height, options.charset);
  for (const { band, rails, top, boxes } of placed) {
    drawBoxes(sheet, boxes, measure);
    drawRails(sheet, rails, boxes, top, band.width);
  }
  foot.draw(sheet, footTop);
  return sheet.drawing(maker, bands.length > 1 || measure.stateBelow ? 'stacked' : 'wide');
}

/** Every network's cell, by its id. */
function networkCells(model: EngineModel, maker: CellMaker, width: number): ReadonlyMap<string, Cell> {
  const group = maker.group();
  const cells = new Map(
    model.networks.map(({ id, label }) => [id, maker.cell(`networks/${id}`, label, undefined, group)]),
  );
  chooseForms([group], () => [...cells.values()].every((cell) => formWidth(cell) + 3 <= width));
  return cells;
}
