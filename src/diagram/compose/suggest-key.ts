import { closest, distance } from 'fastest-levenshtein';
import { knownKeys } from '../../formats/compose/validate.ts';

/**
 * The key that was meant, where Compose does not know one.
 *
 * @param message what Compose says
 * @param path the unknown key's path, as the problem has it
 * @returns the unknown key and, if one is near enough, the key that there is; undefined if this is about something else
 */
export function unknownKey(message: string, path: string): { key: string; meant?: string } | undefined {
  const key = /additional properties '([^']*)'/.exec(message)?.[1];
  if (key === undefined) return undefined;
  const above = path.slice(0, Math.max(0, path.length - key.length - 1));
  const known = knownKeys(above === '' ? [] : above.split('.'));
  if (known.length === 0) return { key };
  const meant = closest(key, known);
  return distance(key, meant) <= Math.max(2, key.length / 3) ? { key, meant } : { key };
}
