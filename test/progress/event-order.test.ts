import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareEvents, inOrder } from '../../src/progress/event-order.ts';
import { event, seen, someEvents } from './fixtures.ts';

it('orders by the logical clock, then by id', () => {
  const events = [event(2, seen('a'), 'ann'), event(1, seen('a'), 'cho'), event(1, seen('a'), 'ben')];
  expect(inOrder(events).map(({ id }) => id)).toEqual(['ben-1', 'cho-1', 'ann-2']);
});

it('keeps one of two different events under one id, whichever came first', () => {
  const one = event(1, seen('a'));
  const other = event(1, seen('b'));
  expect(inOrder([one, other])).toEqual(inOrder([other, one]));
  expect(inOrder([one, other])).toHaveLength(1);
});

it('gives each event once, in order, whatever the order and the repetitions', () => {
  fc.assert(
    fc.property(someEvents, fc.array(fc.nat()), (events, picks) => {
      const repeated = events.length === 0 ? [] : picks.map((pick) => events[pick % events.length]!);
      const ordered = inOrder([...repeated, ...events]);
      expect(new Set(ordered)).toEqual(new Set(events));
      expect(ordered).toHaveLength(events.length);
      for (const [index, next] of ordered.entries()) {
        if (index > 0) expect(compareEvents(ordered[index - 1]!, next)).toBeLessThan(0);
      }
    }),
  );
});
