import { type ItemIndex, indexItems } from './item-index.ts';
import { packObjectives } from './pack-objectives.ts';
import type { RegistrySource } from './schema/registry.ts';
import type { Lab, Lesson, LessonObjective, Misconception, Pack, PackIndex, Quiz, Term } from './types.ts';

/** Where an app reads a pack: each part when it is asked for. */
export interface PackSource {
  readonly index: PackIndex;
  /** Where its items are; known without the index. */
  items(): ItemIndex;
  /**
   * One lesson.
   *
   * @param id the id of a lesson in the index
   * @throws RangeError if the index has no such lesson
   */
  lesson(id: string): Lesson;
  /**
   * One quiz.
   *
   * @param id the id of a quiz in the index
   * @throws RangeError if the index has no such quiz
   */
  quiz(id: string): Quiz;
  /**
   * One lab.
   *
   * @param id the id of a lab in the index
   * @throws RangeError if the index has no such lab
   */
  lab(id: string): Lab;
  terms(): readonly Term[];
  misconceptions(): readonly Misconception[];
  /** What its lessons are for, in the order in which they are learned. */
  objectives(): readonly LessonObjective[];
  /** What the sandbox can pull; nothing if the pack has no registry. */
  registry(): RegistrySource | undefined;
}

/** A pack that is loaded already, as an app reads it. */
export function packSource(pack: Pack): PackSource {
  let items: ItemIndex | undefined;
  return {
    index: pack.index,
    items: () => {
      items ??= indexItems(pack.index);
      return items;
    },
    lesson: (id) => {
      const lesson = pack.lessons.find((one) => one.id === id);
      if (lesson === undefined) throw new RangeError(`the pack ${pack.index.id} has no lesson ${id}`);
      return lesson;
    },
    quiz: (id) => {
      const quiz = pack.quizzes.find((one) => one.id === id);
      if (quiz === undefined) throw new RangeError(`the pack ${pack.index.id} has no quiz ${id}`);
      return quiz;
    },
    lab: (id) => {
      const lab = pack.labs.find((one) => one.id === id);
      if (lab === undefined) throw new RangeError(`the pack ${pack.index.id} has no lab ${id}`);
      return lab;
    },
    terms: () => pack.terms,
    misconceptions: () => pack.misconceptions,
    objectives: () => packObjectives(pack.lessons, pack.quizzes),
    registry: () => pack.registry,
  };
}
