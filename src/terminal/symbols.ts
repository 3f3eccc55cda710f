import type { Charset } from '../text/charset.ts';

const SYMBOLS = {
  more: ['▾', 'v'],
  barFull: ['━', '='],
  barEmpty: ['─', '-'],
} as const;

/** A sign of {@link symbol}. */
export type SymbolName = keyof typeof SYMBOLS;

/**
 * A sign in a character set.
 *
 * @param name which sign
 * @param charset what the terminal can show
 * @returns one or two cells of text
 */
export function symbol(name: SymbolName, charset: Charset): string {
  return SYMBOLS[name][charset === 'unicode' ? 0 : 1];
}
