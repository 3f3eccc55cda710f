import type { Lesson, Misconception, Pack, PackIndex, Term } from './types.ts';

/** Where an app reads a pack: the index at once, the rest when it is asked for. */
export interface PackSource {
  readonly index: PackIndex;
  /**
   * One lesson.
   *
   * @param id the id of a lesson in the index
   * @throws RangeError if the index has no such lesson
   */
  lesson(id: string): Lesson;
  terms(): readonly Term[];
  misconceptions(): readonly Misconception[];
}

/** A pack that is loaded already, as an app reads it. */
export function packSource(pack: Pack): PackSource {
  return {
    index: pack.index,
    lesson: (id) => {
      const lesson = pack.lessons.find((one) => one.id === id);
      if (lesson === undefined) throw new RangeError(`the pack ${pack.index.id} has no lesson ${id}`);
      return lesson;
    },
    terms: () => pack.terms,
    misconceptions: () => pack.misconceptions,
  };
}
