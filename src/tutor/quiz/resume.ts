import type { QuizProgress } from '../../progress/events.ts';
import type { SessionItem, SessionSettings } from './state.ts';

/**
 * An attempt that an earlier session began, to go on with: the same items in the same order, the same seed, and what was
 * answered.
 *
 * @param attempt as the log knows it
 * @param pool the items that the quiz has today; those that it no longer has are left out
 * @returns the settings of a session, or nothing if none of its items is left
 */
export function resumedAttempt(
  attempt: NonNullable<QuizProgress['attempt']>,
  pool: readonly SessionItem[],
): Pick<SessionSettings, 'items' | 'seed' | 'answers' | 'resumed'> | undefined {
  const items = attempt.items.flatMap((key) => pool.find((asked) => asked.key === key) ?? []);
  if (items.length === 0) return undefined;
  const answers = items.flatMap(({ key }) => {
    const given = attempt.answers[key];
    return given === undefined ? [] : [[key, given] as const];
  });
  return { items, seed: attempt.seed, answers: Object.fromEntries(answers), resumed: true };
}
