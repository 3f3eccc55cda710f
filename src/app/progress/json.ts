import type { Catalog } from '../../content/catalog.ts';
import { dueAt, dueItems } from '../../progress/due.ts';
import type { Progress } from '../../progress/events.ts';
import { isMastered } from '../../progress/mastery.ts';
import { itemPlaces } from '../due.ts';
import { metIds } from './misconceptions.ts';

/**
 * `progress --json`: the names are a contract.
 *
 * @param catalog the packs
 * @param progress under the names of today, with its schedule up to date
 * @param now the wall clock, in milliseconds since 1970
 */
export function progressJson(catalog: Catalog, progress: Progress, now: number) {
  const places = itemPlaces(catalog);
  return {
    format: 1,
    lessons: lessonsJson(catalog, progress),
    quizzes: quizzesJson(catalog, progress),
    items: itemsJson(progress),
    labs: labsJson(catalog, progress),
    misconceptions: misconceptionsJson(progress),
    due: dueItems(progress, now).filter(({ key }) => places.has(key)).length,
  };
}

function lessonsJson(catalog: Catalog, progress: Progress) {
  const lessons = catalog.lessons.flatMap((lesson) => {
    const known = progress.lessons[lesson.key];
    if (known === undefined) return [];
    const { id, steps } = lesson.entry;
    const step = steps.findIndex((each) => each.id === known.step);
    return [[id, { state: known.state, step: step + 1, stepId: known.step, steps: steps.length }]];
  });
  return Object.fromEntries(lessons);
}

/** Quizzes that were begun: the best result, and whether an attempt is under way. */
function quizzesJson(catalog: Catalog, progress: Progress) {
  const quizzes = catalog.quizzes.flatMap(({ key, entry }) => {
    const known = progress.quizzes[key];
    if (known === undefined) return [];
    const { best, attempt } = known;
    const result = best && { score: best.score, max: best.max, passed: best.passed };
    return [[entry.id, { best: result ?? null, underWay: attempt !== undefined }]];
  });
  return Object.fromEntries(quizzes);
}

/** Labs that were begun. */
function labsJson(catalog: Catalog, progress: Progress) {
  const labs = catalog.labs.flatMap(({ key, entry }) => {
    const known = progress.labs[key];
    if (known === undefined) return [];
    const { state, engine, met } = known;
    return [[entry.id, { state, engine, met: met.length, tasks: entry.tasks }]];
  });
  return Object.fromEntries(labs);
}

function itemsJson(progress: Progress) {
  const items = Object.entries(progress.items).map(([key, item]) => {
    const { seen, correct, card } = item;
    const due = card === undefined ? null : new Date(dueAt(card)).toISOString();
    return [key, { seen, correct, due, mastered: isMastered(item) }];
  });
  return Object.fromEntries(items);
}

/** Keys of misconceptions, `<pack>/<misconception>`. */
function misconceptionsJson(progress: Progress) {
  const met = [...metIds(progress)];
  return {
    lookAgain: met.filter(([, overcome]) => !overcome).map(([key]) => key),
    overcome: met.filter(([, overcome]) => overcome).map(([key]) => key),
  };
}
