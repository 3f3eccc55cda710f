import { expect, it } from 'vitest';
import { DAY, localDay } from '../../src/progress/days.ts';
import type { EventBody } from '../../src/progress/events.ts';
import { fold } from '../../src/progress/fold.ts';
import { type Renames, renameProgress } from '../../src/progress/rename.ts';
import { answered, event, NOW, seen } from './fixtures.ts';

const none: Renames = { lessons: new Map(), items: new Map(), steps: new Map() };

it('leaves progress alone where nothing was renamed', () => {
  const progress = fold([event(1, seen('a')), event(2, answered('pack/a'))]);
  expect(renameProgress(progress, none)).toEqual(progress);
});

it('carries a lesson, its steps and items over to their new names', () => {
  const progress = fold([
    event(1, seen('a', 'pack/old')),
    event(2, seen('b', 'pack/old')),
    event(3, answered('pack/q-old')),
  ]);
  const renamed = renameProgress(progress, {
    lessons: new Map([['pack/old', 'pack/new']]),
    items: new Map([['pack/q-old', 'pack/q-new']]),
    steps: new Map([['pack/new', new Map([['b', 'bee']])]]),
  });
  expect(renamed.lessons).toEqual({
    'pack/new': { state: 'started', step: 'bee', seen: ['a', 'bee'], at: NOW },
  });
  expect(renamed.items['pack/q-new']).toMatchObject({ seen: 1, correct: 1 });
  expect(renamed.current).toBe('pack/new');
  expect(Object.keys(progress.lessons)).toEqual(['pack/old']);
});

it('counts two steps that became one once', () => {
  const progress = fold([event(1, seen('a')), event(2, seen('b'))]);
  const steps = new Map([['pack/lesson', new Map([['a', 'b']])]]);
  expect(renameProgress(progress, { ...none, steps }).lessons['pack/lesson']?.seen).toEqual(['b']);
});

it('puts together what is known under the old and the new name', () => {
  const progress = fold([
    event(1, seen('a', 'pack/old'), 'x', NOW),
    event(2, { type: 'lesson-done', lesson: 'pack/old' }, 'x', NOW),
    event(3, seen('b', 'pack/new'), 'x', NOW + 1),
    event(4, answered('pack/q-old', false), 'x', NOW),
    event(5, answered('pack/q-new', true), 'x', NOW + 1),
  ]);
  const renamed = renameProgress(progress, {
    ...none,
    lessons: new Map([['pack/old', 'pack/new']]),
    items: new Map([['pack/q-old', 'pack/q-new']]),
  });
  expect(renamed.lessons).toEqual({
    'pack/new': { state: 'done', step: 'b', seen: ['a', 'b'], at: NOW + 1 },
  });
  expect(renamed.items['pack/q-new']).toMatchObject({ seen: 2, correct: 1, last: { correct: true } });
});

it('keeps the newer meaning of an item when both names were answered', () => {
  const progress = fold([event(1, answered('pack/old', false, 2)), event(2, answered('pack/new', true, 1))]);
  const items = new Map([['pack/old', 'pack/new']]);
  expect(renameProgress(progress, { ...none, items }).items).toEqual({
    'pack/new': expect.objectContaining({ revision: 2, seen: 1, correct: 0 }),
  });
});

it('lets two lessons swap their names', () => {
  const progress = fold([event(1, seen('a', 'pack/one')), event(2, seen('b', 'pack/two'))]);
  const lessons = new Map([
    ['pack/one', 'pack/two'],
    ['pack/two', 'pack/one'],
  ]);
  const renamed = renameProgress(progress, { ...none, lessons });
  expect(renamed.lessons['pack/two']?.step).toBe('a');
  expect(renamed.lessons['pack/one']?.step).toBe('b');
});

it('carries reviews, card, days and misconceptions over to the new name', () => {
  const progress = fold([
    event(1, answered('pack/old', false), 'x', NOW),
    event(2, answered('pack/old'), 'x', NOW + DAY),
    event(3, answered('pack/new'), 'x', NOW + 3 * DAY),
  ]);
  const items = new Map([['pack/old', 'pack/new']]);
  expect(renameProgress(progress, { ...none, items }).items).toEqual({
    'pack/new': {
      revision: 1,
      seen: 3,
      correct: 2,
      pending: [
        { at: NOW, share: 0 },
        { at: NOW + DAY, share: 1 },
        { at: NOW + 3 * DAY, share: 1 },
      ],
      rightDays: [localDay(NOW + DAY), localDay(NOW + 3 * DAY)],
      met: ['E1'],
      last: { answer: 'a', correct: true, at: NOW + 3 * DAY, misconceptions: [] },
    },
  });
});

it('does not count days from before a wrong answer under the new name', () => {
  const progress = fold([
    event(1, answered('pack/old'), 'x', NOW),
    event(2, answered('pack/new', false), 'x', NOW + DAY),
    event(3, answered('pack/new'), 'x', NOW + 2 * DAY),
  ]);
  const items = new Map([['pack/old', 'pack/new']]);
  expect(renameProgress(progress, { ...none, items }).items['pack/new']?.rightDays).toEqual([
    localDay(NOW + 2 * DAY),
  ]);
});

it('keeps the card that more reviews went into', () => {
  const known = { revision: 1, seen: 1, correct: 1, pending: [], rightDays: [] };
  const card = { due: NOW, stability: 2, difficulty: 5, reps: 3, lapses: 0, state: 2, lastReview: NOW };
  const progress = {
    ...fold([]),
    items: { 'pack/old': { ...known, card }, 'pack/new': { ...known, card: { ...card, reps: 1 } } },
  };
  const items = new Map([['pack/old', 'pack/new']]);
  expect(renameProgress(progress, { ...none, items }).items['pack/new']?.card).toEqual(card);
});

it('carries a quiz with its attempt over to the new names of itself and of its items', () => {
  const progress = fold([
    event(1, { type: 'quiz-done', quiz: 'pack/was', score: 2, max: 4, passed: false }),
    event(2, { type: 'quiz-started', quiz: 'pack/was', seed: 's', items: ['pack/old', 'pack/b'] }),
    event(3, { ...answered('pack/old'), quiz: 'pack/was' } as EventBody),
    event(4, { type: 'quiz-done', quiz: 'pack/is', score: 3, max: 4, passed: true }),
  ]);
  const renamed = renameProgress(progress, {
    ...none,
    items: new Map([['pack/old', 'pack/new']]),
    quizzes: new Map([['pack/was', 'pack/is']]),
  });
  expect(renamed.quizzes).toEqual({
    'pack/is': {
      attempt: {
        seed: 's',
        items: ['pack/new', 'pack/b'],
        answers: { 'pack/new': { answer: 'a', score: 1, max: 1 } },
      },
      best: { score: 3, max: 4, passed: true, at: NOW },
    },
  });
  expect(renameProgress(progress, none).quizzes['pack/was']?.attempt?.items).toEqual(['pack/old', 'pack/b']);
});
