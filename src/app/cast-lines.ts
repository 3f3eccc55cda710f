/**
 * Recordings of a terminal as asciicast, version 2 (docs.asciinema.org/manual/asciicast/v2): a header, then a line for
 * each thing that happened.
 */
import { StringDecoder } from 'node:string_decoder';

/** What a recording begins with. */
export interface CastHeader {
  /** Cells and lines of the terminal. */
  readonly width: number;
  readonly height: number;
  /** When it began, in milliseconds since 1970. */
  readonly start: number;
  readonly title: string;
  /** The learner's environment, of which `TERM` and `SHELL` are told. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Makes the lines of a recording; each ends with a line end. */
export interface CastLines {
  readonly header: string;
  /**
   * Something was written.
   *
   * @param chunk text or bytes as they were handed to the terminal; a letter may come in two halves
   * @param at milliseconds since 1970
   * @returns a line, or nothing if no letter is whole yet
   */
  output(chunk: string | Uint8Array, at: number): string;
  /** The terminal has another size now. */
  resize(width: number, height: number, at: number): string;
}

/** A line end that no carriage return comes before. */
const BARE_LINE_END = /(?<!\r)\n/g;

/** Begins a recording. */
export function castLines({ width, height, start, title, env }: CastHeader): CastLines {
  const decoder = new StringDecoder('utf8');
  let elapsed = 0;
  let endedWithReturn = false;
  // The clock on the wall may be set back; a recording's may not.
  const timeOf = (at: number): number => {
    elapsed = Math.max(elapsed, at - start);
    return elapsed / 1000;
  };
  const told = ['TERM', 'SHELL'].flatMap((name) => (env[name] ? [[name, env[name]]] : []));
  return {
    header: `${JSON.stringify({ version: 2, width, height, timestamp: Math.floor(start / 1000), env: Object.fromEntries(told), title })}\n`,
    output(chunk, at) {
      const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
      if (text === '') return '';
      // What a terminal gets: its driver puts a carriage return before each line end.
      const first = endedWithReturn && text.startsWith('\n') ? '\n' : '';
      const shown = first + text.slice(first.length).replace(BARE_LINE_END, '\r\n');
      endedWithReturn = text.endsWith('\r');
      return `${JSON.stringify([timeOf(at), 'o', shown])}\n`;
    },
    resize: (columns, rows, at) => `${JSON.stringify([timeOf(at), 'r', `${columns}x${rows}`])}\n`,
  };
}
