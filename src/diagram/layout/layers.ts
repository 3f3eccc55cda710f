/** Lays out an image's layers and the writable layers on them. */
import { NEUTRAL } from '../../text/localized.ts';
import type { Label, Layer, LayersModel } from '../model.ts';
import { labelOfLayer } from '../parts.ts';
import type { Scene } from '../scene.ts';
import { type DiagramWords, wordsOf } from '../words.ts';
import { type Cell, CellMaker, chooseForms, type FormGroup, type Forms, formWidth } from './cells.ts';
import type { Drawing, DrawOptions } from './drawing.ts';
import { shareCells } from './share.ts';
import { Sheet } from './sheet.ts';

/** Cells between a layer and its tag. */
const TAG_GAP = 2;

interface Row {
  readonly cell: Cell;
  readonly layer: Layer;
  readonly tag: Forms | undefined;
}

/**
 * Draws layers, the lowest at the bottom. A line that leaves only metadata is no floor: its text stands where it comes
 * in the Dockerfile, but without a box, so that the boxes that are seen are the layers that are there. At the right of each a tag says what the next build does with it; where that does not fit, it stands under
 * the line.
 *
 * @param scene the scene of a `layers` diagram
 * @param model its model
 * @param options the width, the language, the characters
 */
export function drawLayers(scene: Scene, model: LayersModel, options: DrawOptions): Drawing {
  const maker = new CellMaker(scene, options);
  const words = wordsOf(options.lang);
  const image = maker.group();
  const tags = maker.group();
  const top = maker.group();
  const rows: Row[] = [];
  const writable: Cell[] = [];
  for (const layer of model.layers) {
    const label = labelOfLayer(layer);
    if (layer.writable) writable.push(maker.cell(layer.id, label, undefined, top));
    else {
      const cell = maker.cell(layer.id, label, undefined, image, layer.adds === 'metadata');
      rows.unshift({ cell, layer, tag: tagOf(layer, words, maker, tags) });
    }
  }
  const tagged = rows.some((row) => row.tag);
  const tagWidth = () => rows.reduce((most, row) => Math.max(most, row.tag ? formWidth(row.tag) : 0), 0);
  const tagRoom = () => (tagged ? TAG_GAP + tagWidth() : 0);
  const boxWidth = () => Math.max(writableNeeds(writable), ...rows.map((row) => formWidth(row.cell) + 4), 4);

  let wide = chooseForms(maker.groups, () => boxWidth() + tagRoom() <= options.width);
  if (!wide) {
    const fits = () => Math.max(boxWidth(), tagWidth() + 4) <= options.width;
    // With nothing at the right there is nothing to put under the other: cut, then.
    wide = !chooseForms(maker.groups, fits) && !tagged;
  }
  const width = Math.min(options.width, wide ? boxWidth() : Math.max(boxWidth(), tagWidth() + 4));
  return draw(rows, writable, width, wide ? tagRoom() : undefined, maker, options);
}

/** @param tagRoom cells at the right of the boxes; undefined puts tags under the labels */
function draw(
  rows: readonly Row[],
  writable: readonly Cell[],
  width: number,
  tagRoom: number | undefined,
  maker: CellMaker,
  options: DrawOptions,
): Drawing {
  const decks = writableDecks(writable, width);
  const places = placesOf(rows, decks.length, tagRoom === undefined);
  const sheet = new Sheet(width + (tagRoom ?? 0), places.height, options.charset);
  decks.forEach((deck, index) => {
    let x = 0;
    const needs = deck.map((cell) => formWidth(cell) + 2);
    shareCells(width - deck.length - 1, needs).forEach((cells, at) => {
      sheet.box(deck[at]!, x, index * 2, cells + 2, 3);
      x += cells + 1;
    });
  });
  rows.forEach(({ cell, layer, tag }, index) => {
    const bare = layer.adds === 'metadata';
    const note = tagRoom === undefined ? tag : undefined;
    const y = places.tops[index]!;
    if (bare) sheet.bare(cell, 0, y, width, { align: 'left', note });
    else sheet.box(cell, 0, y, width, note ? 4 : 3, { align: 'left', note });
    if (!tag || note || cell.hidden) return;
    const ink = layer.state === 'rebuilt' && !bare ? 'label' : 'muted';
    sheet.text(tag, width + TAG_GAP, bare ? y : y + 1, (tagRoom ?? 0) - TAG_GAP, ink);
  });
  return sheet.drawing(maker, tagRoom === undefined ? 'stacked' : 'wide');
}

/** The top row of each line. Boxes share the border between them; lines without a box take only their text's rows. */
function placesOf(
  rows: readonly Row[],
  decks: number,
  tagsBelow: boolean,
): { tops: number[]; height: number } {
  let end = decks > 0 ? decks * 2 + 1 : 0;
  let onBox = decks > 0;
  const tops = rows.map(({ layer, tag }) => {
    const lines = tagsBelow && tag ? 2 : 1;
    const bare = layer.adds === 'metadata';
    const top = !bare && onBox ? end - 1 : end;
    end = top + lines + (bare ? 0 : 2);
    onBox = !bare;
    return top;
  });
  return { tops, height: end };
}

/** Writable layers side by side; on several decks only if there is no room for a letter of each on one. */
function writableDecks(writable: readonly Cell[], width: number): (readonly Cell[])[] {
  const most = Math.max(1, Math.floor((width - 1) / 3));
  const decks: (readonly Cell[])[] = [];
  for (let at = 0; at < writable.length; at += most) decks.push(writable.slice(at, at + most));
  return decks;
}

function writableNeeds(writable: readonly Cell[]): number {
  return writable.reduce((sum, cell) => sum + formWidth(cell) + 3, 1);
}

/** What stands at the right of a layer, longest form first. */
function tagOf(layer: Layer, words: DiagramWords, maker: CellMaker, group: FormGroup): Forms | undefined {
  const text = (...forms: [string, ...string[]]) => maker.forms({ [NEUTRAL]: forms } satisfies Label, group);
  if (layer.adds === 'metadata') return text(words.metadata);
  if (layer.state === undefined) return undefined;
  if (layer.state === 'cached') return text(words.cached);
  if (!layer.changed?.length) return text(words.rebuilt);
  return text(`${words.rebuilt} (${words.filesChanged(layer.changed)})`, words.rebuilt);
}
