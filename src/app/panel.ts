import boxen from 'boxen';
import { renderNodes, type Surface } from '../terminal/render.ts';
import type { Node } from '../view/nodes.ts';

/** The widest that a panel is: lines longer than this are hard to read. */
const WIDEST = 78;

/**
 * A few lines in a box, for what ends something.
 *
 * @param nodes what stands in the box
 * @param surface where it is shown; the box is no wider
 * @returns text of several lines, without a line end after the last
 */
export function panel(nodes: readonly Node[], surface: Surface): string {
  const columns = Math.min(WIDEST, surface.columns) - 2;
  // Wrapped before it is boxed, since boxen breaks Hangul inside words.
  const text = renderNodes(nodes, { ...surface, columns })
    .map((line) => `${line} `)
    .join('\n');
  return boxen(text, { borderStyle: surface.charset === 'ascii' ? 'classic' : 'round', dimBorder: true });
}
