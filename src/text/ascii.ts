/** What terminals without typographic signs get instead of them. */
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
 * Text for a terminal that lacks typographic signs or shows them two cells wide. Hangul stays.
 *
 * @param text any text
 * @returns the text with arrows, dots, dashes and quotation marks in ASCII
 */
export function toAscii(text: string): string {
  return text.replace(TYPOGRAPHIC, (sign) => ASCII_PROSE[sign] ?? sign);
}
