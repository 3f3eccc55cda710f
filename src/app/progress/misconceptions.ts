/** What a learner once believed that is not so. */
import type { Catalog } from '../../content/catalog.ts';
import type { Misconception } from '../../content/types.ts';
import type { Progress } from '../../progress/events.ts';

/** A misconception that answers showed. */
export interface MetMisconception {
  readonly misconception: Misconception;
  /** Whether every question that showed it was right the last time. */
  readonly overcome: boolean;
}

/**
 * Which misconceptions answers ever showed, and whether they still would.
 *
 * @param progress under the names of today
 * @returns whether each was overcome, by `<pack>/<misconception>`
 */
export function metIds(progress: Progress): ReadonlyMap<string, boolean> {
  const met = new Map<string, boolean>();
  for (const [key, item] of Object.entries(progress.items)) {
    if (item.met === undefined) continue;
    const pack = key.slice(0, key.indexOf('/'));
    for (const id of item.met) {
      const known = `${pack}/${id}`;
      met.set(known, met.get(known) !== false && item.last?.correct === true);
    }
  }
  return met;
}

/**
 * The misconceptions that answers showed, those to look at again first.
 *
 * @param catalog where they are told; one that is told no more is left out
 * @param progress under the names of today
 */
export function misconceptionsMet(catalog: Catalog, progress: Progress): MetMisconception[] {
  const met = metIds(progress);
  if (met.size === 0) return [];
  const told = catalog.packs.flatMap((pack) =>
    pack.misconceptions().flatMap((misconception) => {
      const overcome = met.get(`${pack.index.id}/${misconception.id}`);
      return overcome === undefined ? [] : [{ misconception, overcome }];
    }),
  );
  return told.sort((one, other) => Number(one.overcome) - Number(other.overcome));
}
