import { displayWidth, pad, truncate } from '../text/width.ts';
import type { ViewContext } from './context.ts';
import { type Node, type Span, span } from './nodes.ts';

/** One bar of a plot. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** What stands behind it: the numbers, mostly. */
  readonly note: string;
}

/** Cells of a bar. */
const LENGTH = 20;

/**
 * A plot: one bar a line, the names at the left as wide as they need to be, what they say in numbers at the right.
 *
 * @param bars from top to bottom
 * @param context the room; long names are cut
 * @param indent cells at the left
 */
export function barNodes(
  bars: readonly Bar[],
  { columns, charset }: Pick<ViewContext, 'columns' | 'charset'>,
  indent = 0,
): Node[] {
  if (bars.length === 0) return [];
  const [full, empty] = charset === 'ascii' ? ['=', '-'] : ['━', '─'];
  const notes = Math.max(...bars.map(({ note }) => displayWidth(note)));
  const room = columns - indent - LENGTH - notes - 6;
  const names = Math.min(room, Math.max(...bars.map(({ label }) => displayWidth(label))));
  const rows = bars.map(({ label, value, max, note }): Span[] => {
    const cells = max === 0 ? 0 : Math.round((LENGTH * value) / max);
    return [
      span(`${pad(truncate(label, names, charset === 'ascii' ? '..' : '…'), names)}  `),
      span(full.repeat(cells), 'accent'),
      span(empty.repeat(LENGTH - cells), 'muted'),
      span(`  ${note}`, 'muted'),
    ];
  });
  return [{ t: 'rows', indent, rows }];
}
