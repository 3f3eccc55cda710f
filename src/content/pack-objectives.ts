import type { Item, Lesson, LessonObjective, Quiz } from './types.ts';

/**
 * What the lessons of a pack are for, and which questions ask about it.
 *
 * @param lessons in the order in which they are learned
 * @param quizzes all that may ask about them
 * @returns the objectives, lesson by lesson
 */
export function packObjectives(lessons: readonly Lesson[], quizzes: readonly Quiz[]): LessonObjective[] {
  const items = new Map<string, string[]>();
  const note = (lesson: string, { id, objective }: Item): void => {
    if (objective === undefined) return;
    const key = `${lesson}/${objective}`;
    const known = items.get(key);
    if (known === undefined) items.set(key, [id]);
    else known.push(id);
  };
  for (const { id, steps } of lessons) for (const { ask } of steps) if (ask !== undefined) note(id, ask);
  for (const quiz of quizzes) {
    // Objectives of two lessons may have one id: the quiz knows which of them it means.
    const homes = new Map([...quiz.objectives].reverse().map(({ id, lesson }) => [id, lesson]));
    for (const item of quiz.items) {
      const home = homes.get(item.objective ?? '');
      if (home !== undefined) note(home, item);
    }
  }
  return lessons.flatMap((lesson) =>
    lesson.objectives.map(({ id, text }) => ({
      lesson: lesson.id,
      text,
      items: items.get(`${lesson.id}/${id}`) ?? [],
    })),
  );
}
