import { localDay } from './days.ts';
import type { Card, Event, ItemProgress, Review } from './events.ts';
import { afterRightDay } from './mastery.ts';

type Answered = Extract<Event, { type: 'answered' }>;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Last = NonNullable<ItemProgress['last']>;

/**
 * What is known of an item while it is being folded: of lists, the last entry may change too. Fields that are not known
 * yet are there and undefined: objects of one shape take half the time of the fold.
 */
interface Draft extends Writable<Pick<ItemProgress, 'revision' | 'seen' | 'correct' | 'rightDays'>> {
  card: Card | undefined;
  pending: Writable<Review>[];
  met: readonly string[] | undefined;
  last: Writable<Last> | undefined;
}

/**
 * Items that were made since progress was last handed out: nobody else has them, so they may change in place. A copy
 * for each of the thousands of answers that an item may have would cost more than all the rest of the fold.
 */
export type Fresh = Set<object>;

const NO_DAYS: readonly number[] = [];

/** Confidence is asked right after the answer: what is said an hour later is about something else. */
const SURE_WITHIN = 60 * 60 * 1000;

/**
 * What is known of an item after one more answer. Answers to an older meaning of the item say nothing about the newer
 * one, whichever came first.
 *
 * @param known what was known before
 * @param event the answer
 * @param fresh items that may change in place
 */
export function afterAnswer(known: ItemProgress | undefined, event: Answered, fresh: Fresh): ItemProgress {
  if (known && known.revision > event.revision) return known;
  const item = known?.revision === event.revision ? owned(known, fresh) : unseen(event.revision, fresh);
  const { answer, correct, at, misconceptions } = event;
  item.seen += 1;
  if (correct) item.correct += 1;
  item.pending.push({ at, share: shareOf(event) });
  item.rightDays = correct ? afterRightDay(item.rightDays, localDay(at)) : NO_DAYS;
  for (const id of misconceptions) if (!item.met?.includes(id)) item.met = [...(item.met ?? []), id];
  item.last = { answer, correct, at, misconceptions };
  return item as ItemProgress;
}

/**
 * What is known of an item once the learner said how sure they were of their last answer.
 *
 * @param known what was known before
 * @param sure what they said
 * @param at when, in milliseconds since 1970
 * @param fresh items that may change in place
 */
export function afterSure(known: ItemProgress, sure: boolean, at: number, fresh: Fresh): ItemProgress {
  if (!known.last) return known;
  const item = owned(known, fresh);
  item.last!.sure = sure;
  const review = item.pending.at(-1);
  if (review && mayBecomeSure(review, at)) review.sure = sure;
  return item as ItemProgress;
}

/**
 * Whether the learner may still say how sure they were of an answer, so that the schedule must wait to count it.
 *
 * @param review the answer
 * @param now the wall clock, in milliseconds since 1970; it may have been set back since
 */
export function mayBecomeSure(review: Review, now: number): boolean {
  return Math.abs(now - review.at) <= SURE_WITHIN;
}

/**
 * What is known of an item whose reviews have gone into its card.
 *
 * @param known what was known before
 * @param card where those reviews put it
 * @param now the time of settling; reviews that could become sure then were left out of the card
 */
export function afterSettling(known: ItemProgress, card: Card, now: number): ItemProgress {
  return { ...known, card, pending: known.pending.filter((review) => mayBecomeSure(review, now)) };
}

/** The share of the points that an answer earned; an item worth nothing is right or wrong. */
function shareOf({ score, max, correct }: Answered): number {
  if (max <= 0) return correct ? 1 : 0;
  return Math.min(1, Math.max(0, score / max));
}

function unseen(revision: number, fresh: Fresh): Draft {
  const draft: Draft = {
    revision,
    seen: 0,
    correct: 0,
    card: undefined,
    pending: [],
    rightDays: NO_DAYS,
    met: undefined,
    last: undefined,
  };
  fresh.add(draft);
  return draft;
}

function owned(item: ItemProgress, fresh: Fresh): Draft {
  if (fresh.has(item)) return item as Draft;
  const draft = unseen(item.revision, fresh);
  const { pending, last, ...rest } = item;
  Object.assign(draft, rest);
  draft.pending = [...pending];
  const review = draft.pending.pop();
  if (review) draft.pending.push({ ...review });
  if (last) draft.last = { ...last };
  return draft;
}
