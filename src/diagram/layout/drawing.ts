import type { Charset } from '../../text/charset.ts';
import type { Localized } from '../../text/localized.ts';
import type { PartPath, Role } from '../model.ts';

/**
 * What a run of text is, so that a theme can tint it. Nothing hangs on it: what is `strong` also has heavy borders
 * and a marker.
 */
export type Ink = 'border' | 'label' | 'strong' | 'muted' | 'title' | `role-${Role}`;

/** A piece of a row; without ink it is blank. */
export interface Run {
  readonly text: string;
  readonly ink?: Ink;
}

/** A place on the grid, in cells; its borders belong to it. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a drawing may take. */
export interface DrawOptions {
  /** Cells, 20 or more; no row is wider. */
  readonly width: number;
  readonly lang: string;
  readonly charset: Charset;
}

/** A drawn scene. */
export interface Drawing {
  /** Cells of the widest row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Top row first; blanks at the end of a row are left out. */
  readonly rows: readonly (readonly Run[])[];
  /** Where each part stands, hidden ones too; a repeated part stands in several places. */
  readonly parts: ReadonlyMap<PartPath, readonly Rect[]>;
  /** What stands behind a marked label, to be set below the picture. */
  readonly notes: readonly {
    readonly mark: string;
    readonly path: PartPath;
    readonly text: Localized<string>;
  }[];
  /** The labels that had no room in their shortest form. */
  readonly cut: readonly { readonly path: PartPath; readonly full: string }[];
  /** Whether panels, links and tags stand side by side as they should, or one under the other. */
  readonly arrangement: 'wide' | 'stacked';
}

/**
 * A drawing as plain text.
 *
 * @param drawing the drawing
 * @returns its rows, each without blanks at its end
 */
export function plainRows(drawing: Drawing): string[] {
  return drawing.rows.map((row) => row.map((run) => run.text).join(''));
}
