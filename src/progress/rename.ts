import type { Card, ItemProgress, LabProgress, LessonProgress, Progress, QuizProgress } from './events.ts';
import { joinLabs } from './fold-lab.ts';
import { betterResult } from './fold-quiz.ts';
import { afterRightDay } from './mastery.ts';

/** What authors renamed: each map leads from an old name to the one that is used now. */
export interface Renames {
  /** Keys of lessons, `<pack>/<lesson>`. */
  readonly lessons: ReadonlyMap<string, string>;
  /** Keys of items, `<pack>/<item>`. */
  readonly items: ReadonlyMap<string, string>;
  /** Ids of steps, by the key that their lesson has now. */
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Keys of quizzes, `<pack>/<quiz>`; none was renamed if it is left out. */
  readonly quizzes?: ReadonlyMap<string, string>;
  /** Keys of labs, `<pack>/<lab>`; none was renamed if it is left out. */
  readonly labs?: ReadonlyMap<string, string>;
  /** Ids of tasks, by the key that their lab has now; none was renamed if it is left out. */
  readonly tasks?: ReadonlyMap<string, ReadonlyMap<string, string>>;
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
  const quizzes: Record<string, QuizProgress> = Object.create(null);
  for (const [old, known] of Object.entries(progress.quizzes)) {
    const key = renames.quizzes?.get(old) ?? old;
    const quiz = renameAsked(known, renames.items);
    const other = quizzes[key];
    quizzes[key] = other ? joinQuizzes(other, quiz, key === old) : quiz;
  }
  const labs: Record<string, LabProgress> = Object.create(null);
  for (const [old, known] of Object.entries(progress.labs)) {
    const key = renames.labs?.get(old) ?? old;
    const lab = renameTasks(known, renames.tasks?.get(key));
    const other = labs[key];
    labs[key] = other ? joinLabs(other, lab) : lab;
  }
  const { current } = progress;
  let items: Progress['items'] | undefined;
  return {
    lessons,
    // There may be thousands, and whoever asks where the learner is does not ask for them.
    get items() {
      items ??= renameItems(progress.items, renames.items);
      return items;
    },
    quizzes,
    labs,
    ...(current !== undefined && { current: renames.lessons.get(current) ?? current }),
  };
}

/** There may be thousands of items, and seldom is one of them renamed: without a rename none is copied. */
function renameItems(items: Progress['items'], names: ReadonlyMap<string, string>): Progress['items'] {
  if (![...names.keys()].some((old) => items[old])) return items;
  const renamed: Record<string, ItemProgress> = Object.create(null);
  for (const [old, item] of Object.entries(items)) {
    const key = names.get(old) ?? old;
    const other = renamed[key];
    renamed[key] = other ? joinItems(other, item) : item;
  }
  return renamed;
}

function renameSteps(lesson: LessonProgress, steps: ReadonlyMap<string, string> | undefined): LessonProgress {
  if (!steps || steps.size === 0) return lesson;
  const name = (step: string): string => steps.get(step) ?? step;
  return {
    ...lesson,
    step: name(lesson.step),
    seen: [...new Set(lesson.seen.map(name))],
    ...(lesson.tried && { tried: [...new Set(lesson.tried.map(name))] }),
  };
}

function renameTasks(lab: LabProgress, tasks: ReadonlyMap<string, string> | undefined): LabProgress {
  if (!tasks) return lab;
  return { ...lab, met: [...new Set(lab.met.map((task) => tasks.get(task) ?? task))] };
}

/** Folded progress has no logical clock any more; which of the two was worked on last, only `at` can tell. */
function joinLessons(one: LessonProgress, other: LessonProgress): LessonProgress {
  const [earlier, later] = one.at <= other.at ? [one, other] : [other, one];
  const tried = [...new Set([...(earlier.tried ?? []), ...(later.tried ?? [])])];
  return {
    state: one.state === 'done' || other.state === 'done' ? 'done' : 'started',
    step: later.step,
    seen: [...new Set([...earlier.seen, ...later.seen])],
    ...(tried.length > 0 && { tried }),
    at: later.at,
  };
}

/** Answers to an older meaning of the item say nothing about the newer one. */
function joinItems(one: ItemProgress, other: ItemProgress): ItemProgress {
  if (one.revision !== other.revision) return one.revision > other.revision ? one : other;
  const [earlier, later] = (one.last?.at ?? 0) <= (other.last?.at ?? 0) ? [one, other] : [other, one];
  const last = later.last ?? earlier.last;
  const card = longerHistory(earlier.card, later.card);
  const met = [...new Set([...(earlier.met ?? []), ...(later.met ?? [])])];
  return {
    revision: one.revision,
    seen: one.seen + other.seen,
    correct: one.correct + other.correct,
    ...(card && { card }),
    pending: [...earlier.pending, ...later.pending].sort((first, second) => first.at - second.at),
    rightDays: joinRightDays(earlier, later),
    ...(met.length > 0 && { met }),
    ...(last && { last }),
  };
}

/** The card that more reviews went into: where both names have one, that of the newer name went on from the older's. */
function longerHistory(earlier: Card | undefined, later: Card | undefined): Card | undefined {
  if (!earlier || !later) return later ?? earlier;
  return later.reps >= earlier.reps ? later : earlier;
}

/** Days from before a wrong answer do not count, and a wrong answer under the later name came after the earlier one's days. */
function joinRightDays(earlier: ItemProgress, later: ItemProgress): readonly number[] {
  if (later.correct < later.seen) return later.rightDays;
  return later.rightDays.reduce(afterRightDay, earlier.rightDays);
}

function renameAsked({ attempt, ...rest }: QuizProgress, items: ReadonlyMap<string, string>): QuizProgress {
  if (!attempt) return rest;
  const name = (item: string): string => items.get(item) ?? item;
  const answers: Record<string, (typeof attempt.answers)[string]> = Object.create(null);
  for (const [item, answer] of Object.entries(attempt.answers)) answers[name(item)] = answer;
  return { ...rest, attempt: { ...attempt, items: attempt.items.map(name), answers } };
}

/** Of two attempts under way, the one under the name of today was begun later. */
function joinQuizzes(one: QuizProgress, other: QuizProgress, isOtherToday: boolean): QuizProgress {
  const attempt = isOtherToday ? (other.attempt ?? one.attempt) : (one.attempt ?? other.attempt);
  const best = one.best && other.best ? betterResult(one.best, other.best) : (one.best ?? other.best);
  return { ...(attempt && { attempt }), ...(best && { best }) };
}
