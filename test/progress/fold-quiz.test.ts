import { expect, it } from 'vitest';
import type { EventBody, QuizProgress } from '../../src/progress/events.ts';
import { fold } from '../../src/progress/fold.ts';
import { answered, event, NOW, partly, sure } from './fixtures.ts';

function started(items: readonly string[], quiz = 'pack/quiz', seed = 'seed'): EventBody {
  return { type: 'quiz-started', quiz, seed, items };
}

function within(body: EventBody, quiz = 'pack/quiz'): EventBody {
  return { ...body, via: 'quiz', quiz } as EventBody;
}

function done(score: number, passed = score >= 3, quiz = 'pack/quiz'): EventBody {
  return { type: 'quiz-done', quiz, score, max: 4, passed };
}

/** What is known of `pack/quiz` after some events, a second apart. */
function quizAfter(...bodies: readonly EventBody[]): QuizProgress | undefined {
  return fold(bodies.map((body, index) => event(index + 1, body, 'x', NOW + index * 1000))).quizzes[
    'pack/quiz'
  ];
}

it('keeps the attempt under way with its answers and how sure the learner was of each', () => {
  const quiz = quizAfter(
    started(['pack/b', 'pack/a']),
    within(answered('pack/b')),
    sure('pack/b', false),
    within(partly('pack/a', 0.5)),
  );
  expect(quiz).toEqual({
    attempt: {
      seed: 'seed',
      items: ['pack/b', 'pack/a'],
      answers: {
        'pack/b': { answer: 'a', score: 1, max: 1, sure: false },
        'pack/a': { answer: 'a', score: 0.5, max: 1 },
      },
    },
  });
});

it('counts answers given elsewhere for the item, and not for the attempt', () => {
  const quiz = quizAfter(
    started(['pack/a'], 'pack/quiz'),
    started(['pack/a'], 'pack/other'),
    answered('pack/a'),
    within(answered('pack/a'), 'pack/other'),
  );
  expect(quiz?.attempt?.answers).toEqual({});
});

it('makes nothing of answers in a quiz that never began', () => {
  expect(quizAfter(within(answered('pack/a')))).toBeUndefined();
});

it('gives the attempt under way up when another begins', () => {
  const quiz = quizAfter(
    started(['pack/a']),
    within(answered('pack/a')),
    started(['pack/b'], 'pack/quiz', 'two'),
  );
  expect(quiz?.attempt).toEqual({ seed: 'two', items: ['pack/b'], answers: {} });
});

it('keeps the best of the attempts that ended, and of equal ones the first', () => {
  expect(quizAfter(started(['pack/a']), done(2), started(['pack/a']), done(3), done(3), done(1))).toEqual({
    best: { score: 3, max: 4, passed: true, at: NOW + 3000 },
  });
});

it('compares attempts by the share of the points, since pools draw different items', () => {
  const wide: EventBody = { type: 'quiz-done', quiz: 'pack/quiz', score: 5, max: 10, passed: false };
  expect(quizAfter(wide, done(3))?.best).toMatchObject({ score: 3, max: 4 });
});

it('forgets the quizzes of a lesson, and attempts at others that ask one of its items', () => {
  const reset: EventBody = {
    type: 'reset',
    lesson: 'pack/one',
    items: ['pack/a'],
    quizzes: ['pack/quiz'],
  };
  const { quizzes } = fold(
    [
      done(3),
      started(['pack/a', 'pack/b'], 'pack/final'),
      done(2, false, 'pack/final'),
      started(['pack/a', 'pack/b'], 'pack/final'),
      started(['pack/a'], 'pack/mine'),
      started(['pack/b'], 'pack/other'),
      reset,
    ].map((body, index) => event(index + 1, body)),
  );
  expect(quizzes).toEqual({
    'pack/final': { best: { score: 2, max: 4, passed: false, at: NOW } },
    'pack/other': { attempt: { seed: 'seed', items: ['pack/b'], answers: {} } },
  });
});

it('folds resets of before there were quizzes', () => {
  expect(quizAfter(done(3), { type: 'reset', lesson: 'pack/one', items: [] })?.best).toBeDefined();
});
