import { describe, expect, it } from 'vitest';
import type { Model } from '../../../src/diagram/model.ts';
import { update } from '../../../src/tutor/walkthrough/update.ts';
import { layer, lessonOf, multiple, phrase, single, step } from '../../helpers/lesson.ts';
import { play, walkOf } from '../../helpers/walk.ts';

const plain = lessonOf([step('one'), step('two'), step('three')]);
const asking = lessonOf([step('ask', { ask: single }), step('reveal')]);
const seen = (id: string) => ({ type: 'step-seen', lesson: 'test-pack/test-lesson', step: id });

describe('a walk', () => {
  it('records each step when it is shown', () => {
    expect(play(walkOf(plain), ['right', 'enter']).events).toEqual([seen('one'), seen('two'), seen('three')]);
  });

  it('is done once the page after the last step is reached', () => {
    const { walk, events } = play(walkOf(plain), ['n', 'n', 'n']);
    expect(walk.step).toBe(3);
    expect(events.at(-1)).toEqual({ type: 'lesson-done', lesson: 'test-pack/test-lesson' });
  });

  it('goes back, and says so where there is nothing before', () => {
    expect(play(walkOf(plain), ['right', 'left']).walk.step).toBe(0);
    expect(play(walkOf(plain), ['left']).walk).toMatchObject({ step: 0, hint: 'first-step' });
  });

  it('goes on to the next lesson from the last page, and ends if there is none', () => {
    const next = { id: 'after', title: phrase('After') };
    expect(play(walkOf(plain, { next }), ['n', 'n', 'n', 'n']).effects).toEqual([
      { do: 'open', lesson: 'after' },
    ]);
    expect(play(walkOf(plain), ['n', 'n', 'n', 'n']).effects).toEqual([{ do: 'quit' }]);
  });

  it('switches the language in place and keeps the position', () => {
    const { walk, effects } = play(walkOf(plain), ['right', 'l']);
    expect(walk).toMatchObject({ step: 1, lang: 'ko' });
    expect(effects).toEqual([{ do: 'language', lang: 'ko' }]);
    expect(play(walkOf(plain), ['l', 'l']).walk.lang).toBe('en');
  });

  it('takes the letters of a Korean keyboard for the same keys', () => {
    expect(play(walkOf(plain), ['ㅜ', 'ㅣ']).walk).toMatchObject({ step: 1, lang: 'ko' });
    expect(play(walkOf(plain), ['ㅂ']).effects).toEqual([{ do: 'quit' }]);
  });

  it('jumps to a step from its list by number and by arrows', () => {
    expect(play(walkOf(plain), ['g', '3']).walk).toMatchObject({ step: 2 });
    expect(play(walkOf(plain), ['g', 'down', 'down', 'up', 'enter']).walk).toMatchObject({ step: 1 });
    expect(play(walkOf(plain), ['g', 'escape']).walk).toMatchObject({ step: 0 });
    expect(play(walkOf(plain), ['g', '9']).walk.overlay).toMatchObject({ kind: 'jump' });
  });

  it('closes what lies over a step with any key and stays on the step', () => {
    const { walk } = play(walkOf(plain), ['right', '?', 'x']);
    expect(walk.overlay).toBeUndefined();
    expect(walk.step).toBe(1);
  });

  it('says that there is no picture to describe', () => {
    expect(play(walkOf(plain), ['d']).walk.hint).toBe('no-picture');
    expect(play(walkOf(plain), ['d', 'right']).walk.hint).toBeUndefined();
  });

  it('reads on with space before it turns the page', () => {
    const tall = { maxScroll: 10, bodyRows: 8 };
    const scrolled = play(walkOf(plain), ['space'], tall).walk;
    expect(scrolled).toMatchObject({ step: 0, scroll: 6 });
    expect(play(walkOf(plain), ['space', 'space', 'space'], tall).walk.step).toBe(1);
  });

  it('scrolls no further than the body goes', () => {
    const tall = { maxScroll: 3, bodyRows: 8 };
    expect(play(walkOf(plain), ['down', 'down', 'down', 'down', 'down', 'up'], tall).walk.scroll).toBe(2);
  });
});

describe('a question of a walk', () => {
  it('records the answer at once, then asks how sure, then tells', () => {
    const { walk, events } = play(walkOf(asking), ['2', 'enter']);
    expect(walk.question?.phase).toBe('sure');
    expect(events.at(-1)).toMatchObject({
      type: 'answered',
      item: 'test-pack/kernel-of-vm',
      answer: 'own',
      correct: true,
    });
    const told = play(walkOf(asking), ['2', 'enter', '1']);
    expect(told.walk.question?.phase).toBe('told');
    expect(told.events.at(-1)).toEqual({ type: 'sure', item: 'test-pack/kernel-of-vm', sure: true });
  });

  it('lets confidence be passed over', () => {
    const { walk, events } = play(walkOf(asking), ['2', 'enter', 'enter']);
    expect(walk.question?.phase).toBe('told');
    expect(events.filter((event) => event.type === 'sure')).toEqual([]);
  });

  it('stores ids and misconceptions, never positions', () => {
    expect(play(walkOf(asking), ['enter']).events.at(-1)).toMatchObject({
      answer: 'host',
      correct: false,
      misconceptions: ['shared'],
    });
  });

  it('is not left by the next key before it is answered or passed over', () => {
    expect(play(walkOf(asking), ['right']).walk).toMatchObject({ step: 0, hint: 'answer-first' });
    const { walk, events } = play(walkOf(asking), ['s']);
    expect(walk.step).toBe(1);
    expect(events).toContainEqual({ type: 'passed-over', item: 'test-pack/kernel-of-vm' });
  });

  it('moves its pointer round by arrows', () => {
    expect(play(walkOf(asking), ['up']).walk.question?.cursor).toBe(1);
    expect(play(walkOf(asking), ['down', 'down']).walk.question?.cursor).toBe(0);
  });

  it('takes several options of a multiple choice, and at least one', () => {
    const lesson = lessonOf([step('ask', { ask: multiple }), step('reveal')]);
    expect(play(walkOf(lesson), ['enter']).walk.hint).toBe('choose-some');
    const { events } = play(walkOf(lesson), ['1', '3', '3', 'down', 'up', 'up', 'space', 'enter']);
    expect(events.at(-1)).toMatchObject({ type: 'answered', answer: ['kernel', 'hardware'], correct: true });
  });

  it('offers the parts of the picture where a part is the answer', () => {
    const lesson = lessonOf([step('ask', { ask: layer, diagram: { use: 'stack' } }), step('reveal')]);
    const { events } = play(walkOf(lesson), ['2', 'enter']);
    expect(events.at(-1)).toMatchObject({ answer: 'guest', correct: true });
  });

  it('shows the verdict again when the learner comes back', () => {
    expect(play(walkOf(asking), ['2', 'enter', '1', 'right', 'left']).walk.question?.phase).toBe('told');
  });

  it('keeps a lesson open that has a question nobody answered', () => {
    const { events } = play(walkOf(asking), ['g', '2', 'right']);
    expect(events.map((event) => event.type)).not.toContain('lesson-done');
    expect(play(walkOf(asking), ['s', 'right']).events.at(-1)?.type).toBe('lesson-done');
  });
});

describe('a picture that moves', () => {
  const panel = (id: string, parts: readonly string[]) => ({
    id,
    beside: {},
    tiers: parts.map((part) => ({
      kind: 'part' as const,
      repeat: 1,
      part: { id: part, label: { und: [part] as [string] } },
    })),
  });
  const model: Model = {
    kind: 'compare',
    panels: [panel('vm', ['app', 'guest', 'hw']), panel('ct', ['app', 'hw'])],
  };
  const lesson = lessonOf(
    [step('still'), step('moving', { diagram: { use: 'machines', morph: ['vm', 'ct'] } }), step('after')],
    { diagrams: { machines: model } },
  );

  it('begins at its first frame and goes on by ticks', () => {
    const { walk, effects } = play(walkOf(lesson, { motion: true }), ['right']);
    expect(walk.frame).toBe(0);
    expect(effects).toEqual([{ do: 'tick', after: expect.any(Number) }]);
    const ticked = update(walk, { type: 'tick' }, { maxScroll: 0, bodyRows: 18 });
    expect(ticked.state.frame).toBe(1);
  });

  it('ends its motion at a key that means something else too', () => {
    const { walk, effects } = play(walkOf(lesson, { motion: true }), ['right', 'l']);
    expect(walk.lang).toBe('ko');
    expect(walk.frame).toBe(play(walkOf(lesson), ['right']).walk.frame);
    expect(play(walkOf(lesson, { motion: true }), ['right', 'q']).effects).toContainEqual({ do: 'quit' });
    expect(effects.at(-1)).toEqual({ do: 'language', lang: 'ko' });
  });

  it('is skipped to its end by a key that turns pages, which does nothing else', () => {
    const { walk } = play(walkOf(lesson, { motion: true }), ['right', 'right']);
    expect(walk.step).toBe(1);
    const still = play(walkOf(lesson), ['right']).walk;
    expect(walk.frame).toBe(still.frame);
    expect(play(walkOf(lesson, { motion: true }), ['right', 'right', 'right']).walk.step).toBe(2);
  });

  it('shows only its end where nothing may move', () => {
    const { walk, effects } = play(walkOf(lesson), ['right']);
    expect(walk.frame).toBeGreaterThan(0);
    expect(effects).toEqual([]);
  });
});
