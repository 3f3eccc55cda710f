import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { Style } from '../view/nodes.ts';
import type { Theme } from './theme.ts';

/**
 * The one theme: default foreground for text, weight and space before colour, one accent. Colours are of the basic
 * sixteen, so that the terminal's own scheme (light, dark, high contrast) decides what they are.
 *
 * @param level colours of the terminal as chalk counts them: 1 sixteen, 2 and 3 more
 */
export function colourTheme(level: Exclude<ColorSupportLevel, 0>): Theme {
  const chalk = new Chalk({ level });
  const paints: Readonly<Record<Style, ChalkInstance | undefined>> = {
    title: chalk.bold,
    strong: chalk.bold,
    em: chalk.italic,
    code: chalk.cyan,
    muted: chalk.dim,
    accent: chalk.cyan.bold,
    good: chalk.green,
    // The dark red of most schemes is next to black for those who lack the cones for long waves (protanopia).
    bad: chalk.redBright.bold,
    term: chalk.underline,
    link: chalk.underline,
    border: chalk.dim,
    label: undefined,
    mark: chalk.cyan.bold,
  };
  return (text, style) => (style === undefined ? text : (paints[style]?.(text) ?? text));
}
