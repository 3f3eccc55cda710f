import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { Style } from '../view/nodes.ts';

/** Turns text with a meaning into text for the terminal; the plain theme gives it back as it is. */
export type Theme = (text: string, style: Style | undefined) => string;

/** No colour and no weight: for pipes, screen readers, and measuring. */
export const plainTheme: Theme = (text) => text;

/**
 * The one theme: default foreground for text, weight and space before colour, one accent. Colours are of the basic
 * sixteen, so that the terminal's own scheme (light, dark, high contrast) decides what they are.
 *
 * @param level colours of the terminal as chalk counts them: 0 none, 1 sixteen, 2 and 3 more
 */
export function colourTheme(level: ColorSupportLevel): Theme {
  if (level === 0) return plainTheme;
  const chalk = new Chalk({ level });
  const paints: Record<Style, ChalkInstance> = {
    title: chalk.bold,
    strong: chalk.bold,
    em: chalk.italic,
    code: chalk.cyan,
    muted: chalk.dim,
    accent: chalk.cyan.bold,
    good: chalk.green,
    bad: chalk.red,
    term: chalk.underline,
    link: chalk.underline,
    border: chalk.dim,
    label: chalk.reset,
    mark: chalk.bold.cyan,
  };
  return (text, style) => (style === undefined || style === 'label' ? text : paints[style](text));
}
