/** The signs of the program for each character set, and what ASCII terminals get instead of typographic prose. */

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

const ASCII_PROSE: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '↑': 'up',
  '↓': 'down',
  '↔': '<->',
  '·': '-',
  '•': '*',
  '…': '...',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '×': 'x',
  '≤': '<=',
  '≥': '>=',
  '≈': '~',
  '✓': '+',
  '✗': 'x',
  '❯': '>',
  '▸': '>',
  '▾': 'v',
};
const TYPOGRAPHIC = new RegExp(`[${Object.keys(ASCII_PROSE).join('')}]`, 'gu');

/**
 * Prose for a terminal that lacks typographic signs or shows them two cells wide. Hangul stays.
 *
 * @param text any text
 * @returns the text with arrows, dots, dashes and quotation marks in ASCII
 */
export function toAsciiProse(text: string): string {
  return text.replace(TYPOGRAPHIC, (sign) => ASCII_PROSE[sign] ?? sign);
}
