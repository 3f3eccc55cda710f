/** Opens the built program on a real pseudo-terminal, and looks at what it sends there. */
import { afterAll } from 'vitest';
import { displayWidth } from '../../src/text/width.ts';
import { BIN } from './built.ts';
import { environment } from './cli.ts';
import type { Cells } from './joints.ts';
import { openTestScreen, type TerminalKind, type TestScreen } from './screen.ts';
import { newFolder } from './temporary.ts';

const screens: TestScreen[] = [];

// Before the folders that the programs write to are removed.
afterAll(() => {
  for (const screen of screens) screen.dispose();
});

/** The program on a terminal. */
export interface ProgramScreen extends TestScreen {
  /** The data folder. */
  readonly home: string;
  /** Everything that was sent to the terminal so far, escape sequences and all. */
  output(): string;
}

/** What the program is given. */
export interface ProgramSettings extends TerminalKind {
  readonly home?: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/**
 * Opens the program; closed when the tests of the file are done.
 *
 * @param args its arguments
 * @param settings what it is given; 80×24 and a fresh data folder unless said otherwise
 */
export function openProgram(args: readonly string[], settings: ProgramSettings = {}): ProgramScreen {
  return openOnScreen(process.execPath, [BIN, ...args], settings);
}

/** Opens any program in the same way. */
export function openOnScreen(
  command: string,
  args: readonly string[],
  settings: ProgramSettings = {},
): ProgramScreen {
  const { home = newFolder(), columns = 80, rows = 24, env, cwd = home, ...kind } = settings;
  const screen = openTestScreen(command, args, { ...kind, columns, rows, cwd, env: environment(home, env) });
  screens.push(screen);
  let output = '';
  screen.pty.onData((data) => {
    output += data;
  });
  return Object.assign(screen, { home, output: () => output });
}

/** The cells of some rows of the screen; the second cell of a wide character is the empty text. */
export function cellsOnScreen(screen: TestScreen, from: number, to: number): Cells {
  const { buffer, cols } = screen.terminal;
  return Array.from({ length: to - from }, (_, index) => {
    const line = buffer.active.getLine(buffer.active.viewportY + from + index);
    return Array.from({ length: cols }, (_, column) => {
      const cell = line?.getCell(column);
      return cell?.getWidth() === 0 ? '' : cell?.getChars() || ' ';
    });
  });
}

/** Whether a terminal was given back as it was: the usual screen, its cursor shown, its lines wrapped. */
export function isGivenBack(screen: ProgramScreen): boolean {
  const output = screen.output();
  const lastOf = (mode: string) =>
    output.lastIndexOf(`\u001b[?${mode}h`) - output.lastIndexOf(`\u001b[?${mode}l`);
  return (
    screen.terminal.buffer.active.type === 'normal' &&
    lastOf('25') > 0 &&
    lastOf('7') > 0 &&
    lastOf('1049') < 0
  );
}

/** A frame as it was sent: the lines that were written, by their row from 1. */
export type SentFrame = ReadonlyMap<number, string>;

/** The frames in an output, whole or in part: each is between the marks of synchronized output. */
export function framesIn(output: string): SentFrame[] {
  return [...output.matchAll(/\u001b\[\?2026h(.*?)\u001b\[\?2026l/gs)].map((frame) => {
    const lines = [
      ...(frame[1] ?? '').matchAll(
        /\u001b\[(\d+);1H\u001b\[0m\u001b\[2K([^\u001b]*(?:\u001b\[[\d;]*m[^\u001b]*)*)/g,
      ),
    ];
    return new Map(lines.map((line) => [Number(line[1]), withoutColour(line[2] ?? '')]));
  });
}

/** Text without the codes of colour and weight (SGR). */
export function withoutColour(text: string): string {
  return text.replace(/\u001b\[[\d;]*m/g, '');
}

/**
 * Lines of frames that do not fit the screen as it was then; none if all do. A frame that begins with the first row and
 * leaves none out is a whole one, and its rows tell the size; others change lines of the one before.
 *
 * @param frames in the order in which they were sent
 * @param columns the columns that the screen had, by its rows
 */
export function misfits(frames: readonly SentFrame[], columns: Readonly<Record<number, number>>): string[] {
  let rows = 0;
  return frames.flatMap((frame) => {
    if (frame.has(1) && frame.size === Math.max(...frame.keys()) && columns[frame.size] !== undefined)
      rows = frame.size;
    const width = columns[rows] ?? 0;
    return [...frame].flatMap(([row, line]) =>
      row <= rows && displayWidth(line) <= width ? [] : [`${row} of ${rows}: ${line}`],
    );
  });
}
