import { closest, distance } from 'fastest-levenshtein';

/**
 * A hint for a name that is not there.
 *
 * @param id the name that was written
 * @param known the names that are there
 * @returns the nearest of them if it is near, else all of them
 */
export function hintFor(id: string, known: readonly string[]): string {
  if (known.length === 0) return 'it has none';
  const nearest = closest(id, known);
  const near = distance(id, nearest) <= Math.max(2, id.length / 3) || nearest.endsWith(`/${id}`);
  return near ? `did you mean \`${nearest}\`` : `it has ${known.join(', ')}`;
}
