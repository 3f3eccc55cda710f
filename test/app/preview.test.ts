import { describe, expect, it } from 'vitest';
import { changedStep } from '../../src/app/preview.ts';
import { changedItem } from '../../src/app/preview-quiz.ts';
import { lessonOf, prose, stack, step } from '../helpers/lesson.ts';
import { numeric, quizOf } from '../helpers/quiz.ts';

const before = lessonOf([step('one'), step('two', { diagram: { use: 'stack' } }), step('three')]);

describe('changedStep', () => {
  it('finds the step whose text changed', () => {
    const after = lessonOf([before.steps[0]!, before.steps[1]!, step('three', { text: prose('New.') })]);
    expect(changedStep(before, after)).toBe(2);
  });

  it('finds the first step whose diagram changed', () => {
    const other = stack.kind === 'stack' ? { ...stack, panels: [{ ...stack.panels[0]!, id: 'x' }] } : stack;
    expect(changedStep(before, { ...before, diagrams: { stack: other } })).toBe(1);
  });

  it('finds a step that was put in', () => {
    const after = lessonOf([before.steps[0]!, step('new'), ...before.steps.slice(1)]);
    expect(changedStep(before, after)).toBe(1);
  });

  it('is the first step where nothing differs', () => {
    expect(changedStep(before, lessonOf(before.steps))).toBe(0);
  });
});

describe('changedItem', () => {
  const quiz = quizOf();
  const other = { ...numeric, answer: 1 };

  it('finds the question that changed, or was put in', () => {
    expect(changedItem(quiz, quizOf([...quiz.items.slice(0, -1), other]))).toBe(quiz.items.length - 1);
    expect(changedItem(quiz, quizOf([quiz.items[0]!, other, ...quiz.items.slice(1)]))).toBe(1);
  });

  it('finds the question whose diagram changed', () => {
    const changed = stack.kind === 'stack' ? { ...stack, panels: [{ ...stack.panels[0]!, id: 'x' }] } : stack;
    const at = quiz.items.findIndex(({ type }) => type === 'layer');
    expect(at).toBeGreaterThan(0);
    expect(changedItem(quiz, quizOf(quiz.items, { diagrams: { stack: changed } }))).toBe(at);
  });

  it('is the first question where nothing differs', () => {
    expect(changedItem(quiz, quizOf())).toBe(0);
  });
});
