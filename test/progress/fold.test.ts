import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyProgress } from '../../src/progress/blank.ts';
import { localDay } from '../../src/progress/days.ts';
import type { Event, EventBody, Progress } from '../../src/progress/events.ts';
import { applyEvent, createFold, fold } from '../../src/progress/fold.ts';
import { answered, event, NOW, partly, seen, someEvents, sure } from './fixtures.ts';

const DAY = 24 * 60 * 60 * 1000;

const CARD = { due: NOW, stability: 2, difficulty: 5, reps: 2, lapses: 0, state: 2, lastReview: NOW };

function applyEvents(progress: Progress, ...events: readonly Event[]): Progress {
  return events.reduce(applyEvent, progress);
}

describe('fold', () => {
  it('knows nothing before the first event', () => {
    expect(fold([])).toEqual({ lessons: {}, items: {}, quizzes: {}, labs: {} });
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
      pending: [
        { at: NOW, share: 1, sure: true },
        { at: NOW, share: 0, sure: false },
      ],
      rightDays: [],
      met: ['E1'],
      last: { answer: 'a', correct: false, at: NOW, sure: false, misconceptions: ['E1'] },
    });
  });

  it('keeps every answer as a review: its time, its share of the points, and how sure the learner was', () => {
    const { items } = fold([
      event(1, answered('pack/a'), 'x', NOW),
      event(2, sure('pack/a', false), 'x', NOW + 5000),
      event(3, partly('pack/a', 0.5), 'x', NOW + DAY),
      event(4, { ...answered('pack/a'), max: 4 } as EventBody, 'x', NOW + 2 * DAY),
    ]);
    expect(items['pack/a']?.pending).toEqual([
      { at: NOW, share: 1, sure: false },
      { at: NOW + DAY, share: 0.5 },
      { at: NOW + 2 * DAY, share: 0.25 },
    ]);
  });

  it('does not let confidence that comes hours late change a review', () => {
    const { items } = fold([
      event(1, answered('pack/a'), 'x', NOW),
      event(2, sure('pack/a', false), 'x', NOW + 2 * 60 * 60 * 1000),
    ]);
    expect(items['pack/a']?.pending).toEqual([{ at: NOW, share: 1 }]);
    expect(items['pack/a']?.last?.sure).toBe(false);
  });

  it('keeps the last three different days on which an item was right, until it is wrong', () => {
    const days = (...answers: readonly [day: number, correct: boolean][]): unknown =>
      fold(
        answers.map(([day, correct], index) =>
          event(index, answered('pack/a', correct), 'x', NOW + day * DAY),
        ),
      ).items['pack/a']?.rightDays;
    const today = localDay(NOW);
    expect(days([0, true], [0, true], [1, true])).toEqual([today, today + 1]);
    expect(days([0, true], [1, true], [2, true], [3, true])).toEqual([today + 1, today + 2, today + 3]);
    expect(days([0, true], [1, true], [2, false])).toEqual([]);
    expect(days([0, true], [1, false], [2, true])).toEqual([today + 2]);
    expect(days([5, true], [4, true])).toEqual([today + 4, today + 5]);
  });

  it('remembers every misconception that answers to an item showed', () => {
    const showing = (...misconceptions: string[]): EventBody =>
      ({ ...answered('pack/a', misconceptions.length === 0), misconceptions }) as EventBody;
    const { items } = fold([
      event(1, showing('E1', 'E2')),
      event(2, showing('E2', 'E3')),
      event(3, showing()),
      event(4, answered('pack/b')),
    ]);
    expect(items['pack/a']?.met).toEqual(['E1', 'E2', 'E3']);
    expect(items['pack/b']?.met).toBeUndefined();
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

  it('begins the schedule anew with a new meaning of an item', () => {
    const old = createFold(
      fold([event(1, answered('pack/a', true, 1)), event(2, answered('pack/a', false, 1))]),
    );
    old.settle(new Map([['pack/a', CARD]]), NOW + DAY);
    const { items } = applyEvents(old.progress(), event(3, answered('pack/a', true, 2), 'x', NOW + 2 * DAY));
    expect(items['pack/a']).toEqual({
      revision: 2,
      seen: 1,
      correct: 1,
      pending: [{ at: NOW + 2 * DAY, share: 1 }],
      rightDays: [localDay(NOW + 2 * DAY)],
      last: { answer: 'a', correct: true, at: NOW + 2 * DAY, misconceptions: [] },
    });
  });

  it('puts a card in the place of the reviews that went into it, and keeps those that may become sure', () => {
    const growing = createFold(
      fold([event(1, answered('pack/a'), 'x', NOW), event(2, answered('pack/a'), 'x', NOW + DAY)]),
    );
    const before = growing.progress();
    growing.settle(
      new Map([
        ['pack/a', CARD],
        ['pack/gone', CARD],
      ]),
      NOW + DAY + 60_000,
    );
    const { items } = growing.progress();
    expect(items['pack/a']).toMatchObject({ card: CARD, pending: [{ at: NOW + DAY }], seen: 2 });
    expect(Object.keys(items)).toEqual(['pack/a']);
    expect(before.items['pack/a']?.card).toBeUndefined();
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
