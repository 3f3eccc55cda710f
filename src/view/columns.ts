import { displayWidth, pad } from '../text/width.ts';
import { type Node, type Style, span } from './nodes.ts';

/** A cell of a table. */
export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

/**
 * A table without borders: columns as wide as their widest cell, two cells apart.
 *
 * @param rows the cells of each row
 * @param indent cells at the left
 */
export function columnNodes(rows: readonly (readonly Cell[])[], indent = 0): Node[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell.text));
    });
  }
  return [
    {
      t: 'rows',
      indent,
      rows: rows.map((row) =>
        row.flatMap((cell, index) => {
          const last = index === row.length - 1;
          const text = last ? cell.text : `${pad(cell.text, widths[index] ?? 0)}  `;
          return [span(text, cell.style)];
        }),
      ),
    },
  ];
}
