/** The links of a chain, measured. */
import type { PartPath } from '../model.ts';
import { type Cell, type Forms, formWidth } from './cells.ts';

/** Cells of an arrow that says nothing. */
const ARROW = 3;

/** A link as it is to be drawn. */
export interface Link {
  readonly cell: Cell;
  readonly note: Forms | undefined;
  /** What the arrow that leads here from the link before says. */
  readonly via: Forms | undefined;
  /** The path of that link before. */
  readonly from: PartPath | undefined;
}

/** Cells of a link's box, borders included. */
export function boxWidth({ cell, note }: Link): number {
  return Math.max(formWidth(cell), note ? formWidth(note) : 0) + 4;
}

/** Cells between two boxes: what the arrow says with a blank on either side. */
export function arrowWidth({ via }: Link): number {
  return via ? Math.max(ARROW, formWidth(via) + 2) : ARROW;
}
