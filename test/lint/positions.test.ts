import { describe, expect, it } from 'vitest';
import { loadPack } from '../../src/content/load.ts';
import { folderReader } from '../../src/platform/pack-folder.ts';
import { typeOf } from '../../src/tutor/items/index.ts';
import { entryFor, itemsOfQuiz, type SessionItem } from '../../src/tutor/quiz/state.ts';
import { GOOD_PACK, memoryPack } from '../content/memory-pack.ts';

const ATTEMPTS = 600;
/** Standard deviations from its share that a position may be off; chance alone is further off once in millions. */
const FAR = 5;

const packs = [folderReader('lessons'), memoryPack(GOOD_PACK)];
const items = packs.flatMap((reader) => loadPack(reader).quizzes).flatMap(({ quiz }) => itemsOfQuiz(quiz));
const seeds = Array.from({ length: ATTEMPTS }, (_, attempt) => `attempt ${attempt}`);

/** How often a right answer stood at each position, over many attempts. */
function countPositions(
  asked: SessionItem,
  positionsOf: (seed: string) => readonly number[],
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const seed of seeds) {
    for (const position of positionsOf(seed)) counts.set(position, (counts.get(position) ?? 0) + 1);
  }
  expect(counts.size, asked.key).toBeGreaterThan(1);
  return counts;
}

/** Expects that each of `places` positions had about its share of the right answers. */
function expectShares(asked: SessionItem, counts: ReadonlyMap<number, number>, places: number): void {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const share = 1 / places;
  const deviation = Math.sqrt(total * share * (1 - share));
  for (let position = 0; position < places; position++) {
    const off = Math.abs((counts.get(position) ?? 0) - total * share);
    expect(off / deviation, `${asked.key} at ${position + 1}`).toBeLessThan(FAR);
  }
}

describe('where right answers stand after shuffling', () => {
  it('is at no position in far more than its share, in any question with options', () => {
    const withOptions = items.filter(({ item }) => item.type === 'single' || item.type === 'multiple');
    expect(withOptions.length).toBeGreaterThan(20);
    for (const asked of withOptions) {
      const { item } = asked;
      const key = [typeOf(item).key(item)].flat();
      const counts = countPositions(asked, (seed) => {
        const entry = entryFor(asked, seed);
        const options = 'options' in entry ? entry.options : [];
        return options.flatMap((id, position) => (key.includes(id) ? [position] : []));
      });
      expectShares(asked, counts, typeOf(item).choices(item, []).length);
    }
  });

  it('is so for the right sides of pairs, too', () => {
    for (const asked of items.filter(({ item }) => item.type === 'match')) {
      const { item } = asked;
      if (item.type !== 'match') continue;
      const first = item.pairs[0]?.id ?? '';
      const counts = countPositions(asked, (seed) => {
        const entry = entryFor(asked, seed);
        return 'rights' in entry ? [entry.rights.indexOf(first)] : [];
      });
      expectShares(asked, counts, item.pairs.length + item.decoys.length);
    }
  });

  it('is never the right order from the start', () => {
    for (const asked of items.filter(({ item }) => item.type === 'order')) {
      const key = typeOf(asked.item).key(asked.item);
      for (const seed of seeds) {
        const entry = entryFor(asked, seed);
        expect('order' in entry && entry.order).not.toEqual(key);
      }
    }
  });

  it('is not the same in all questions of one attempt', () => {
    const singles = items.filter(({ item }) => item.type === 'single' && item.options.length === 4);
    const places = [0, 0, 0, 0];
    for (const asked of singles) {
      for (const seed of seeds.slice(0, 20)) {
        const entry = entryFor(asked, seed);
        const position =
          'options' in entry ? entry.options.indexOf(String(typeOf(asked.item).key(asked.item))) : -1;
        places[position] = (places[position] ?? 0) + 1;
      }
    }
    const total = singles.length * 20;
    for (const count of places) {
      expect(Math.abs(count - total / 4) / Math.sqrt(total * 0.1875)).toBeLessThan(FAR);
    }
  });
});
