import type { ItemProgress, LessonProgress, Progress } from './events.ts';

/** What authors renamed: each map leads from an old name to the one that is used now. */
export interface Renames {
  /** Keys of lessons, `<pack>/<lesson>`. */
  readonly lessons: ReadonlyMap<string, string>;
  /** Keys of items, `<pack>/<item>`. */
  readonly items: ReadonlyMap<string, string>;
  /** Ids of steps, by the key that their lesson has now. */
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Progress under the names that content has today. The log keeps the old names for ever; this is done to what it
 * amounts to. Where something is known under both the old and the new name, both are put together.
 *
 * @param progress as folded; not changed
 * @param renames what was renamed; each name is looked up once, so two lessons may swap names
 * @returns progress under the new names
 */
export function renameProgress(progress: Progress, renames: Renames): Progress {
  const lessons: Record<string, LessonProgress> = Object.create(null);
  for (const [old, known] of Object.entries(progress.lessons)) {
    const key = renames.lessons.get(old) ?? old;
    const lesson = renameSteps(known, renames.steps.get(key));
    const other = lessons[key];
    lessons[key] = other ? joinLessons(other, lesson) : lesson;
  }
  const items: Record<string, ItemProgress> = Object.create(null);
  for (const [old, item] of Object.entries(progress.items)) {
    const key = renames.items.get(old) ?? old;
    const other = items[key];
    items[key] = other ? joinItems(other, item) : item;
  }
  const { current } = progress;
  if (current === undefined) return { lessons, items };
  return { lessons, items, current: renames.lessons.get(current) ?? current };
}

function renameSteps(lesson: LessonProgress, steps: ReadonlyMap<string, string> | undefined): LessonProgress {
  if (!steps || steps.size === 0) return lesson;
  const name = (step: string): string => steps.get(step) ?? step;
  return { ...lesson, step: name(lesson.step), seen: [...new Set(lesson.seen.map(name))] };
}

/** Folded progress has no logical clock any more; which of the two was worked on last, only `at` can tell. */
function joinLessons(one: LessonProgress, other: LessonProgress): LessonProgress {
  const [earlier, later] = one.at <= other.at ? [one, other] : [other, one];
  return {
    state: one.state === 'done' || other.state === 'done' ? 'done' : 'started',
    step: later.step,
    seen: [...new Set([...earlier.seen, ...later.seen])],
    at: later.at,
  };
}

function joinItems(one: ItemProgress, other: ItemProgress): ItemProgress {
  if (one.revision !== other.revision) return one.revision > other.revision ? one : other;
  const [earlier, later] = (one.last?.at ?? 0) <= (other.last?.at ?? 0) ? [one, other] : [other, one];
  const last = later.last ?? earlier.last;
  return {
    revision: one.revision,
    seen: one.seen + other.seen,
    correct: one.correct + other.correct,
    ...(last && { last }),
  };
}
