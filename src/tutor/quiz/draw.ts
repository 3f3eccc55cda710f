import { seededShuffle } from './shuffle.ts';

/**
 * Draws what an attempt asks, in the order in which it asks.
 *
 * @param pool what there is to draw from
 * @param seed the same seed draws the same
 * @param count how many; all of them if there are fewer, or if it is left out
 */
export function draw<T>(pool: readonly T[], seed: string, count: number = pool.length): T[] {
  return seededShuffle(seed)(pool).slice(0, count);
}
