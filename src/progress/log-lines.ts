import { readEvent } from './event-shape.ts';
import type { Event } from './events.ts';

/** A stretch of bytes in a file. */
export interface Bytes {
  /** The offset of the first byte in the file. */
  readonly from: number;
  readonly bytes: Uint8Array;
}

/** What the bytes of a log file hold. */
export interface LogLines {
  readonly events: readonly Event[];
  /** Whole lines that are no events; neighbours are put together. */
  readonly damaged: readonly Bytes[];
  /** A last line without its end that is no event: the writer is at it, or never finished it. */
  readonly unfinished: Bytes | undefined;
  /** The offset up to which everything is accounted for: all but `unfinished`. */
  readonly end: number;
  /** An archive's list of the files folded into it, and how many bytes of each. */
  readonly folded: Readonly<Record<string, number>> | undefined;
}

const LINE_FEED = 10;
const BRACE = 0x7b;

/**
 * Reads the lines of a log file.
 *
 * A last line without a line feed counts if it is a whole event: a JSON object cannot be cut short and still be one.
 *
 * @param bytes the file's bytes from an offset on that is the start of a line, or the end of an unended one
 * @param from that offset
 * @returns events, and what was none
 */
export function readLines(bytes: Buffer, from: number): LogLines {
  const events: Event[] = [];
  const damaged: Bytes[] = [];
  let unfinished: Bytes | undefined;
  let folded: Readonly<Record<string, number>> | undefined;
  let firstDamaged = -1;
  let start = 0;
  while (start < bytes.length) {
    const lineFeed = bytes.indexOf(LINE_FEED, start);
    const end = lineFeed < 0 ? bytes.length : lineFeed + 1;
    // Everything that we write begins with a brace; not to ask the parser about the rest keeps garbage cheap.
    const value = bytes[start] === BRACE ? parseJson(bytes.toString('utf8', start, end)) : undefined;
    const event = readEvent(value);
    const good = event !== undefined || isBlank(bytes, start, end);
    if (event) {
      events.push(event);
    } else if (!good) {
      const list = start + from === 0 ? readFolded(value) : undefined;
      if (list) folded = list;
      else if (lineFeed < 0) unfinished = { from: from + start, bytes: bytes.subarray(start) };
      else if (firstDamaged < 0) firstDamaged = start;
    }
    if (firstDamaged >= 0 && firstDamaged < start && (good || unfinished)) {
      damaged.push({ from: from + firstDamaged, bytes: bytes.subarray(firstDamaged, start) });
      firstDamaged = -1;
    }
    start = end;
  }
  if (firstDamaged >= 0) damaged.push({ from: from + firstDamaged, bytes: bytes.subarray(firstDamaged) });
  return { events, damaged, unfinished, end: unfinished?.from ?? from + bytes.length, folded };
}

/**
 * Writes events as lines of a log.
 *
 * @returns the lines, each with its line feed
 */
export function writeLines(events: readonly Event[]): string {
  let lines = '';
  for (const event of events) lines += `${JSON.stringify(event)}\n`;
  return lines;
}

/**
 * Writes the first line of an archive.
 *
 * @param folded the files that the archive stands for, and how many bytes of each
 * @returns the line with its line feed
 */
export function writeFolded(folded: Readonly<Record<string, number>>): string {
  return `${JSON.stringify({ archive: folded })}\n`;
}

function readFolded(value: unknown): Readonly<Record<string, number>> | undefined {
  const folded = (value as { archive?: unknown } | null | undefined)?.archive;
  if (typeof folded !== 'object' || folded === null) return undefined;
  return Object.values(folded).every((size) => Number.isSafeInteger(size))
    ? (folded as Record<string, number>)
    : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== LINE_FEED && byte !== 13 && byte !== 32) return false;
  }
  return true;
}
