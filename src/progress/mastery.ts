import type { ItemProgress } from './events.ts';

/** On how many different days an item must have been right to be mastered. */
const RIGHT_DAYS = 3;

/** How many days must lie between the last two of them. */
const LAST_GAP = 7;

/**
 * Whether an item is mastered: right on three different days, the last gap at least a week, nothing wrong since.
 * After Rawson and Dunlosky (2011): what was recalled on several days, spaced out, stays.
 *
 * @param item what is known of it
 */
export function isMastered({ rightDays }: Pick<ItemProgress, 'rightDays'>): boolean {
  const { length } = rightDays;
  return length >= RIGHT_DAYS && rightDays[length - 1]! - rightDays[length - 2]! >= LAST_GAP;
}

/**
 * The days on which an item was right, after one more right answer.
 *
 * Sorted, so that a clock set back by a day, or a log of another computer, only puts a day where it belongs.
 *
 * @param rightDays the days before, ascending; not changed
 * @param day the day of the answer, in days since 1970
 * @returns the days after: at most three
 */
export function afterRightDay(rightDays: readonly number[], day: number): readonly number[] {
  const { length } = rightDays;
  const last = rightDays[length - 1];
  if (last === day || isMastered({ rightDays })) return rightDays;
  // As good as always, days come in order, and logs are long.
  if (last === undefined || day > last) return [...rightDays.slice(length < RIGHT_DAYS ? 0 : 1), day];
  if (rightDays.includes(day)) return rightDays;
  return [...rightDays, day].sort((one, other) => one - other).slice(-RIGHT_DAYS);
}
