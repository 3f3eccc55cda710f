import type { Event, QuizProgress } from './events.ts';

type Attempt = NonNullable<QuizProgress['attempt']>;
type Result = NonNullable<QuizProgress['best']>;
type Quizzes = Record<string, QuizProgress>;

/**
 * An attempt that begins: one that was under way is given up.
 *
 * @param known what was known of the quiz before
 */
export function afterStart(
  known: QuizProgress | undefined,
  { seed, items }: Extract<Event, { type: 'quiz-started' }>,
): QuizProgress {
  return { ...known, attempt: { seed, items, answers: Object.create(null) } };
}

/**
 * An attempt with one more answer.
 *
 * @param known what was known of the quiz before
 * @returns what is known after; the same if no attempt is under way
 */
export function afterQuizAnswer(
  known: QuizProgress,
  { item, answer, score, max }: Extract<Event, { type: 'answered' }>,
): QuizProgress {
  const { attempt } = known;
  if (!attempt) return known;
  return { ...known, attempt: withAnswer(attempt, item, { answer, score, max }) };
}

/**
 * Puts how sure the learner was of an item beside their answer to it, in the attempts under way that have one.
 *
 * @param quizzes changed in place; what they hold is replaced
 * @param item `<pack>/<item>`
 * @param sure what they said
 */
export function noteSure(quizzes: Quizzes, item: string, sure: boolean): void {
  for (const quiz in quizzes) {
    const known = quizzes[quiz]!;
    const answered = known.attempt?.answers[item];
    if (known.attempt && answered) {
      quizzes[quiz] = { ...known, attempt: withAnswer(known.attempt, item, { ...answered, sure }) };
    }
  }
}

/**
 * An attempt that came to its end.
 *
 * @param known what was known of the quiz before; nothing, if the log lost the attempt's beginning
 * @returns the quiz without an attempt, and with the better of the two results; of equal ones the first
 */
export function afterQuizDone(
  known: QuizProgress | undefined,
  { score, max, passed, at }: Extract<Event, { type: 'quiz-done' }>,
): QuizProgress {
  const result = { score, max, passed, at };
  return { best: known?.best ? betterResult(known.best, result) : result };
}

/** The better of two results of one quiz: the greater share of the points; of equal ones the first in time. */
export function betterResult(one: Result, other: Result): Result {
  const gap = shareOf(other) - shareOf(one);
  return gap > 0 || (gap === 0 && other.at < one.at) ? other : one;
}

/**
 * Forgets what belongs to a lesson: its quizzes, and attempts at others that ask one of its items.
 *
 * @param quizzes changed in place
 * @param forgotten keys of quizzes
 * @param items keys of items
 */
export function forgetQuizzes(
  quizzes: Quizzes,
  forgotten: readonly string[],
  items: readonly string[],
): void {
  for (const quiz of forgotten) delete quizzes[quiz];
  for (const [quiz, { attempt, ...rest }] of Object.entries(quizzes)) {
    if (!attempt?.items.some((item) => items.includes(item))) continue;
    if (rest.best) quizzes[quiz] = rest;
    else delete quizzes[quiz];
  }
}

function withAnswer(attempt: Attempt, item: string, answer: Attempt['answers'][string]): Attempt {
  const answers: Record<string, typeof answer> = Object.assign(Object.create(null), attempt.answers);
  answers[item] = answer;
  return { ...attempt, answers };
}

function shareOf({ score, max }: { readonly score: number; readonly max: number }): number {
  return max > 0 ? score / max : 0;
}
