import type { Event } from './events.ts';

/**
 * The order of the log: by logical clock, then by id. Wall clocks play no part, so one that is set back breaks nothing.
 *
 * @returns negative, zero or positive, as `Array.sort` wants it
 */
export function compareEvents(one: Event, other: Event): number {
  return one.n - other.n || compareText(one.id, other.id);
}

/**
 * Events in the order of the log, each once. The result depends on which events are there, not on how they came.
 *
 * An event never changes, so one that came twice has the same clock both times, and the two end up side by side: no
 * set of 100,000 ids is needed, which would cost as much as parsing them.
 *
 * @param events in any order, with repetitions; not changed
 * @returns the events; the same array if there was nothing to do
 */
export function inOrder(events: readonly Event[]): readonly Event[] {
  if (isInOrder(events)) return events;
  const sorted = [...events].sort(
    // Two different events under one id are nobody's doing, but which of them counts must not depend on chance.
    (one, other) => compareEvents(one, other) || (one === other ? 0 : compareText(text(one), text(other))),
  );
  return sorted.filter((event, index) => {
    const before = sorted[index - 1];
    return before === undefined || before.n !== event.n || before.id !== event.id;
  });
}

function isInOrder(events: readonly Event[]): boolean {
  let n = -1;
  for (const event of events) {
    if (event.n <= n) return false;
    n = event.n;
  }
  return true;
}

function text(event: Event): string {
  return JSON.stringify(event);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
