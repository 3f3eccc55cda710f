/** Lays out an image's layers, stage by stage, and the writable layers on them. */
import { NEUTRAL } from '../../text/localized.ts';
import { remarksOf } from '../layers/remarks.ts';
import { type StageBlock, stagesOf } from '../layers/stages.ts';
import { type LayerWords, layerWords } from '../layers/words.ts';
import type { Layer, LayersModel } from '../model.ts';
import { labelOfLayer } from '../parts.ts';
import type { Scene } from '../scene.ts';
import { type Cell, CellMaker, chooseForms, type FormGroup, type Forms } from './cells.ts';
import type { Drawing, DrawOptions } from './drawing.ts';
import {
  type Block,
  blockHeight,
  boxNeeds,
  drawBlock,
  type Row,
  TAG_GAP,
  tagNeeds,
  titleNeeds,
} from './layers-block.ts';
import { Sheet } from './sheet.ts';

/** Cells between stages side by side, rows between stages one under the other. */
const STAGE_GAP = 4;
const STAGE_ROW = 1;

/** What a block takes with its tags at the right, or under the labels. */
interface Room {
  readonly box: number;
  /** Cells at the right of the boxes; undefined puts tags under the labels. */
  readonly tags: number | undefined;
}

/**
 * Draws layers, the lowest at the bottom. A line that leaves only metadata is no floor: its text stands where it comes
 * in the Dockerfile, but without a box, so that the boxes that are seen are the layers that are there. At the right of
 * each a tag says what the next build does with it; where that does not fit, it stands under the line. Stages stand side
 * by side on one line where all have room, else one under the other.
 *
 * @param scene the scene of a `layers` diagram
 * @param model its model
 * @param options the width, the language, the characters
 */
export function drawLayers(scene: Scene, model: LayersModel, options: DrawOptions): Drawing {
  const maker = new CellMaker(scene, options);
  const blocks = blocksOf(model, maker, options);
  const { width } = options;
  const own = (block: Block): Room => ({ box: boxNeeds(block), tags: tagRoom(block) });
  const across = () =>
    blocks.reduce((sum, block) => sum + Math.max(boxNeeds(block) + tagRoom(block), titleNeeds(block)), 0);
  const gaps = STAGE_GAP * (blocks.length - 1);
  const lines = linesOf(blocks);
  // Side by side is worth a shorter form of a line, not a stump.
  const modest = () => lines.every(({ group }) => group.level < Math.max(1, group.forms - 1));
  if (blocks.length > 1 && chooseForms(maker.groups, () => modest() && across() + gaps <= width)) {
    return beside(blocks, blocks.map(own), maker, options);
  }
  const box = () => Math.max(...blocks.map(boxNeeds), ...blocks.map((block) => titleNeeds(block)));
  const tags = () => Math.max(...blocks.map(tagRoom));
  if (chooseForms(maker.groups, () => box() + tags() <= width)) {
    return under(blocks, { box: box(), tags: tags() }, maker, options);
  }
  const tagged = blocks.some((block) => block.rows.some((row) => row.tag));
  const below = () => Math.max(box(), ...blocks.map((block) => tagNeeds(block) + 4));
  const fits = chooseForms(maker.groups, () => below() <= width);
  // With nothing at the right there is nothing to put under the other: cut, then.
  if (!fits && !tagged) return under(blocks, { box: Math.min(width, box()), tags: 0 }, maker, options);
  return under(blocks, { box: Math.min(width, below()), tags: undefined }, maker, options);
}

/** Stages side by side, all standing on one line. */
function beside(
  blocks: readonly Block[],
  rooms: readonly Room[],
  maker: CellMaker,
  options: DrawOptions,
): Drawing {
  const heights = blocks.map((block, index) => blockHeight(block, rooms[index]!.box, false));
  const widths = blocks.map((block, index) => {
    const { box, tags = 0 } = rooms[index]!;
    return Math.max(box + tags, titleNeeds(block));
  });
  const height = Math.max(...heights);
  const width = widths.reduce((sum, each) => sum + each + STAGE_GAP, -STAGE_GAP);
  const sheet = new Sheet(width, height, options.charset);
  let x = 0;
  blocks.forEach((block, index) => {
    const { box, tags } = rooms[index]!;
    drawBlock(sheet, block, { x, y: height - heights[index]!, width: box, tagRoom: tags });
    x += widths[index]! + STAGE_GAP;
  });
  return sheet.drawing(maker, 'wide');
}

/** Stages one under the other, all as wide. */
function under(
  blocks: readonly Block[],
  { box, tags }: Room,
  maker: CellMaker,
  options: DrawOptions,
): Drawing {
  const heights = blocks.map((block) => blockHeight(block, box, tags === undefined));
  const height = heights.reduce((sum, each) => sum + each + STAGE_ROW, -STAGE_ROW);
  const sheet = new Sheet(box + (tags ?? 0), height, options.charset);
  let y = 0;
  blocks.forEach((block, index) => {
    drawBlock(sheet, block, { x: 0, y, width: box, tagRoom: tags });
    y += heights[index]! + STAGE_ROW;
  });
  return sheet.drawing(maker, tags === undefined || blocks.length > 1 ? 'stacked' : 'wide');
}

function blocksOf(model: LayersModel, maker: CellMaker, options: DrawOptions): readonly Block[] {
  const words = layerWords(options.lang);
  const image = maker.group();
  const top = maker.group();
  const titles = maker.group();
  const stages = stagesOf(model.layers);
  const rowOf = (layer: Layer): Row => {
    // What is said of a line is kept before the end of a long one.
    const tag = tagOf(layer, words, maker);
    // The lines of a Dockerfile are no siblings: each is as long as it may be.
    const group = layer.line === undefined ? image : maker.group();
    const quiet = layer.adds === 'metadata' || layer.adds === 'left-out' || layer.state === 'skipped';
    const cell = maker.cell(layer.id, labelOfLayer(layer), undefined, group, quiet);
    return { cell, layer, tag };
  };
  const writable = model.layers
    .filter((layer) => layer.writable)
    .map((layer): Cell => maker.cell(layer.id, labelOfLayer(layer), undefined, top));
  const blocks = stages.map(
    (stage): Block => ({
      title: titleOf(stage, stages.length, words, maker, titles),
      rows: stage.layers.map(rowOf).reverse(),
      writable: stage.target ? writable : [],
    }),
  );
  return blocks.length > 0 ? blocks : [{ title: undefined, rows: [], writable }];
}

function titleOf(
  { stage, target, skipped }: StageBlock,
  stages: number,
  words: LayerWords,
  maker: CellMaker,
  group: FormGroup,
): Forms | undefined {
  if (stage === undefined) return undefined;
  const name = words.stage(stage);
  const remark = skipped ? words.states.skipped : target && stages > 1 ? words.target : undefined;
  return maker.forms({ [NEUTRAL]: remark === undefined ? [name] : [`${name} (${remark})`, name] }, group);
}

/** What stands at the right of a layer, longest form first. */
function tagOf(layer: Layer, words: LayerWords, maker: CellMaker): Forms | undefined {
  const [first, ...shorter] = remarksOf(layer, words);
  return first === undefined ? undefined : maker.forms({ [NEUTRAL]: [first, ...shorter] }, maker.group());
}

function linesOf(blocks: readonly Block[]): readonly Cell[] {
  return blocks.flatMap(({ rows }) => rows.map(({ cell }) => cell));
}

function tagRoom(block: Block): number {
  return block.rows.some((row) => row.tag) ? TAG_GAP + tagNeeds(block) : 0;
}
