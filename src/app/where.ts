import type { Catalog, CatalogLesson } from '../content/catalog.ts';
import type { Progress } from '../progress/events.ts';

/** How far a learner is with a lesson. */
export type LessonState = 'new' | 'started' | 'done';

/** How far a learner is with a lesson. */
export function stateOf(lesson: CatalogLesson, progress: Progress): LessonState {
  return progress.lessons[lesson.key]?.state ?? 'new';
}

/**
 * How far a learner is with a lab.
 *
 * @param key `<pack>/<lab>`
 */
export function labStateOf(key: string, progress: Progress): LessonState {
  return progress.labs[key]?.state ?? 'new';
}

/**
 * The step to go on at: the one last seen, or the first if the lesson is done, new, or lost that step.
 *
 * @returns an index from 0
 */
export function resumeStep(lesson: CatalogLesson, progress: Progress): number {
  const known = progress.lessons[lesson.key];
  if (known === undefined || known.state === 'done') return 0;
  const index = lesson.entry.steps.findIndex((step) => step.id === known.step);
  return Math.max(0, index);
}

/**
 * The lesson to go on with: the one last worked on if it is not done, else the first after it that is not, else the
 * first of all that is not, else nothing.
 */
export function nextLesson(catalog: Catalog, progress: Progress): CatalogLesson | undefined {
  const open = (lesson: CatalogLesson): boolean => stateOf(lesson, progress) !== 'done';
  const current = catalog.lessons.findIndex((lesson) => lesson.key === progress.current);
  return catalog.lessons.slice(Math.max(0, current)).find(open) ?? catalog.lessons.find(open);
}

/** How many lessons are done, and how many there are. */
export function doneCount(
  catalog: Catalog,
  progress: Progress,
): { readonly done: number; readonly all: number } {
  const done = catalog.lessons.filter((lesson) => stateOf(lesson, progress) === 'done').length;
  return { done, all: catalog.lessons.length };
}
