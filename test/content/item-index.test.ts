import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexItems, placeOfItem } from '../../src/content/item-index.ts';
import type { LessonEntry, PackIndex, QuizEntry } from '../../src/content/types.ts';

const title = { en: ['Title'] };

function lesson(id: string, items: readonly string[]): LessonEntry {
  return { id, was: [], title, minutes: 5, steps: [], items };
}

function quiz(id: string, itemIds: readonly string[], of?: string): QuizEntry {
  return { id, was: [], title, items: itemIds.length, itemIds, ...(of !== undefined && { lesson: of }) };
}

function pack(lessons: readonly LessonEntry[], quizzes: readonly QuizEntry[]): PackIndex {
  const module = { id: 'module', title, lessons, quizzes, labs: [] };
  return { format: 1, id: 'pack', version: '1.0.0', title, languages: ['en', 'ko'], modules: [module] };
}

/** Ids as content has them; short ones, so that one is often the start of another. */
const id = fc.stringMatching(/^[a-c]{1,3}(-[a-c0-2]{1,2})?$/);

describe('the index of items', () => {
  it('finds every item where it is, and nothing else', () => {
    const items = fc.uniqueArray(id, { maxLength: 40 });
    const others = fc.array(fc.oneof(id, fc.string(), fc.constantFrom('a b', '|a', 'a 0', '0', '')));
    fc.assert(
      fc.property(items, others, fc.integer({ min: 1, max: 5 }), (all, more, homes) => {
        const groups = Array.from({ length: homes }, (_, home) => all.filter((_, at) => at % homes === home));
        const index = indexItems(
          pack(
            groups.slice(0, 2).map((group, at) => lesson(`l${at}`, group)),
            groups.slice(2).map((group, at) => quiz(`q${at}`, group, at === 0 ? undefined : `l${at}`)),
          ),
        );
        const places = [
          { pack: 'pack', lesson: 'l0' },
          { pack: 'pack', lesson: 'l1' },
          { pack: 'pack', quiz: 'q0' },
          { pack: 'pack', lesson: 'l1', quiz: 'q1' },
          { pack: 'pack', lesson: 'l2', quiz: 'q2' },
        ];
        all.forEach((item, at) => {
          expect(placeOfItem(index, item)).toEqual(places[at % homes]);
        });
        for (const item of more) if (!all.includes(item)) expect(placeOfItem(index, item)).toBeUndefined();
      }),
    );
  });

  it('is the same after it was stored', () => {
    const index = indexItems(pack([lesson('one', ['a', 'b'])], [quiz('final', ['c'])]));
    expect(JSON.parse(JSON.stringify(index))).toEqual(index);
  });

  it('knows the languages and what items were called before', () => {
    const renamed = { ...quiz('final', ['now']), formerItems: { before: 'now' } };
    const index = indexItems(pack([{ ...lesson('one', ['a']), formerItems: { z: 'a' } }], [renamed]));
    expect(index.languages).toEqual(['en', 'ko']);
    expect(index.formerItems).toEqual({ before: 'now', z: 'a' });
  });
});
