import boxen from 'boxen';
import chalk from 'chalk';
import { renderNodes, type Surface } from '../terminal/render.ts';
import { plainTheme } from '../terminal/theme.ts';
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
  // Boxen paints with chalk's own instance, whose guess at colours is not the program's decision.
  chalk.level = surface.theme === plainTheme ? 0 : 1;
  return boxen(text, { borderStyle: surface.charset === 'ascii' ? 'classic' : 'round', dimBorder: true });
}
