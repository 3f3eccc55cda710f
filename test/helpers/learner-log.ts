import type { Event, EventBody } from '../../src/progress/events.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What the log of a diligent learner is made of. */
export interface LearnerLog {
  /** `<pack>/<item>` of everything that is answered, in turn, again and again. */
  readonly items: readonly string[];
  /** How many events there are in all. */
  readonly events: number;
  /** Over how many days they are spread, evenly. */
  readonly days: number;
  /** When the last of them was, in milliseconds since 1970. */
  readonly end: number;
  /** How many events of the same learner came before; none if left out. */
  readonly before?: number;
}

/**
 * The log of a learner who goes through all items again and again, to measure with: one answer of five is wrong, and
 * after every other answer they say how sure they were.
 *
 * @returns events of one writer, in order
 */
export function learnerLog({ items, events, days, end, before = 0 }: LearnerLog): Event[] {
  const bodies: EventBody[] = [];
  for (let answer = 0; bodies.length < events; answer++) {
    const item = items[answer % items.length]!;
    // Rounds differ, so that no item is the one that is always wrong.
    const correct = (answer + Math.floor(answer / items.length)) % 5 !== 0;
    bodies.push({
      type: 'answered',
      item,
      revision: 1,
      answer: correct ? 'right' : 'wrong',
      correct,
      score: correct ? 1 : 0,
      max: 1,
      misconceptions: correct ? [] : ['image-is-mutable'],
      via: 'review',
    });
    if (answer % 2 === 0 && bodies.length < events)
      bodies.push({ type: 'sure', item, sure: answer % 6 !== 0 });
  }
  const pace = (days * DAY) / events;
  return bodies.map((body, index) => {
    const at = Math.floor(end - (events - 1 - index) * pace);
    return { v: 1, id: `learner0001-${before + index}`, n: before + index + 1, at, ...body };
  });
}
