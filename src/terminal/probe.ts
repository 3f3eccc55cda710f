import type { ReadStream, WriteStream } from 'node:tty';

/** Text whose width terminals disagree on, and the cells it should take. */
export const PROBES = [
  { name: 'box', text: '─', cells: 1 },
  { name: 'hangul', text: '한', cells: 2 },
  { name: 'arrow', text: '→', cells: 1 },
  { name: 'emoji', text: '🐳', cells: 2 },
] as const;

/** Measured cells by probe; absent where the terminal did not answer. */
export type Widths = Partial<Record<(typeof PROBES)[number]['name'], number>>;

/** How long a terminal may take to answer; answers take 5 to 8 ms on a computer of one's own, more over a network. */
const PATIENCE = 500;

/**
 * Measures how wide the terminal draws a few characters, by printing each at the left edge and asking where the cursor
 * is (DSR 6, cursor position report). What was printed is erased.
 *
 * @param input the keyboard, on which the answers come
 * @param output the terminal
 * @returns the widths that the terminal told
 */
export async function measureWidths(input: ReadStream, output: WriteStream): Promise<Widths> {
  const widths: Record<string, number> = {};
  input.setRawMode(true);
  try {
    for (const probe of PROBES) {
      const column = await cursorColumnAfter(probe.text, input, output);
      if (column === undefined) break;
      widths[probe.name] = column - 1;
    }
  } finally {
    output.write('\r\u001b[2K');
    input.setRawMode(false);
    input.pause();
  }
  return widths;
}

function cursorColumnAfter(
  text: string,
  input: ReadStream,
  output: WriteStream,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    let received = '';
    const finish = (column: number | undefined): void => {
      clearTimeout(timer);
      input.off('data', listen);
      resolve(column);
    };
    const listen = (data: Buffer): void => {
      received += data.toString('latin1');
      const column = /\u001b\[\d+;(\d+)R/.exec(received)?.[1];
      if (column !== undefined) finish(Number(column));
    };
    const timer = setTimeout(() => finish(undefined), PATIENCE);
    input.on('data', listen);
    input.resume();
    output.write(`\r${text}\u001b[6n`);
  });
}
