import { describe, expect, it } from 'vitest';
import { checkPacks } from '../../src/lint/check.ts';
import { type LessonCheck, lintPack, type QuizCheck } from '../../src/lint/lint.ts';
import { broken, GOOD_PACK, LESSON, load, memoryPack, QUIZ, short } from '../content/memory-pack.ts';

/** A check that finds fault with every step. */
const fit: LessonCheck = (lesson) =>
  lesson.steps.map((step, index) => ({
    rule: 'fit',
    path: ['steps', index],
    message: `${step.id} is too tall`,
  }));

/** The same of quizzes, with every item. */
const quizFit: QuizCheck = (quiz) =>
  quiz.items.map((item, index) => ({
    rule: 'fit',
    path: ['items', index],
    message: `${item.id} is too tall`,
  }));

/** A label that no form can bring within 40 columns. */
const WIDE = 'A label that is much wider than forty columns will ever be';

describe('lintPack', () => {
  it('has nothing to say of a good pack', () => {
    expect(lintPack(load(GOOD_PACK))).toEqual([]);
  });

  it('finds a diagram that has no form for 40 columns, at the diagram, once for each language', () => {
    const files = broken(LESSON, '{en: App, ko: 앱}', `{en: ${WIDE}, ko: 앱}`);
    expect(lintPack(load(files)).map(short)).toEqual([
      `${LESSON} narrow-diagram@10:3`,
      // The quiz asks about the whole of it.
      `${QUIZ} narrow-diagram@70:14`,
    ]);
  });

  it('says nothing of a wide label that has a short form', () => {
    const files = broken(LESSON, '{en: App, ko: 앱}', `{en: [${WIDE}, App], ko: 앱}`);
    expect(lintPack(load(files))).toEqual([]);
  });

  it('places the findings of the fit check that it is given', () => {
    const problems = lintPack(load(GOOD_PACK), { fit });
    expect(problems.map(short)).toEqual([`${LESSON} fit@16:5`, `${LESSON} fit@22:5`, `${LESSON} fit@32:5`]);
    expect(problems[0]).toMatchObject({ severity: 'error', message: 'one is too tall' });
  });

  it('places the findings of the fit check of quizzes', () => {
    const problems = lintPack(load(GOOD_PACK), { quizFit });
    expect(problems.map(({ file, line }) => [file, line])).toEqual(
      [10, 18, 26, 36, 47, 57, 66].map((line) => [QUIZ, line]),
    );
  });

  it('draws no quiz that has errors, and still draws its lesson', () => {
    const files = broken(QUIZ, 'answer: [kernel]', 'answer: [kernal]');
    const rules = lintPack(load(files), { fit, quizFit }).map(({ file, rule }) => `${file} ${rule}`);
    expect(new Set(rules)).toEqual(new Set([`${LESSON} fit`, `${QUIZ} unknown-part`]));
  });

  it('draws no lesson that has errors', () => {
    const files = broken(LESSON, 'highlight: [kernel]', 'highlight: [kernal]');
    expect(lintPack(load(files), { fit }).map(({ rule }) => rule)).toEqual(['unknown-part']);
  });

  it('looks at one file only, if asked to', () => {
    const files = { ...broken(LESSON, 'minutes: 5', 'minutes: 0'), 'glossary.yaml': 'format: 1\nterm: []\n' };
    const loaded = load(files);
    expect(new Set(lintPack(loaded).map(({ file }) => file))).toEqual(new Set(['glossary.yaml', LESSON]));
    expect(new Set(lintPack(loaded, { only: LESSON }).map(({ file }) => file))).toEqual(new Set([LESSON]));
  });
});

describe('checkPacks', () => {
  it('names files from where the packs are, and counts them', () => {
    const files = broken(LESSON, 'minutes: 5', 'minutes: 0');
    const { problems, files: count } = checkPacks([
      { reader: memoryPack(files, 'lessons') },
      { reader: memoryPack(files, '.') },
      { reader: memoryPack(files, 'C:\\packs\\'), only: LESSON },
    ]);
    expect(problems.map(({ file }) => file)).toEqual([`lessons/${LESSON}`, LESSON, `C:/packs/${LESSON}`]);
    expect(count).toBe(11);
  });

  it('hands the fit check on', () => {
    const { problems } = checkPacks([{ reader: memoryPack(GOOD_PACK, '') }], { fit });
    expect(problems.map(({ rule }) => rule)).toEqual(['fit', 'fit', 'fit']);
  });
});
