/**
 * Many small texts in one file, each read alone. Unpacking a file takes npm some 3 ms, so that a pack of a hundred files
 * would take a third of a second of a cold `npx`; opening one of them takes a start as long as reading its part of this.
 *
 * The first line says in JSON where each text is: its name → [offset, length], in bytes from the end of that line.
 */
import { openSync, readSync } from 'node:fs';

/** Enough for the first line of some hundred texts. */
const FIRST_READ = 16_384;
const NEWLINE = 0x0a;

/**
 * Puts texts into one file.
 *
 * @param texts by name
 * @returns the content of the file
 */
export function writeArchive(texts: ReadonlyMap<string, string>): Uint8Array {
  const places: Record<string, [number, number]> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of texts) {
    const bytes = Buffer.from(text, 'utf8');
    places[name] = [offset, bytes.length];
    parts.push(bytes);
    offset += bytes.length;
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(places)}\n`, 'utf8'), ...parts]);
}

/**
 * Opens such a file. It is this program's own and is trusted to be whole; it stays open until the process ends.
 *
 * @param path of the file
 * @returns gives the text of a name; throws RangeError if there is none
 */
export function openArchive(path: string): (name: string) => string {
  const file = openSync(path, 'r');
  let head = readPart(file, 0, FIRST_READ);
  let end = head.indexOf(NEWLINE);
  while (end === -1 && head.length > 0) {
    const longer = readPart(file, 0, head.length * 2);
    if (longer.length === head.length) throw new RangeError(`${path} has no list of what is in it`);
    head = longer;
    end = head.indexOf(NEWLINE);
  }
  const places = JSON.parse(head.toString('utf8', 0, end)) as Record<string, [number, number]>;
  return (name) => {
    const place = Object.hasOwn(places, name) ? places[name] : undefined;
    if (place === undefined) throw new RangeError(`${path} has no ${name}`);
    const [offset, length] = [end + 1 + place[0], place[1]];
    // What came with the first read is not read again.
    if (offset + length <= head.length) return head.toString('utf8', offset, offset + length);
    return readPart(file, offset, length).toString('utf8');
  };
}

/** As many bytes as are there, `length` at most. */
function readPart(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(file, buffer, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}
