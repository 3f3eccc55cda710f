import type { Lesson } from '../../content/types.ts';
import type { Place, SessionItem } from './state.ts';

/**
 * The lesson to read about an item: that of its objective, else the one that it belongs to, else that of a misconception
 * that one of its wrong answers shows.
 *
 * @returns `<pack>/<lesson>`, or nothing if the item leads nowhere
 */
export function lessonToRead({ item, home }: SessionItem): string | undefined {
  const objective = home.objectives.find(({ id }) => id === item.objective);
  const refuting = Object.values(home.misconceptions).find(({ lesson }) => lesson !== undefined);
  const lesson = objective?.lesson ?? home.lesson ?? refuting?.lesson;
  return lesson === undefined ? undefined : `${home.pack}/${lesson}`;
}

/**
 * The step of a lesson that fits an item best: the one that carries most of the facts and sources that the item names,
 * or that asks about the same objective. Of equals the first that tells something.
 *
 * @param lesson the lesson to read
 */
export function placeIn(lesson: Lesson, { item }: SessionItem): Place {
  const scores = lesson.steps.map((step) => {
    const facts = step.covers.filter((fact) => item.covers.includes(fact)).length;
    const sources = step.sources.filter((source) => item.sources.includes(source)).length;
    const same = item.objective !== undefined && step.ask?.objective === item.objective ? 1 : 0;
    const fit = 4 * facts + 2 * sources + 2 * same;
    // A step that only asks explains nothing yet.
    return fit === 0 ? 0 : fit + (step.text === undefined ? 0 : 1);
  });
  const best = Math.max(0, ...scores);
  const index = best === 0 ? -1 : scores.indexOf(best);
  const step = lesson.steps[index];
  return {
    lesson: `${lesson.pack}/${lesson.id}`,
    title: lesson.title,
    ...(step !== undefined && { step: { id: step.id, number: index + 1 } }),
  };
}
