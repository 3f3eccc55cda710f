import type xterm from '@xterm/headless';
import { type Face, type SvgRun, svgPage } from '../src/diagram/svg-page.ts';

/** The colours of the terminal's sixteen that the program uses, by their numbers: green, cyan, bright red. */
const COLOURS: Readonly<Record<number, Face>> = { 2: 'good', 6: 'accent', 9: 'bad' };

/** What a picture of a terminal is called. */
export interface PictureWords {
  readonly title: string;
  readonly lang: string;
}

/**
 * What a terminal shows, as an SVG picture.
 *
 * @param terminal the emulator that has it
 * @param words what it is called; what it shows is described by its text
 */
export function terminalPicture(terminal: xterm.Terminal, { title, lang }: PictureWords): string {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: terminal.rows }, (_, row) => active.getLine(active.viewportY + row));
  const texts = lines.map((line) => line?.translateToString(true) ?? '');
  const last = texts.findLastIndex((text) => text !== '');
  return svgPage({
    rows: lines.slice(0, last + 1).map((line) => (line === undefined ? [] : runsOf(line, terminal.cols))),
    columns: terminal.cols,
    title,
    description: texts.slice(0, last + 1).join('\n'),
    lang,
  });
}

function runsOf(line: xterm.IBufferLine, columns: number): SvgRun[] {
  const runs: { text: string; faces: readonly Face[] }[] = [];
  for (let column = 0; column < columns; column++) {
    const cell = line.getCell(column);
    // The second half of a wide letter.
    if (cell === undefined || cell.getWidth() === 0) continue;
    const faces = facesOf(cell);
    const text = cell.getChars() || ' ';
    const before = runs.at(-1);
    if (before !== undefined && before.faces.join() === faces.join()) before.text += text;
    else runs.push({ text, faces });
  }
  return runs;
}

function facesOf(cell: xterm.IBufferCell): Face[] {
  const colour = cell.isFgPalette() ? COLOURS[cell.getFgColor()] : undefined;
  return [
    ...(cell.isBold() ? (['strong'] as const) : []),
    ...(cell.isDim() ? (['muted'] as const) : []),
    ...(cell.isItalic() ? (['italic'] as const) : []),
    ...(cell.isUnderline() ? (['underline'] as const) : []),
    ...(colour === undefined ? [] : [colour]),
  ];
}
