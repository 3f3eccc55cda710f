import { describe, expect, it } from 'vitest';
import { attemptEvents } from '../../../src/tutor/quiz/events.ts';
import { lessonToRead, placeIn } from '../../../src/tutor/quiz/place.ts';
import { itemsOfQuiz, type Place } from '../../../src/tutor/quiz/state.ts';
import { misconceptionsOf, objectivesOf, placesOf, scoreOf } from '../../../src/tutor/quiz/summary.ts';
import { lessonOf, phrase, step } from '../../helpers/lesson.ts';
import { match, multiple, numeric, order, quizOf, sessionOf, single } from '../../helpers/quiz.ts';

const given = (answers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(answers).map(([id, answer]) => [`test-pack/${id}`, { answer }])) as never;

describe('what an attempt comes to', () => {
  const quiz = quizOf([single, order, match, numeric]);

  it('sums the points, and counts what has no answer as none', () => {
    const answers = given({
      'kernel-of-vm': 'own',
      life: ['create', 'start', 'stop', 'pull'],
      partners: { ps: 'ps', images: 'images', logs: 'logs', rm: 'boot' },
    });
    expect(scoreOf(sessionOf(quiz, { answers }))).toEqual({ score: 2.416667, max: 4, passed: false });
  });

  it('is passed at the pass mark itself, whatever binary fractions make of thirds', () => {
    const thirds = quizOf([order, { ...order, id: 'two' }, { ...order, id: 'three' }], { pass: 2 / 3 });
    const almost = ['create', 'start', 'stop', 'pull'];
    const answers = given({ life: almost, two: almost, three: almost });
    expect(scoreOf(sessionOf(thirds, { answers }))).toEqual({ score: 2, max: 3, passed: true });
  });

  it('is neither passed nor failed where there is no quiz', () => {
    const { quiz: _, ...rest } = sessionOf(quiz);
    expect(scoreOf(rest)).toEqual({ score: 0, max: 4 });
  });

  it('tells how each objective was met, and which misconceptions showed', () => {
    const other = { id: 'other', text: phrase('Something else'), lesson: 'other-lesson' };
    const two = quizOf([{ ...single, objective: 'aim' }, { ...multiple, objective: 'other' }, numeric], {
      objectives: [{ id: 'aim', text: phrase('Aim'), lesson: 'test-lesson' }, other],
    });
    const answers = given({ 'kernel-of-vm': 'host', 'what-is-shared': ['kernel'], memory: 2000 });
    const state = sessionOf(two, { answers });
    expect(objectivesOf(state)).toMatchObject([
      { id: 'aim', lesson: 'test-pack/test-lesson', score: 0, max: 2 },
      { id: 'other', lesson: 'test-pack/other-lesson', score: 0.5, max: 1 },
    ]);
    expect(misconceptionsOf(state).map(({ id }) => id)).toEqual(['shared']);
  });

  it('names each lesson to read again once, where the first item that was missed wants it', () => {
    const at = (number: number): Place => ({
      lesson: 'test-pack/test-lesson',
      title: phrase('L'),
      step: { id: `s${number}`, number },
    });
    const places = { 'test-pack/kernel-of-vm': at(1), 'test-pack/life': at(2), 'test-pack/memory': at(3) };
    const answers = given({ 'kernel-of-vm': 'own', life: [], memory: 1 });
    expect(placesOf({ ...sessionOf(quiz, { answers }), places })).toEqual([at(2)]);
  });

  it('is recorded as a whole when all of it happens at once; what has no answer leaves no answer', () => {
    const events = attemptEvents(sessionOf(quiz, { answers: given({ memory: 2048 }) }));
    expect(events.map(({ type }) => type)).toEqual(['quiz-started', 'answered', 'quiz-done']);
    expect(events[1]).toMatchObject({ item: 'test-pack/memory', correct: true, via: 'quiz' });
    expect(events[2]).toMatchObject({ score: 1, max: 4, passed: false });
  });
});

describe('where to read about an item', () => {
  const [asked] = itemsOfQuiz(quizOf([{ ...single, objective: 'aim', sources: ['docs'], covers: ['F01'] }]));

  it('is the lesson of its objective, else the one that it belongs to, else that of a misconception', () => {
    const home = { ...asked!.home, lesson: 'other' };
    expect(lessonToRead(asked!)).toBe('test-pack/test-lesson');
    expect(lessonToRead({ ...asked!, home: { ...home, objectives: [] } })).toBe('test-pack/other');
    const { lesson: _, ...homeless } = { ...home, objectives: [], misconceptions: {} };
    expect(lessonToRead({ ...asked!, home: homeless })).toBeUndefined();
    const shared = { ...asked!.home.misconceptions['shared']!, lesson: 'kernels' };
    expect(lessonToRead({ ...asked!, home: { ...homeless, misconceptions: { shared } } })).toBe(
      'test-pack/kernels',
    );
  });

  it('is the step that carries most of its facts and sources, of equals the first that explains', () => {
    const { text: _, ...silent } = step('asks', { ask: single, sources: ['docs'] });
    const steps = [
      step('nothing'),
      silent,
      step('source', { sources: ['docs'] }),
      step('fact', { sources: ['docs'], covers: ['F01'] }),
      step('same-fact', { sources: ['docs'], covers: ['F01'] }),
    ];
    expect(placeIn(lessonOf(steps), asked!).step).toEqual({ id: 'fact', number: 4 });
    expect(placeIn(lessonOf(steps.slice(0, 3)), asked!).step).toEqual({ id: 'source', number: 3 });
    expect(placeIn(lessonOf(steps.slice(0, 1)), asked!).step).toBeUndefined();
  });
});
