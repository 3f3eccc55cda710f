import type { Charset } from '../../text/charset.ts';
import { truncate } from '../../text/width.ts';
import type { PartPath } from '../model.ts';
import { Canvas } from './canvas.ts';
import { type Cell, type CellMaker, type Forms, formText, formWidth, widthOf } from './cells.ts';
import type { Drawing, Ink, Rect } from './drawing.ts';
import { GLYPHS, type Glyphs, HEAVY, LIGHT } from './glyphs.ts';

/** How a box is drawn. */
export interface BoxStyle {
  readonly align?: 'left' | 'center';
  /** Behind the label. */
  readonly suffix?: string;
  /** A second, quieter line under the label. */
  readonly note?: Forms | undefined;
  /** The label stands in the first row of the box; the rows below it are the caller's. */
  readonly top?: boolean;
}

/** A canvas that parts are drawn on, with the record of what was drawn where. */
export class Sheet {
  readonly canvas: Canvas;
  readonly glyphs: Glyphs;
  readonly #parts = new Map<PartPath, Rect[]>();
  readonly #cut: { path: PartPath; full: string }[] = [];

  constructor(width: number, height: number, charset: Charset) {
    this.canvas = new Canvas(width, height);
    this.glyphs = GLYPHS[charset];
  }

  /** A part's box with its label in the middle row. Hidden parts keep their room and draw nothing. */
  box(cell: Cell, x: number, y: number, width: number, height: number, style: BoxStyle = {}): void {
    this.#record(cell.path, { x, y, width, height });
    if (cell.hidden) return;
    this.canvas.box(x, y, width, height, cell.strong ? HEAVY : LIGHT);
    const lines = style.note ? 2 : 1;
    const row = style.top ? 0 : (height - 2 - lines) >> 1;
    this.#lines(cell, x + 1, y + 1 + row, width - 2, style);
  }

  /** A part that has no box: its label, and its note in the row below, in a room of so many cells. */
  bare(cell: Cell, x: number, y: number, width: number, style: BoxStyle = {}): void {
    this.#record(cell.path, { x, y, width, height: style.note ? 2 : 1 });
    if (!cell.hidden) this.#lines(cell, x + 1, y, width - 2, style);
  }

  #record(path: PartPath, rect: Rect): void {
    const known = this.#parts.get(path);
    if (known) known.push(rect);
    else this.#parts.set(path, [rect]);
  }

  #lines(cell: Cell, x: number, y: number, cells: number, style: BoxStyle): void {
    const sign = cell.change === undefined ? this.glyphs.marker : this.glyphs.changes[cell.change];
    const marker = cell.strong || cell.change !== undefined ? sign : '';
    this.#line(cell, cell.path, x, y, cells, cell.ink, style, marker);
    if (style.note) this.#line(style.note, cell.path, x, y + 1, cells, 'muted', style, '');
  }

  /** A line of text that belongs to a part, in a room of so many cells; cut and reported if it has to be. */
  #line(
    forms: Forms,
    path: PartPath,
    x: number,
    y: number,
    cells: number,
    ink: Ink,
    style: BoxStyle,
    marker: string,
  ): void {
    const suffix = style.note === forms ? '' : (style.suffix ?? '');
    let text = formText(forms) + suffix;
    let width = formWidth(forms) + (suffix === '' ? 0 : widthOf(suffix));
    if (width > cells - marker.length) {
      this.#cut.push({ path, full: text });
      text = truncate(text, Math.max(1, cells > 5 ? cells - 2 : cells - marker.length), this.glyphs.ellipsis);
      width = widthOf(text);
    }
    const free = cells - width;
    const before = style.align === 'left' ? Math.min(1, free) : Math.max(marker.length, free >> 1);
    if (marker !== '') this.canvas.text(x + before - 1, y, marker, 1, 'strong');
    this.canvas.text(x + before, y, text, width, ink);
  }

  /** Free text, at most so many cells; cut if it has to be, and reported if it belongs to a part. */
  text(forms: Forms, x: number, y: number, cells: number, ink: Ink, path?: PartPath): void {
    let text = formText(forms);
    let width = formWidth(forms);
    if (width > cells) {
      if (path !== undefined) this.#cut.push({ path, full: text });
      text = truncate(text, Math.max(0, cells), this.glyphs.ellipsis);
      width = widthOf(text);
    }
    this.canvas.text(x, y, text, width, ink);
  }

  /** The finished drawing. */
  drawing(maker: CellMaker, arrangement: Drawing['arrangement']): Drawing {
    const rows = this.canvas.rows(this.glyphs);
    return {
      width: this.canvas.width,
      height: this.canvas.height,
      rows,
      parts: this.#parts,
      notes: maker.notes.filter((note) => this.#parts.has(note.path)),
      cut: this.#cut,
      arrangement,
    };
  }
}
