/**
 * When to ask again, by FSRS as ts-fsrs has it. Only commands that show what is due load this room: the library costs a
 * start a millisecond, and thousands of reviews cost more.
 */
import { type CardInput, fsrs, Rating, State } from 'ts-fsrs';
import { DAY, localDay } from './days.ts';
import { clampDays } from './due.ts';
import type { Card, ItemProgress, Progress, Review } from './events.ts';
import { mayBecomeSure } from './fold-item.ts';

/** Nine of ten are to be recalled when they come back; whole days only, and no chance in them. */
const scheduler = fsrs({ request_retention: 0.9, enable_short_term: false, enable_fuzz: false });

/** Sums of thirds and sixths miss a whole by less than this. */
const ROUNDING = 1e-9;

type Grade = Rating.Again | Rating.Hard | Rating.Good;

/** What an answer says of memory, before it is known when to ask again. */
type Memory = Omit<Card, 'due' | 'state'>;

/**
 * How well an item was recalled (content format, "For review"): less than half of the points is Again; all of them, and
 * sure or not asked, is Good; what lies between, or right but unsure, is Hard.
 *
 * @param review an answer
 */
export function ratingOf({ share, sure }: Review): Grade {
  if (share < 0.5 - ROUNDING) return Rating.Again;
  return share > 1 - ROUNDING && sure !== false ? Rating.Good : Rating.Hard;
}

/**
 * An item whose reviews have gone into its card. Settling twice is settling once, and settling in two goes is the same
 * as in one.
 *
 * @param item as folded; not changed
 * @param now if given, reviews that the learner may still call sure or unsure at this time stay pending
 * @returns the same item if there was nothing to settle
 */
export function settle(item: ItemProgress, now?: number): ItemProgress {
  const open = now === undefined ? [] : item.pending.filter((review) => mayBecomeSure(review, now));
  const reviews = open.length === 0 ? item.pending : item.pending.filter((review) => !open.includes(review));
  const last = reviews.at(-1);
  if (!last) return item;
  let memory: Memory | undefined = item.card;
  for (let index = 0; index < reviews.length - 1; index++) memory = remembered(memory, reviews[index]!);
  return { ...item, card: scheduled(memory, last), pending: open };
}

/**
 * Progress with the reviews of every item settled.
 *
 * @param progress as folded; not changed
 * @param now as in {@link settle}
 * @returns the same progress if there was nothing to settle
 */
export function settleAll(progress: Progress, now?: number): Progress {
  const changed: Record<string, ItemProgress> = Object.create(null);
  let isChanged = false;
  for (const key in progress.items) {
    const item = progress.items[key]!;
    const settled = item.pending.length === 0 ? item : settle(item, now);
    if (settled === item) continue;
    changed[key] = settled;
    isChanged = true;
  }
  if (!isChanged) return progress;
  return { ...progress, items: Object.assign(Object.create(null), progress.items, changed) };
}

/**
 * The cards to keep for the items of a log, which have the names that they were answered under.
 *
 * @param stored progress as the log has it
 * @param settled the same under the names of today, with its reviews settled
 * @param names from an old item key to that of today
 * @returns cards by the key in the log; items known under several names get the one card of all their reviews
 */
export function cardsToKeep(
  stored: Progress,
  settled: Progress,
  names: ReadonlyMap<string, string>,
): Map<string, Card> {
  const cards = new Map<string, Card>();
  for (const key in stored.items) {
    const item = stored.items[key]!;
    const now = settled.items[names.get(key) ?? key];
    if (item.pending.length === 0 || !now?.card || now.card === item.card) continue;
    if (now.revision === item.revision) cards.set(key, now.card);
  }
  return cards;
}

/** Only the last review's interval is ever seen: those before need what they did to memory, at a tenth of the work. */
function remembered(before: Memory | undefined, review: Review): Memory {
  const rating = ratingOf(review);
  const next = scheduler.next_state(before ?? null, daysBetween(before, review), rating);
  return {
    stability: next.stability,
    difficulty: next.difficulty,
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (before && rating === Rating.Again ? 1 : 0),
    lastReview: review.at,
  };
}

function scheduled(before: Memory | undefined, review: Review): Card {
  // The library counts days by the calendar of Greenwich: it is handed local days as days of that calendar.
  const lastDay = before ? localDay(before.lastReview) * DAY : 0;
  const today = lastDay + daysBetween(before, review) * DAY;
  const input: CardInput = {
    due: lastDay,
    stability: before?.stability ?? 0,
    difficulty: before?.difficulty ?? 0,
    reps: before?.reps ?? 0,
    lapses: before?.lapses ?? 0,
    state: before ? State.Review : State.New,
    last_review: before ? new Date(lastDay) : null,
    elapsed_days: 0,
    scheduled_days: 0,
    learning_steps: 0,
  };
  const { card } = scheduler.next(input, new Date(today), ratingOf(review));
  return {
    due: review.at + clampDays(card.scheduled_days, review.at) * DAY,
    stability: card.stability,
    difficulty: card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    lastReview: review.at,
  };
}

/** In local days; none if the clock was set back in between. */
function daysBetween(before: Memory | undefined, { at }: Review): number {
  return before ? Math.max(0, localDay(at) - localDay(before.lastReview)) : 0;
}
