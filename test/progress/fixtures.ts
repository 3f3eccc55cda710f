import fc from 'fast-check';
import type { Folder } from '../../src/platform/folder.ts';
import type { Event, EventBody } from '../../src/progress/events.ts';
import { hostMark } from '../../src/progress/log-name.ts';
import type { ProgressStore } from '../../src/progress/port.ts';
import { openStore, type StoreOptions } from '../../src/progress/store.ts';

/** The wall clock in these tests, in milliseconds since 1970. */
export const NOW = 1_760_000_000_000;

let writers = 0;

/** Opens a store as a process of its own, which runs on the computer `lab-1` unless said otherwise. */
export function open(folder: Folder, options: Partial<StoreOptions> = {}): ProgressStore {
  const writer = ++writers;
  let ids = 0;
  return openStore({
    folder,
    now: () => NOW,
    hostname: 'lab-1',
    pid: 1000 + writer,
    isAlive: () => false,
    randomId: () => `writer${String(writer).padStart(6, '0')}${++ids}`,
    ...options,
  });
}

/** The name of a log file of a process on `lab-1`. */
export function logFile(id: string, pid = 1): string {
  return `log/${id}.${hostMark('lab-1')}.${pid}.jsonl`;
}

/** A step that was seen. */
export function seen(step: string, lesson = 'pack/lesson'): EventBody {
  return { type: 'step-seen', lesson, step };
}

/** An item that was answered. */
export function answered(item: string, correct = true, revision = 1): EventBody {
  return {
    type: 'answered',
    item,
    revision,
    answer: 'a',
    correct,
    score: correct ? 1 : 0,
    max: 1,
    misconceptions: correct ? [] : ['E1'],
    via: 'lesson',
  };
}

/** An event of a log. */
export function event(n: number, body: EventBody, writer = 'someone', at = NOW): Event {
  return { v: 1, id: `${writer}-${n}`, n, at, ...body };
}

/** An answer that earned a share of the points. */
export function partly(item: string, share: number): EventBody {
  return { ...answered(item, share === 1), score: share } as EventBody;
}

/** How sure the learner was of the answer just before. */
export function sure(item: string, isSure = true): EventBody {
  return { type: 'sure', item, sure: isSure };
}

const lesson = fc.constantFrom('pack/one', 'pack/two', 'other/one');
const item = fc.constantFrom('pack/a', 'pack/b', 'other/a');
const step = fc.constantFrom('first', 'second', 'third');
const quiz = fc.constantFrom('pack/quiz', 'other/quiz');

const body: fc.Arbitrary<EventBody> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('step-seen' as const), lesson, step }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(item, fc.boolean(), fc.integer({ min: 1, max: 2 }), fc.option(quiz, { nil: undefined }))
      .map(([key, correct, revision, within]) => {
        const body = answered(key, correct, revision);
        return within === undefined ? body : ({ ...body, via: 'quiz', quiz: within } as EventBody);
      }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('sure' as const), item, sure: fc.boolean() }) },
  fc.record({
    type: fc.constant('quiz-started' as const),
    quiz,
    seed: fc.constantFrom('s1', 's2'),
    items: fc.uniqueArray(item, { minLength: 1 }),
  }),
  fc.record({
    type: fc.constant('quiz-done' as const),
    quiz,
    score: fc.integer({ min: 0, max: 3 }),
    max: fc.constant(3),
    passed: fc.boolean(),
  }),
  fc.record({ type: fc.constant('passed-over' as const), item }),
  fc.record({ type: fc.constant('lesson-done' as const), lesson }),
  fc.record({
    type: fc.constant('reset' as const),
    lesson: fc.oneof(lesson, fc.constant('*')),
    items: fc.array(item, { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant('reset' as const),
    lesson,
    items: fc.array(item, { maxLength: 1 }),
    quizzes: fc.array(quiz, { maxLength: 1 }),
  }),
);

/** Any time at all, but mostly some days or minutes apart. */
const at = fc.oneof(
  fc.integer(),
  fc.integer({ min: 0, max: 40 }).map((days) => NOW + days * 24 * 60 * 60 * 1000),
  fc.integer({ min: 0, max: 200 }).map((minutes) => NOW + minutes * 60_000),
);

/** Logs of several writers: clocks may be equal between writers, ids are unique. */
export const someEvents: fc.Arbitrary<Event[]> = fc.uniqueArray(
  fc
    .tuple(body, fc.integer({ min: 1, max: 30 }), fc.constantFrom('ann', 'ben', 'cho'), at)
    .map(([what, n, writer, at]) => event(n, what, writer, at)),
  { selector: ({ id }) => id, maxLength: 40 },
);
