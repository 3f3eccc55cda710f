/** What is due, from cards as they stand. Needs no scheduler, so that it costs a start nothing. */
import { DAY, endOfLocalDay, localDay } from './days.ts';
import type { Card, ItemProgress, Progress } from './events.ts';

/** The longest interval, in days: what is never asked again is lost. */
const LONGEST = 60;

/** An interval before an exam is at most this share of what is left. */
const SHARE_BEFORE_EXAM = 1 / 5;

/**
 * No interval ends later than this, in milliseconds, even on a computer whose clock is two days ahead: what does was put
 * off by a clock that ran far ahead once, and would wait for years.
 */
const FARTHEST = (LONGEST + 2) * DAY;

/** An item that is due. */
export interface DueItem {
  /** `<pack>/<item>`. */
  readonly key: string;
  /** In milliseconds since 1970. */
  readonly due: number;
}

/**
 * An interval of the scheduler, clamped: to 60 days, or before an exam to a fifth of what is left until then.
 *
 * @param days whole days, as scheduled
 * @param at when the interval begins, in milliseconds since 1970
 * @param exam the day of the exam, in milliseconds since 1970
 * @returns whole days, at least one
 */
export function clampDays(days: number, at: number, exam?: number): number {
  const left = exam === undefined || exam <= at ? Number.POSITIVE_INFINITY : (exam - at) / DAY;
  return Math.max(1, Math.min(days, LONGEST, Math.floor(left * SHARE_BEFORE_EXAM)));
}

/**
 * When an item is due.
 *
 * @param card where it stands in the schedule
 * @param exam the day of the exam that the learner prepares for, in milliseconds since 1970
 * @returns milliseconds since 1970
 */
export function dueAt(card: Card, exam?: number): number {
  if (exam === undefined) return card.due;
  const days = Math.round((card.due - card.lastReview) / DAY);
  return card.lastReview + clampDays(days, card.lastReview, exam) * DAY;
}

/**
 * The items that are due today, those that wait longest first. What is due at any hour of today is due: nobody comes
 * back at the minute.
 *
 * @param progress with its reviews settled; those of today need not be, for what was answered today is not due today
 * @param now the wall clock, in milliseconds since 1970
 * @param exam the day of the exam that the learner prepares for, in milliseconds since 1970
 */
export function dueItems(progress: Progress, now: number, exam?: number): DueItem[] {
  const isDue = dueBy(now);
  const found: DueItem[] = [];
  for (const key in progress.items) {
    const { card, pending } = progress.items[key]!;
    if (!card || pending.length > 0) continue;
    const due = dueAt(card, exam);
    if (isDue(due)) found.push({ key, due });
  }
  return found.sort(byDue);
}

/**
 * Whether something is due today.
 *
 * @param now the wall clock, in milliseconds since 1970
 * @returns tells of a time, in milliseconds since 1970, whether what is due then is due today
 */
export function dueBy(now: number): (due: number) => boolean {
  const end = endOfLocalDay(now);
  return (due) => due < end || due > now + FARTHEST;
}

/** The order in which items come back: those that wait longest first. */
export function byDue(one: DueItem, other: DueItem): number {
  return one.due - other.due || (one.key < other.key ? -1 : 1);
}

/**
 * How many items come due on each of the coming days.
 *
 * @param items those to count
 * @param now the wall clock, in milliseconds since 1970
 * @param days how many days, today included
 * @returns a count a day; today's has everything that is due by then
 */
export function dueByDay(items: readonly ItemProgress[], now: number, days: number): number[] {
  const counts = new Array<number>(days).fill(0);
  const today = localDay(now);
  const isDue = dueBy(now);
  for (const { card } of items) {
    if (!card) continue;
    const day = isDue(card.due) ? 0 : localDay(card.due) - today;
    if (day < days) counts[day]! += 1;
  }
  return counts;
}

/**
 * Whether some item has reviews that the schedule must still count before it is known what is due.
 *
 * @param progress as folded
 * @param before reviews from this day on do not matter, in days since 1970; all matter without it. An item that was
 *   reviewed today cannot be due today, for no interval is shorter than a day
 */
export function needsSettling(progress: Progress, before = Number.POSITIVE_INFINITY): boolean {
  for (const key in progress.items) {
    const last = progress.items[key]!.pending.at(-1);
    if (last && localDay(last.at) < before) return true;
  }
  return false;
}
