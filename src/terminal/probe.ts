import type { ReadStream, WriteStream } from 'node:tty';
import { setRawMode } from './raw-mode.ts';

/** Text whose width terminals disagree on, and the cells it should take. */
export const PROBES = [
  { name: 'box', text: '─', cells: 1 },
  { name: 'hangul', text: '한', cells: 2 },
  { name: 'arrow', text: '→', cells: 1 },
  { name: 'emoji', text: '🐳', cells: 2 },
] as const;

/** Measured cells by probe; all of them, or none where the terminal did not answer. */
export type Widths = Partial<Record<(typeof PROBES)[number]['name'], number>>;

/** Each probe at the left edge, and a question where the cursor is now (DSR 6); what was printed is erased. */
const QUESTION = `${PROBES.map(({ text }) => `\r${text}\u001b[6n`).join('')}\r\u001b[2K`;

/** A cursor position report: row and column, from 1 (ECMA-48, CPR). */
const REPORT = /\u001b\[\d+;(\d+)R/g;

/** A measurement under way. */
export interface Measurement {
  /** What the terminal told within its time: nothing if it did not answer. Never fails. */
  readonly widths: Promise<Widths | undefined>;
  /**
   * Hears no more of an answer that comes late. The terminal stays in raw mode until then, so that such an answer is not
   * echoed.
   */
  stop(): void;
}

/**
 * Asks the terminal how wide it draws a few characters. What is typed meanwhile is kept for whoever reads next.
 *
 * @param input the keyboard, on which the answers come
 * @param output the terminal
 * @param patience how long to wait, in milliseconds: answers take 5 to 8 ms on a computer of one's own, more over a network
 * @param onLate hears of an answer that comes after that, while somebody reads the keyboard; nobody takes it for keys,
 *   since a report of a low column is one sequence that is no key
 */
export function measureWidths(
  input: ReadStream,
  output: WriteStream,
  patience: number,
  onLate: (widths: Widths) => void = () => undefined,
): Measurement {
  const columns: number[] = [];
  let received = '';
  let stopListening: () => void = () => undefined;
  /** Takes reports out of what was received. @returns whether all have come */
  const take = (data: Buffer | string): boolean => {
    received += Buffer.from(data as string).toString('latin1');
    received = received.replace(REPORT, (_, column: string) => {
      columns.push(Number(column));
      return '';
    });
    return columns.length >= PROBES.length;
  };
  const widths = new Promise<Widths | undefined>((resolve) => {
    let isOver = false;
    const finish = (found: Widths | undefined): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      input.off('data', listen).off('end', gone).off('error', gone);
      input.pause();
      if (received !== '' && !input.readableEnded) input.unshift(Buffer.from(received, 'latin1'));
      received = '';
      if (found === undefined) hearLate();
      else setRawMode(input, false);
      resolve(found);
    };
    const listen = (data: Buffer): void => {
      if (take(data)) finish(widthsOf(columns));
    };
    const gone = (): void => finish(undefined);
    // While other work kept us from looking, the answer may have come: it is read before this.
    const timer = setTimeout(() => setImmediate(gone), patience);
    setRawMode(input, true);
    input.on('data', listen).on('end', gone).on('error', gone).resume();
    output.write(QUESTION);
  });
  const hearLate = (): void => {
    // Heard beside whoever reads the keyboard; nothing flows before somebody does.
    const late = (data: Buffer): void => {
      if (!take(data)) return;
      stopListening();
      onLate(widthsOf(columns));
    };
    input.on('data', late);
    stopListening = () => input.off('data', late);
  };
  return {
    widths,
    stop() {
      stopListening();
      setRawMode(input, false);
    },
  };
}

function widthsOf(columns: readonly number[]): Widths {
  return Object.fromEntries(PROBES.map(({ name }, index) => [name, (columns[index] ?? 1) - 1]));
}
