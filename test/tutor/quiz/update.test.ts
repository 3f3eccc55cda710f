import { describe, expect, it } from 'vitest';
import { itemOfStep, itemsOfQuiz, partsOfItem, startSession } from '../../../src/tutor/quiz/state.ts';
import { update } from '../../../src/tutor/quiz/update.ts';
import { lessonOf, phrase, prose, step, layer as stepLayer } from '../../helpers/lesson.ts';
import {
  cloze,
  command,
  keysOf,
  match,
  multiple,
  numeric,
  predict,
  quizOf,
  sessionOf,
  single,
  take,
} from '../../helpers/quiz.ts';

const two = quizOf([single, numeric]);
/** Keys that answer the first item: this seed lays the right option second. */
const right = ['2', 'enter'];
const wrong = ['1', 'enter'];

describe('a quiz that its author saves', () => {
  const saved = quizOf([{ ...single, prompt: prose('Another prompt?') }, numeric, cloze]);
  const input = { type: 'quiz', items: itemsOfQuiz(saved), title: phrase('New'), at: 1 } as const;

  it('goes on at the question that changed, with nothing answered and nothing over it', () => {
    const { state } = take(sessionOf(two), [...right, 'enter', '?', input]);
    expect(state).toMatchObject({ at: 1, answers: {}, phase: { kind: 'choosing' }, title: phrase('New') });
    expect(state.items).toHaveLength(3);
    expect(state).not.toHaveProperty('overlay');
    const next = take(sessionOf(two), [input, ...keysOf('2048'), 'enter', 'enter', 'enter']);
    expect(next.state.at).toBe(0);
  });

  it('shows what is wrong until a key is pressed', () => {
    const { state } = take(sessionOf(two), [{ type: 'report', lines: ['a.quiz.yaml:1:1 error'] }]);
    expect(state).toMatchObject({ overlay: 'report', report: ['a.quiz.yaml:1:1 error'] });
    expect(take(state, []).state.at).toBe(0);
    const closed = take(sessionOf(two), [{ type: 'report', lines: ['wrong'] }, 'enter']);
    expect(closed.state).not.toHaveProperty('overlay');
    expect(closed.state.phase.kind).toBe('choosing');
  });
});

describe('a quiz under way', () => {
  it('says what it draws when it begins, in the order asked', () => {
    expect(take(sessionOf(two), []).events).toEqual([
      {
        type: 'quiz-started',
        quiz: 'test-pack/test-quiz',
        seed: 'seed',
        items: ['test-pack/kernel-of-vm', 'test-pack/memory'],
      },
    ]);
  });

  it('records an answer at once, with ids and misconceptions, before anything is said of it', () => {
    const { state, events } = take(sessionOf(two), wrong);
    expect(state.phase.kind).toBe('sure');
    expect(events.at(-1)).toEqual({
      type: 'answered',
      item: 'test-pack/kernel-of-vm',
      revision: 1,
      answer: 'host',
      correct: false,
      score: 0,
      max: 1,
      misconceptions: ['shared'],
      via: 'quiz',
      quiz: 'test-pack/test-quiz',
    });
  });

  it('asks how sure with one key, which can be passed over and is never scored', () => {
    const sure = take(sessionOf(two), [...right, '2']);
    expect(sure.state.phase.kind).toBe('told');
    expect(sure.events.at(-1)).toEqual({ type: 'sure', item: 'test-pack/kernel-of-vm', sure: false });
    const skipped = take(sessionOf(two), [...right, 'enter']);
    expect(skipped.state.phase.kind).toBe('told');
    expect(skipped.events.at(-1)).toMatchObject({ type: 'answered', score: 1 });
    expect(take(sessionOf(two), [...right, 'x']).state.phase.kind).toBe('sure');
  });

  it('goes on to the next item and, after the last, to the summary, which ends the attempt', () => {
    const { state, events } = take(sessionOf(two), [
      ...right,
      '1',
      'enter',
      ...keysOf('2 GiB'),
      'enter',
      '1',
      'right',
    ]);
    expect(state).toMatchObject({ at: 2, phase: { kind: 'summary' } });
    expect(events.at(-1)).toEqual({
      type: 'quiz-done',
      quiz: 'test-pack/test-quiz',
      score: 2,
      max: 2,
      passed: true,
    });
    expect(events.filter(({ type }) => type === 'quiz-done')).toHaveLength(1);
  });

  it('is not passed under the pass mark', () => {
    const { events } = take(sessionOf(two), [
      ...wrong,
      '1',
      'enter',
      ...keysOf('2048'),
      'enter',
      '1',
      'enter',
      'q',
    ]);
    expect(events.filter(({ type }) => type === 'quiz-done')).toMatchObject([{ score: 1, passed: false }]);
  });

  it('ends the attempt too if the learner quits at the verdict on the last item', () => {
    const { events, effects } = take(sessionOf(quizOf([single])), [...right, '1', 'q']);
    expect(events.at(-1)).toMatchObject({ type: 'quiz-done' });
    expect(effects).toEqual([{ do: 'quit' }]);
  });

  it('does not go on before an answer, and takes "do not know" for one that earns nothing', () => {
    expect(take(sessionOf(two), ['right']).state).toMatchObject({ at: 0, hint: 'answer-first' });
    const { state, events } = take(sessionOf(two), ['s']);
    expect(state.phase.kind).toBe('told');
    expect(events.at(-1)).toMatchObject({ type: 'answered', answer: '', correct: false, score: 0 });
  });

  it('switches the language in place and keeps what was put in', () => {
    const { state, effects } = take(sessionOf(quizOf([multiple])), ['1', 'l']);
    expect(state).toMatchObject({ lang: 'ko', phase: { entry: { chosen: [expect.any(String)] } } });
    expect(effects).toEqual([{ do: 'language', lang: 'ko' }]);
  });

  it('takes the letters of a Korean keyboard for the same keys', () => {
    expect(take(sessionOf(two), ['ㅣ']).state.lang).toBe('ko');
    expect(take(sessionOf(two), ['ㅂ']).effects).toEqual([{ do: 'quit' }]);
    expect(take(sessionOf(two), ['ㄴ']).state.phase.kind).toBe('told');
  });

  it('takes letters for text where text is the answer, and for keys after escape', () => {
    const start = sessionOf(quizOf([cloze]));
    const typed = take(start, keysOf('ql?d'));
    expect(typed.effects).toEqual([]);
    expect(typed.state.phase).toMatchObject({ entry: { fields: { flag: { before: 'ql?d' } } } });
    expect(take(start, ['escape', 'q']).effects).toEqual([{ do: 'quit' }]);
    expect(take(start, ['escape', 'l']).state).toMatchObject({ lang: 'ko', overlay: 'keys' });
    expect(take(start, ['escape', 's']).state.phase.kind).toBe('told');
    const back = take(start, ['x', 'escape', 'escape']).state;
    expect(back.overlay).toBeUndefined();
    expect(back.phase).toMatchObject({ entry: { fields: { flag: { before: 'x' } } } });
  });

  it('shows the picture in words, where there is one', () => {
    expect(take(sessionOf(two), ['d']).state.hint).toBe('no-picture');
    const withPicture = sessionOf(quizOf([{ ...stepLayer, diagram: 'stack' }]));
    expect(take(withPicture, ['d']).state.overlay).toBe('describe');
    expect(take(withPicture, ['d', 'x']).state.overlay).toBeUndefined();
  });

  it('opens the place to read about the item, once it is known', () => {
    const place = { lesson: 'test-pack/test-lesson', title: { en: ['L'] }, step: { id: 'two', number: 2 } };
    const told = [...wrong, '1'];
    expect(take(sessionOf(two), [...told, 'v']).state.hint).toBe('no-place');
    const places = { type: 'places', places: { 'test-pack/kernel-of-vm': place } } as const;
    const open = { do: 'open', lesson: 'test-pack/test-lesson', step: 'two' };
    expect(take(sessionOf(two), [...told, places, 'v']).effects).toEqual([open]);
    // Before the answer there is nothing to look up.
    expect(take(sessionOf(two), [places, 'v']).effects).toEqual([]);
    const ended = [...told, places, 'enter', ...keysOf('2048'), 'enter', '1', 'enter', 'v'];
    expect(take(sessionOf(two), ended).effects).toEqual([open]);
  });

  it('reads lines as answers first, then as keys, and as commands after a colon', () => {
    const line = (text: string) => ({ type: 'line', line: text }) as const;
    expect(take(sessionOf(two), [line('1'), line('1'), line('')]).state.at).toBe(1);
    expect(take(sessionOf(two), [line('')]).state.hint).toBe('answer-first');
    expect(take(sessionOf(two), [line('l')]).state.lang).toBe('ko');
    const gaps = sessionOf(quizOf([cloze]));
    expect(take(gaps, [line('q')]).effects).toEqual([]);
    expect(take(gaps, [line(':q')]).effects).toEqual([{ do: 'quit' }]);
    expect(take(gaps, [line(':s')]).state.phase.kind).toBe('told');
    expect(take(gaps, [line('--rm'), line('컨테이너'.normalize('NFD'))]).events.at(-1)).toMatchObject({
      answer: { flag: '--rm', thing: '컨테이너' },
      correct: true,
    });
    expect(take(sessionOf(quizOf([match])), [line('1 2 3 4')]).state.phase.kind).toBe('sure');
  });

  it('takes the first letter of a command line for no key, and says that the answer comes first', () => {
    const command = { type: 'line', line: 'docker ps -a' } as const;
    expect(take(sessionOf(two), [command]).state.hint).toBe('answer-first');
    const chosen = { type: 'line', line: '1' } as const;
    const sure = take(sessionOf(two), [chosen]).state;
    expect(sure.phase.kind).toBe('sure');
    expect(take(sessionOf(two), [chosen, command]).state).toEqual(sure);
    const leaving = take(sessionOf(two), [{ type: 'line', line: 'quit it' }]);
    expect(leaving.effects).toEqual([]);
  });

  it('scrolls what is said and reads on with space before it turns the page', () => {
    const tall = { maxScroll: 10, bodyRows: 8 };
    const told = take(sessionOf(two), [...right, '1', 'space'], tall).state;
    expect(told).toMatchObject({ at: 0, scroll: 6 });
    expect(take(sessionOf(two), [...right, '1', 'space', 'space', 'space'], tall).state.at).toBe(1);
  });
});

describe('a review', () => {
  it('asks items of quizzes and lessons alike, and records no attempt', () => {
    const lesson = lessonOf([
      step('ask', { ask: stepLayer, diagram: { use: 'stack', reveal: ['app', 'guest'] } }),
    ]);
    const asked = itemOfStep(lesson, lesson.steps[0]!)!;
    expect(partsOfItem(asked).map(({ id }) => id)).toEqual(['app', 'guest']);
    const items = [asked, ...itemsOfQuiz(quizOf([numeric]))];
    const start = startSession({ items, via: 'review', seed: 'seed', lang: 'en', languages: ['en', 'ko'] });
    const { events, state } = take(start, [
      '2',
      'enter',
      '1',
      'enter',
      ...keysOf('1'),
      'enter',
      '2',
      'enter',
    ]);
    expect(events.map(({ type }) => type)).toEqual(['answered', 'sure', 'answered', 'sure']);
    expect(events[0]).toMatchObject({ item: 'test-pack/second-kernel', via: 'review', correct: true });
    expect(events[0]).not.toHaveProperty('quiz');
    expect(state.phase.kind).toBe('summary');
  });

  it('has nothing to ask about a step that asks nothing', () => {
    const lesson = lessonOf([step('plain')]);
    expect(itemOfStep(lesson, lesson.steps[0]!)).toBeUndefined();
  });
});

describe('items that become ready while others are asked', () => {
  it('take the places of those that were not, and change nothing else', () => {
    const { key: _, ...unknown } = predict;
    const begun = take(sessionOf(quizOf([command, unknown])), []).state;
    const ready = { ...begun.items[1]!, item: predict };
    const { state, events } = update(
      begun,
      { type: 'prepared', items: { [ready.key]: ready } },
      { maxScroll: 0, bodyRows: 18 },
    );
    expect(state).toEqual({ ...begun, items: [begun.items[0], ready] });
    expect(events).toEqual([]);
  });
});
