import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNewer, readEvent } from '../../src/progress/event-shape.ts';
import type { Event } from '../../src/progress/events.ts';
import { answered, event, seen, someEvents } from './fixtures.ts';

describe('readEvent', () => {
  it('takes every event that this program writes', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        for (const one of events) expect(readEvent(JSON.parse(JSON.stringify(one)))).toEqual(one);
      }),
    );
  });

  it.each([['b'], [3], [['b', 'c']], [{ gap: 'word' }]])('takes %j as an answer', (answer) => {
    const one = { ...event(1, answered('pack/a')), answer };
    expect(readEvent(one)).toBe(one);
  });

  it.each([
    ['nothing', undefined],
    ['a number', 7],
    ['a list', [event(1, seen('a'))]],
    ['no version', { ...event(1, seen('a')), v: undefined }],
    ['no id', { ...event(1, seen('a')), id: '' }],
    ['a clock that is no whole number', { ...event(1, seen('a')), n: 1.5 }],
    ['a clock beyond the safe integers', { ...event(1, seen('a')), n: 2 ** 53 }],
    ['no time', { ...event(1, seen('a')), at: '2026' }],
    ['a time beyond all calendars', { ...event(1, seen('a')), at: 1e300 }],
    ['a step without a name', { ...event(1, seen('a')), step: undefined }],
    ['a lesson that is a list', { ...event(1, { type: 'lesson-done', lesson: 'x' }), lesson: [] }],
    ['an answer that is nothing', { ...event(1, answered('a')), answer: null }],
    ['an answer with numbers in its parts', { ...event(1, answered('a')), answer: { a: 1 } }],
    ['an answer without a score', { ...event(1, answered('a')), score: undefined }],
    ['misconceptions that are no list', { ...event(1, answered('a')), misconceptions: 'E1' }],
    ['confidence that is no yes or no', { ...event(1, { type: 'sure', item: 'a', sure: true }), sure: 1 }],
    [
      'a reset without its items',
      { ...event(1, { type: 'reset', lesson: '*', items: [] }), items: undefined },
    ],
    [
      'a reset whose quizzes are no list',
      { ...event(1, { type: 'reset', lesson: '*', items: [] }), quizzes: 'pack/quiz' },
    ],
    ['an answer in a quiz without a name', { ...event(1, answered('a')), quiz: 3 }],
    [
      'a quiz that began without a seed',
      { ...event(1, { type: 'quiz-started', quiz: 'q', seed: 's', items: [] }), seed: 7 },
    ],
    [
      'a quiz whose items are no list',
      { ...event(1, { type: 'quiz-started', quiz: 'q', seed: 's', items: [] }), items: 'a' },
    ],
    [
      'a quiz that ended without a score',
      { ...event(1, { type: 'quiz-done', quiz: 'q', score: 1, max: 2, passed: true }), score: null },
    ],
    ['an item passed over without a name', { ...event(1, { type: 'passed-over', item: 'a' }), item: 3 }],
  ])('refuses %s', (_what, value) => {
    expect(readEvent(value)).toBeUndefined();
  });

  it('lets events of newer versions and unknown types pass as they are', () => {
    const newer = { v: 2, id: 'x-1', n: 1, at: 0, type: 'answered', other: { deep: [1] } };
    const unknown = { v: 1, id: 'x-2', n: 2, at: 0, type: 'flew' };
    expect(readEvent(newer)).toBe(newer);
    expect(readEvent(unknown)).toBe(unknown);
    expect(isNewer(newer as unknown as Event)).toBe(true);
    expect(isNewer(unknown as unknown as Event)).toBe(true);
    expect(isNewer(event(1, seen('a')))).toBe(false);
  });
});
