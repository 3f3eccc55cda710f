/** One stage of an image: its title, its layers, and the writable layers on it. */
import type { Layer } from '../model.ts';
import { type Cell, type Forms, formWidth } from './cells.ts';
import { shareCells } from './share.ts';
import type { Sheet } from './sheet.ts';

/** Cells between a layer and its tag. */
export const TAG_GAP = 2;

/** A line of a stage, with what is said of it. */
export interface Row {
  readonly cell: Cell;
  readonly layer: Layer;
  readonly tag: Forms | undefined;
}

/** What is drawn of a stage. */
export interface Block {
  /** Above its layers; absent for the only stage of an image. */
  readonly title: Forms | undefined;
  /** Top first. */
  readonly rows: readonly Row[];
  /** Side by side on the image. */
  readonly writable: readonly Cell[];
}

/** Where a block is drawn. */
export interface BlockPlace {
  readonly x: number;
  readonly y: number;
  /** Cells of its boxes. */
  readonly width: number;
  /** Cells at the right of the boxes; undefined puts tags under the labels. */
  readonly tagRoom: number | undefined;
}

/** Cells that a block's boxes need with the forms that are chosen. */
export function boxNeeds({ rows, writable }: Block): number {
  const decks = writable.reduce((sum, cell) => sum + formWidth(cell) + 3, 1);
  return Math.max(decks, ...rows.map((row) => formWidth(row.cell) + 4), 4);
}

/** Cells that its tags need. */
export function tagNeeds({ rows }: Block): number {
  return rows.reduce((most, row) => Math.max(most, row.tag ? formWidth(row.tag) : 0), 0);
}

/** Cells that its title needs. */
export function titleNeeds({ title }: Block): number {
  return title === undefined ? 0 : formWidth(title);
}

/**
 * Rows that a block takes.
 *
 * @param block the block
 * @param width cells of its boxes
 * @param tagsBelow whether tags stand under the labels
 */
export function blockHeight(block: Block, width: number, tagsBelow: boolean): number {
  const { height } = placesOf(block.rows, writableDecks(block.writable, width).length, tagsBelow);
  return height + (block.title === undefined ? 0 : 1);
}

/** Draws a block. */
export function drawBlock(sheet: Sheet, block: Block, { x, y, width, tagRoom }: BlockPlace): void {
  const { rows, writable, title } = block;
  const decks = writableDecks(writable, width);
  const places = placesOf(rows, decks.length, tagRoom === undefined);
  if (title !== undefined && rows.some(({ cell }) => !cell.hidden)) {
    sheet.text(title, x, y, sheet.canvas.width - x, 'title');
  }
  const top = y + (title === undefined ? 0 : 1);
  decks.forEach((deck, index) => {
    let at = x;
    const needs = deck.map((cell) => formWidth(cell) + 2);
    shareCells(width - deck.length - 1, needs).forEach((cells, column) => {
      sheet.box(deck[column]!, at, top + index * 2, cells + 2, 3);
      at += cells + 1;
    });
  });
  rows.forEach((row, index) => {
    drawRow(sheet, row, { x, y: top + places.tops[index]!, width, tagRoom });
  });
}

function drawRow(sheet: Sheet, { cell, layer, tag }: Row, { x, y, width, tagRoom }: BlockPlace): void {
  const bare = isBare(layer);
  const note = tagRoom === undefined ? tag : undefined;
  if (bare) sheet.bare(cell, x, y, width, { align: 'left', note });
  else sheet.box(cell, x, y, width, note ? 4 : 3, { align: 'left', note });
  if (!tag || note || cell.hidden) return;
  const ink = (layer.state === 'rebuilt' || layer.state === 'checked') && !bare ? 'label' : 'muted';
  sheet.text(tag, x + width + TAG_GAP, bare ? y : y + 1, (tagRoom ?? 0) - TAG_GAP, ink);
}

/** Whether a line leaves no layer, so that it has no box. */
function isBare({ adds }: Layer): boolean {
  return adds === 'metadata' || adds === 'left-out';
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
    const bare = isBare(layer);
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
