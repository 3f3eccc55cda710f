import { expect, it } from 'vitest';
import { packObjectives } from '../../src/content/pack-objectives.ts';
import { lessonOf, phrase, step } from '../helpers/lesson.ts';
import { numeric, quizOf, single } from '../helpers/quiz.ts';

const aim = { id: 'aim', text: phrase('Say what a kernel is') };

it('names for each objective the items of its lesson and of quizzes, in the order of lessons', () => {
  const first = lessonOf([step('ask', { ask: { ...single, objective: 'aim' } })], {
    id: 'first',
    objectives: [aim, { id: 'other', text: phrase('Another') }],
  });
  const second = lessonOf([step('plain')], { id: 'second', objectives: [aim] });
  const asked = { ...numeric, objective: 'aim' };
  const quizzes = [
    quizOf([{ ...asked, id: 'of-second' }], { objectives: [{ ...aim, lesson: 'second' }] }),
    // A final may name objectives that have one id in two lessons: the first that it lists is meant.
    quizOf(
      [
        { ...asked, id: 'of-first' },
        { ...asked, id: 'of-none', objective: 'gone' },
      ],
      {
        objectives: [
          { ...aim, lesson: 'first' },
          { ...aim, lesson: 'second' },
        ],
      },
    ),
  ];
  expect(packObjectives([first, second], quizzes)).toEqual([
    { lesson: 'first', text: aim.text, items: [single.id, 'of-first'] },
    { lesson: 'first', text: phrase('Another'), items: [] },
    { lesson: 'second', text: aim.text, items: ['of-second'] },
  ]);
});
