import { expect, it } from 'vitest';
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
