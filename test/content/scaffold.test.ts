import { describe, expect, it } from 'vitest';
import { scaffoldPack } from '../../src/content/scaffold.ts';
import { checkPacks } from '../../src/lint/check.ts';
import { load, memoryPack } from './memory-pack.ts';

const files = Object.fromEntries(scaffoldPack({ id: 'my-pack', today: '2026-11-22' }));

describe('the scaffold of a pack', () => {
  it('passes every check', () => {
    expect(checkPacks([{ reader: memoryPack(files) }])).toEqual({ problems: [], files: 6 });
  });

  it('would pass in a strict pack, too', () => {
    const strict = { ...files, 'pack.yaml': `${files['pack.yaml']}strict: true\n` };
    expect(checkPacks([{ reader: memoryPack(strict) }]).problems).toEqual([]);
  });

  it('has a lesson in both languages with a diagram, a question and sources', () => {
    const { pack } = load(files);
    expect(pack?.index).toMatchObject({ id: 'my-pack', languages: ['en', 'ko'] });
    const lesson = pack?.lessons[0];
    expect(lesson?.diagrams['host']?.kind).toBe('stack');
    expect(lesson?.steps.some((step) => step.ask !== undefined)).toBe(true);
    expect(lesson?.sources['what-is-a-container']?.checked).toBe('2026-11-22');
    expect(Object.keys(lesson?.terms ?? {})).toEqual(['kernel']);
  });

  it('has a quiz of the lesson with questions of several types', () => {
    const { pack } = load(files);
    expect(pack?.index.modules[0]?.quizzes).toMatchObject([
      { id: 'one-kernel-quiz', lesson: 'one-kernel', items: 3 },
    ]);
    const quiz = pack?.quizzes[0];
    expect(quiz?.items.map(({ type }) => type)).toEqual(['single', 'layer', 'cloze']);
    expect(Object.keys(quiz?.misconceptions ?? {})).toEqual(['kernel-in-each-container']);
    expect(Object.keys(quiz?.diagrams ?? {})).toEqual(['host']);
  });
});
