import { emptyProgress } from './blank.ts';
import { inOrder } from './event-order.ts';
import { isNewer } from './event-shape.ts';
import type {
  Card,
  Event,
  ItemProgress,
  LabProgress,
  LessonProgress,
  Progress,
  QuizProgress,
} from './events.ts';
import { afterAnswer, afterSettling, afterSure, type Fresh } from './fold-item.ts';
import { afterLabEvent } from './fold-lab.ts';
import { afterQuizAnswer, afterQuizDone, afterStart, forgetQuizzes, noteSure } from './fold-quiz.ts';

/** Progress while it is being folded: the records are changed in place, what they hold is replaced. */
interface Draft {
  lessons: Record<string, LessonProgress>;
  items: Record<string, ItemProgress>;
  quizzes: Record<string, QuizProgress>;
  labs: Record<string, LabProgress>;
  current?: string;
}

/** Progress that grows event by event. */
export interface Fold {
  /** Counts one more event, which comes after all those before in the order of the log. */
  add(event: Event): void;
  /**
   * Puts reviews into cards, so that they need not be kept.
   *
   * @param cards by item key; keys that are not known are passed over
   * @param now the time of settling, in milliseconds since 1970: reviews that could become sure then are not in them
   */
  settle(cards: ReadonlyMap<string, Card>, now: number): void;
  /** Progress so far: a value that later events leave alone. */
  progress(): Progress;
}

/**
 * Begins a fold. Events are counted once somebody asks for progress, and progress is copied only when it was asked for
 * since: a copy for each event would cost more than the disk does once a few hundred items are known.
 *
 * @param from progress to go on from; not changed
 * @returns the fold
 */
export function createFold(from: Progress = emptyProgress()): Fold {
  let draft: Draft = from;
  let isShared = true;
  let fresh: Fresh = new Set();
  let waiting: Event[] = [];
  const own = (): void => {
    if (!isShared) return;
    draft = copyOf(draft);
    fresh = new Set();
    isShared = false;
  };
  const catchUp = (): void => {
    if (waiting.length === 0) return;
    own();
    for (const event of waiting) apply(draft, event, fresh);
    waiting = [];
  };
  return {
    add(event) {
      waiting.push(event);
    },
    settle(cards, now) {
      catchUp();
      own();
      for (const [key, card] of cards) {
        const item = draft.items[key];
        if (item) draft.items[key] = afterSettling(item, card, now);
      }
    },
    progress() {
      catchUp();
      isShared = true;
      return draft;
    },
  };
}

/**
 * Progress after one more event.
 *
 * @param progress before; not changed
 * @param event what happened, after all that was folded before; one of a newer version changes nothing
 * @returns progress after
 */
export function applyEvent(progress: Progress, event: Event): Progress {
  const result = createFold(progress);
  result.add(event);
  return result.progress();
}

/**
 * The progress that a log amounts to. The result is the same however the events are ordered or repeated.
 *
 * @param events the log, in any order
 * @returns progress; events of newer versions are passed over
 */
export function fold(events: readonly Event[]): Progress {
  const result = createFold();
  for (const event of inOrder(events)) result.add(event);
  return result.progress();
}

function apply(draft: Draft, event: Event, fresh: Fresh): void {
  if (isNewer(event)) return;
  switch (event.type) {
    case 'step-seen':
      draft.lessons[event.lesson] = afterStep(draft.lessons[event.lesson], event.step, event.at);
      draft.current = event.lesson;
      return;
    case 'lesson-done': {
      const known = draft.lessons[event.lesson];
      // Done without a step: this log lost the steps, and has no better place to resume at.
      draft.lessons[event.lesson] = {
        state: 'done',
        step: known?.step ?? '',
        seen: known?.seen ?? [],
        ...(known?.tried && { tried: known.tried }),
        at: event.at,
      };
      draft.current = event.lesson;
      return;
    }
    case 'answered': {
      draft.items[event.item] = afterAnswer(draft.items[event.item], event, fresh);
      const quiz = event.quiz === undefined ? undefined : draft.quizzes[event.quiz];
      if (quiz) draft.quizzes[event.quiz!] = afterQuizAnswer(quiz, event);
      return;
    }
    case 'sure': {
      const known = draft.items[event.item];
      if (known) draft.items[event.item] = afterSure(known, event.sure, event.at, fresh);
      noteSure(draft.quizzes, event.item, event.sure);
      return;
    }
    case 'quiz-started':
      draft.quizzes[event.quiz] = afterStart(draft.quizzes[event.quiz], event);
      return;
    case 'quiz-done':
      draft.quizzes[event.quiz] = afterQuizDone(draft.quizzes[event.quiz], event);
      return;
    case 'try-met': {
      const known = draft.lessons[event.lesson] ?? {
        state: 'started',
        step: event.step,
        seen: [],
        at: event.at,
      };
      const tried = known.tried ?? [];
      draft.lessons[event.lesson] = {
        ...known,
        tried: tried.includes(event.step) ? tried : [...tried, event.step],
        at: event.at,
      };
      draft.current = event.lesson;
      return;
    }
    case 'lab-started':
    case 'task-met':
    case 'lab-done':
      draft.labs[event.lab] = afterLabEvent(draft.labs[event.lab], event);
      return;
    case 'lab-reset':
      delete draft.labs[event.lab];
      forgetItems(draft, event.items);
      return;
    case 'reset':
      forget(draft, event);
      return;
    case 'passed-over':
      // Nothing was answered, so nothing is known of the item that was not known before.
      return;
  }
}

function afterStep(known: LessonProgress | undefined, step: string, at: number): LessonProgress {
  if (!known) return { state: 'started', step, seen: [step], at };
  const seen = known.seen.includes(step) ? known.seen : [...known.seen, step];
  return { ...known, step, seen, at };
}

function forget(
  draft: Draft,
  { lesson, items, quizzes = [], labs = [] }: Extract<Event, { type: 'reset' }>,
): void {
  if (lesson === '*') {
    Object.assign(draft, emptyProgress());
    delete draft.current;
    return;
  }
  delete draft.lessons[lesson];
  for (const lab of labs) delete draft.labs[lab];
  forgetItems(draft, items, quizzes);
  if (draft.current === lesson) delete draft.current;
}

function forgetItems(draft: Draft, items: readonly string[], quizzes: readonly string[] = []): void {
  for (const item of items) delete draft.items[item];
  forgetQuizzes(draft.quizzes, quizzes, items);
}

function copyOf(progress: Progress): Draft {
  const { lessons, items, quizzes, labs, current } = progress;
  return {
    lessons: copy(lessons),
    items: copy(items),
    quizzes: copy(quizzes),
    labs: copy(labs),
    ...(current !== undefined && { current }),
  };
}

function copy<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
