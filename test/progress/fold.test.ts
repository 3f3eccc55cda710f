import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/progress/events.ts';
import { applyEvent, createFold, emptyProgress, fold } from '../../src/progress/fold.ts';
import { answered, event, NOW, seen, someEvents } from './fixtures.ts';

describe('fold', () => {
  it('knows nothing before the first event', () => {
    expect(fold([])).toEqual({ lessons: {}, items: {} });
  });

  it('remembers the step last seen, all steps once, and the lesson last worked on', () => {
    const { lessons, current } = fold([
      event(1, seen('a', 'pack/one')),
      event(2, seen('b', 'pack/one')),
      event(3, seen('x', 'pack/two')),
      event(4, seen('a', 'pack/one'), 'someone', NOW + 5),
    ]);
    expect(lessons['pack/one']).toEqual({ state: 'started', step: 'a', seen: ['a', 'b'], at: NOW + 5 });
    expect(current).toBe('pack/one');
  });

  it('keeps a lesson done when its steps are seen again', () => {
    const { lessons } = fold([
      event(1, seen('a')),
      event(2, { type: 'lesson-done', lesson: 'pack/lesson' }),
      event(3, seen('a')),
    ]);
    expect(lessons['pack/lesson']).toMatchObject({ state: 'done', step: 'a' });
  });

  it('counts a lesson done whose steps were lost', () => {
    const { lessons } = fold([event(2, { type: 'lesson-done', lesson: 'pack/lesson' })]);
    expect(lessons['pack/lesson']).toEqual({ state: 'done', step: '', seen: [], at: NOW });
  });

  it('counts answers and keeps the last one with how sure the learner was', () => {
    const { items } = fold([
      event(1, answered('pack/a')),
      event(2, { type: 'sure', item: 'pack/a', sure: true }),
      event(3, answered('pack/a', false)),
      event(4, { type: 'sure', item: 'pack/a', sure: false }),
    ]);
    expect(items['pack/a']).toEqual({
      revision: 1,
      seen: 2,
      correct: 1,
      last: { answer: 'a', correct: false, at: NOW, sure: false, misconceptions: ['E1'] },
    });
  });

  it('makes nothing of confidence about an item that was not answered, or of one passed over', () => {
    const { items } = fold([
      event(1, { type: 'sure', item: 'pack/a', sure: true }),
      event(2, { type: 'passed-over', item: 'pack/b' }),
    ]);
    expect(items).toEqual({});
  });

  it('begins anew with a new meaning of an item, and passes over answers to an old one', () => {
    const { items } = fold([
      event(1, answered('pack/a', true, 1)),
      event(2, answered('pack/a', false, 2)),
      event(3, answered('pack/a', true, 1)),
    ]);
    expect(items['pack/a']).toMatchObject({ revision: 2, seen: 1, correct: 0 });
  });

  it('forgets one lesson and the items named with it, and counts what comes after', () => {
    const { lessons, items, current } = fold([
      event(1, seen('a', 'pack/one')),
      event(2, seen('x', 'pack/two')),
      event(3, answered('pack/a')),
      event(4, answered('pack/b')),
      event(5, { type: 'reset', lesson: 'pack/two', items: ['pack/a'] }),
      event(6, answered('pack/a', false)),
    ]);
    expect(Object.keys(lessons)).toEqual(['pack/one']);
    expect(items['pack/a']).toMatchObject({ seen: 1, correct: 0 });
    expect(items['pack/b']).toMatchObject({ seen: 1 });
    expect(current).toBeUndefined();
  });

  it('forgets everything at a reset of everything', () => {
    const events = [
      event(1, seen('a')),
      event(2, answered('pack/a')),
      event(3, { type: 'reset', lesson: '*', items: [] }),
    ];
    expect(fold(events)).toEqual(emptyProgress());
  });

  it('goes by the logical clock, whatever the wall clock says', () => {
    const events = [event(1, seen('a'), 'someone', NOW), event(2, seen('b'), 'someone', NOW - 86_400_000)];
    expect(fold(events).lessons['pack/lesson']?.step).toBe('b');
  });

  it('passes over events of newer versions and of unknown types', () => {
    const newer = { ...event(2, answered('pack/a')), v: 2 };
    const unknown = { v: 1, id: 'x-1', n: 3, at: NOW, type: 'flew' } as unknown as Event;
    expect(fold([event(1, seen('a')), newer, unknown])).toEqual(fold([event(1, seen('a'))]));
  });

  it('keeps names apart from what every object has', () => {
    const names = ['constructor', '__proto__', 'toString'];
    const { lessons } = fold(names.map((name, index) => event(index + 1, seen('a', name))));
    expect(Object.keys(lessons).sort()).toEqual([...names].sort());
    expect(emptyProgress().lessons['constructor']).toBeUndefined();
  });

  it('comes out the same in any order and with any repetitions', () => {
    fc.assert(
      fc.property(
        someEvents.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray(events, { minLength: events.length }),
            fc.subarray(events),
          ),
        ),
        ([events, shuffled, again]) => {
          expect(fold([...shuffled, ...again])).toEqual(fold(events));
        },
      ),
    );
  });

  it('comes out the same event by event, and leaves earlier progress alone', () => {
    fc.assert(
      fc.property(someEvents, (unordered) => {
        const events = [...unordered].sort((one, other) => one.n - other.n || (one.id < other.id ? -1 : 1));
        const growing = createFold();
        let progress = emptyProgress();
        for (const next of events) {
          const before = JSON.stringify(progress);
          const after = applyEvent(progress, next);
          expect(JSON.stringify(progress)).toBe(before);
          const handedOut = growing.progress();
          growing.add(next);
          expect(handedOut).toEqual(progress);
          progress = after;
        }
        expect(progress).toEqual(fold(events));
        expect(growing.progress()).toEqual(progress);
      }),
      { numRuns: 50 },
    );
  });
});
