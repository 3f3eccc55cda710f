/** Draws containers and floors in their places. */
import { chooseForms, type Forms, formWidth } from '../layout/cells.ts';
import { LIGHT } from '../layout/glyphs.ts';
import type { Sheet } from '../layout/sheet.ts';
import { type ContainerBox, type FloorBox, FRAME, floorsIn, type Measure, NAME_GAP } from './blocks.ts';
import type { Placed } from './place.ts';

/**
 * Draws a band's boxes.
 *
 * @param sheet where
 * @param placed the boxes with their places
 * @param measure how they were measured
 */
export function drawBoxes(sheet: Sheet, placed: readonly Placed[], measure: Measure): void {
  for (const each of placed) {
    if (each.box.kind === 'container') drawContainer(sheet, each, each.box, measure.stateBelow);
    else drawFloor(sheet, each, each.box);
  }
}

function drawContainer(sheet: Sheet, at: Placed, box: ContainerBox, stateBelow: boolean): void {
  const { cell, state, lines } = box;
  const { x, y, width, height } = at;
  sheet.box(cell, x, y, width, height, { align: 'left', top: true });
  if (cell.hidden) return;
  const ink = cell.ink === 'muted' ? 'muted' : 'label';
  const room = width - FRAME;
  let row = y + 1;
  if (stateBelow) sheet.text(state, x + 2, ++row, room, 'muted', cell.path);
  else behind(sheet, cell, state, at);
  for (const { forms, hidden } of lines) {
    row += 1;
    lengthen(forms, room);
    if (!hidden) sheet.text(forms, x + 2, row, room, ink, cell.path);
  }
}

function drawFloor(sheet: Sheet, at: Placed, box: FloorBox): void {
  const { x, y, width, height } = at;
  if (box.cell) {
    sheet.box(box.cell, x, y, width, height, { align: 'left' });
    if (!box.note || box.cell.hidden) return;
    lengthen(box.note, width - FRAME - formWidth(box.cell) - NAME_GAP);
    behind(sheet, box.cell, box.note, at);
    return;
  }
  // A floor of no image is there as soon as one of the images on it is.
  const seen = floorsIn(box.columns).some(({ cell }) => cell && !cell.hidden);
  if (!seen || !box.title) return;
  sheet.canvas.box(x, y, width, height, LIGHT);
  lengthen(box.title, width - FRAME);
  sheet.text(box.title, x + 2, y + 1, width - FRAME, 'muted', '');
}

/** Chooses the longest form of a text that stands alone in a room of so many cells. */
function lengthen(forms: Forms, room: number): void {
  chooseForms([forms.group], () => formWidth(forms) <= room);
}

/** Puts a quieter text behind a name in the same row; none where the name takes all the room. */
function behind(sheet: Sheet, name: Forms & { readonly path: string }, text: Forms, at: Placed): void {
  const before = formWidth(name) + NAME_GAP;
  const room = at.width - FRAME - before;
  if (room > 0) sheet.text(text, at.x + 2 + before, at.y + 1, room, 'muted', name.path);
}
