import { describe, expect, it } from 'vitest';
import { lessonKeys, quizKeys } from '../../src/lint/keys.ts';
import { lintPack } from '../../src/lint/lint.ts';
import { broken, GOOD_PACK, load, QUIZ, withWords } from '../content/memory-pack.ts';

const found = (from: string, to: string) => lintPack(load(broken(QUIZ, from, to))).map(withWords);

describe('the keys of questions', () => {
  it('pass, and wrong answers fail, in lessons and quizzes of a good pack', () => {
    const { lessons, quizzes } = load(GOOD_PACK);
    expect(lessons.flatMap(({ lesson }) => lessonKeys(lesson))).toEqual([]);
    expect(quizzes.flatMap(({ quiz }) => quizKeys(quiz))).toEqual([]);
  });

  it('do not pass where nothing is right', () => {
    const quiz = load(GOOD_PACK).quizzes[0]!.quiz;
    const [pick] = quiz.items;
    const options = pick?.type === 'single' ? pick.options.map((each) => ({ ...each, correct: false })) : [];
    const broken = { ...quiz, items: [{ ...pick, options } as (typeof quiz.items)[number]] };
    expect(quizKeys(broken).map(({ rule, path }) => [rule, ...path])).toEqual([
      ['key-fails', 'items', 0, 'id'],
    ]);
  });

  it.each([
    ['a wrong number that is the answer', '{80: {', '{8080: {', 'wrong-passes@63:13 8080'],
    [
      'a wrong number within the tolerance',
      'tolerance: 0\n    wrong: {80: {',
      'tolerance: 10\n    wrong: {8071: {',
      'wrong-passes@63:13 8071',
    ],
    [
      'a wrong text that only differs in what is forgiven',
      '"-rm": {say',
      '"--RM": {say',
      'wrong-passes@53:58 "--RM"',
    ],
  ])('are told from %s', (_what, from, to, ...expected) => {
    expect(found(from, to)).toEqual(expected);
  });

  it('know a wrong text from the answer if nothing is forgiven', () => {
    expect(found(', forgive: [case], wrong: {"-rm"', ', wrong: {"--RM"')).toEqual([]);
  });
});
