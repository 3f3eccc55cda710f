import { describe, expect, it } from 'vitest';
import { changedStep } from '../../src/app/preview.ts';
import { lessonOf, prose, stack, step } from '../helpers/lesson.ts';

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
