import { inOrder } from './event-order.ts';
import { isNewer } from './event-shape.ts';
import type { Event, ItemProgress, LessonProgress, Progress } from './events.ts';

/** Progress while it is being folded: the records are changed in place, what they hold is replaced. */
interface Draft {
  lessons: Record<string, LessonProgress>;
  items: Record<string, ItemProgress>;
  current?: string;
}

type Answered = Extract<Event, { type: 'answered' }>;

/**
 * The progress of someone who has not begun.
 *
 * @returns a fresh value; its records have no prototype, so that no key can meet one of Object's own
 */
export function emptyProgress(): Progress {
  return emptyDraft();
}

/** Progress that grows event by event. */
export interface Fold {
  /** Counts one more event, which comes after all those before in the order of the log. */
  add(event: Event): void;
  /** Progress so far: a value that later events leave alone. */
  progress(): Progress;
}

/**
 * Begins a fold. Progress is copied only when it was asked for since: a copy for each event would cost more than
 * the disk does once a few hundred items are known.
 *
 * @param from progress to go on from; not changed
 * @returns the fold
 */
export function createFold(from: Progress = emptyProgress()): Fold {
  let draft: Draft = from;
  let isShared = true;
  return {
    add(event) {
      if (isShared) draft = copyOf(draft);
      isShared = false;
      apply(draft, event);
    },
    progress() {
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

function apply(draft: Draft, event: Event): void {
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
        at: event.at,
      };
      draft.current = event.lesson;
      return;
    }
    case 'answered':
      draft.items[event.item] = afterAnswer(draft.items[event.item], event);
      return;
    case 'sure': {
      const known = draft.items[event.item];
      if (known?.last) draft.items[event.item] = { ...known, last: { ...known.last, sure: event.sure } };
      return;
    }
    case 'reset':
      forget(draft, event.lesson, event.items);
      return;
    case 'passed-over':
      // Nothing was answered, so nothing is known of the item that was not known before.
      return;
  }
}

function afterStep(known: LessonProgress | undefined, step: string, at: number): LessonProgress {
  if (!known) return { state: 'started', step, seen: [step], at };
  const seen = known.seen.includes(step) ? known.seen : [...known.seen, step];
  return { state: known.state, step, seen, at };
}

/** Answers to an older meaning of the item say nothing about the newer one, whichever came first. */
function afterAnswer(known: ItemProgress | undefined, event: Answered): ItemProgress {
  if (known && known.revision > event.revision) return known;
  const same = known?.revision === event.revision ? known : undefined;
  return {
    revision: event.revision,
    seen: (same?.seen ?? 0) + 1,
    correct: (same?.correct ?? 0) + (event.correct ? 1 : 0),
    last: {
      answer: event.answer,
      correct: event.correct,
      at: event.at,
      misconceptions: event.misconceptions,
    },
  };
}

function forget(draft: Draft, lesson: string, items: readonly string[]): void {
  if (lesson === '*') {
    draft.lessons = record();
    draft.items = record();
    delete draft.current;
    return;
  }
  delete draft.lessons[lesson];
  for (const item of items) delete draft.items[item];
  if (draft.current === lesson) delete draft.current;
}

function emptyDraft(): Draft {
  return { lessons: record(), items: record() };
}

function record<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

function copyOf(progress: Progress): Draft {
  const { lessons, items, current } = progress;
  return { lessons: copy(lessons), items: copy(items), ...(current !== undefined && { current }) };
}

function copy<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.assign(record<T>(), entries);
}
