import type { ParsedFile } from './parsed-file.ts';
import type { Range } from './places.ts';

/** Keys and indexes from the top of a file to a value in it. */
export type Path = readonly (string | number)[];

/**
 * Where a value stands in its file.
 *
 * @param path leads to the value; if it is not there, the nearest ancestor that is counts
 * @param atKey stand at the key of the last entry instead of its value
 * @param near words of the value to stand at, if they can be found in its text
 * @returns offsets in the text, the end exclusive
 */
export function rangeOf(file: ParsedFile, path: Path, atKey: boolean, near?: string): Range {
  const { range, key } = file.places.at(path);
  if (atKey && key !== undefined) return key;
  if (range === undefined) return key ?? [0, 0];
  if (near === undefined || near === '') return range;
  const [start, end] = range;
  const at = file.source.text.indexOf(near, start);
  return at >= 0 && at + near.length <= end ? [at, at + near.length] : range;
}

/**
 * How a number, a truth value or nothing was written, before YAML read it: `1.10` for the number 1.1.
 *
 * @returns the words in the file, or nothing if the path leads to no plain scalar
 */
export function writtenAs(file: ParsedFile, path: Path): string | undefined {
  const { range, isPlain } = file.places.at(path);
  return range !== undefined && isPlain ? file.source.text.slice(...range) : undefined;
}
