import { renderFrame } from '../terminal/render.ts';
import { plainTheme } from '../terminal/theme.ts';
import type { View } from '../view/nodes.ts';

/** The screen that every page must fit (product contract). */
export const SCREEN = { columns: 80, rows: 24, charset: 'unicode', theme: plainTheme } as const;

/** Lines of a page that are below the screen: found by the renderer that learners see. */
export function linesBelow(view: View): number {
  return renderFrame(view, SCREEN, SCREEN.rows).maxScroll;
}

/** What is said of a page with lines below the screen. */
export function tooTall(what: string, lang: string, lines: number, doing: string): string {
  return `in \`${lang}\` this ${what} is ${lines} line${lines === 1 ? '' : 's'} too tall for 80×24 ${doing}`;
}
