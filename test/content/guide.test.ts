import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkPacks } from '../../src/lint/check.ts';
import { checkFit } from '../../src/lint/fit.ts';
import { checkQuizFit } from '../../src/lint/quiz-fit.ts';
import { memoryPack } from './memory-pack.ts';

const guide = readFileSync('docs/authoring.md', 'utf8');
const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

const lesson = blocks.find((block) => block.includes('minutes:')) ?? '';
const quiz = blocks.find((block) => block.includes('pass:')) ?? '';
const items = blocks.filter((block) => block.startsWith('- id:'));

const misconceptions = ['own-kernel', 'copies-of-images', 'engine-is-a-floor'].map(
  (id) => `  - id: ${id}
    belief: {en: "A", ko: "가"}
    tempting: {en: "B", ko: "나"}
    truth: {en: "C", ko: "다"}
    sources: [{url: "https://docs.docker.com/", checked: 2026-11-20}]
`,
);

const files = {
  'pack.yaml': `format: 1
id: guide
version: 1.0.0
title: {en: "Guide", ko: "안내"}
languages: [en, ko]
modules:
  - {id: basics, title: {en: "Basics", ko: "기초"}, lessons: [one-kernel], quizzes: [one-kernel-quiz]}
`,
  'misconceptions.yaml': `format: 1\nmisconceptions:\n${misconceptions.join('')}`,
  'basics/one-kernel.lesson.yaml': lesson,
  'basics/one-kernel.quiz.yaml': quiz + items.join('').replace(/^(?=.)/gm, '  '),
};

describe('the examples of the authoring guide', () => {
  it('show every type of question that only a quiz has', () => {
    const types = items.map((item) => /type: (\w+)/.exec(item)?.[1]);
    expect(types).toEqual(['order', 'match', 'cloze', 'numeric', 'layer', 'command', 'predict']);
  });

  it('pass every check', () => {
    const fit = { fit: checkFit, quizFit: checkQuizFit };
    expect(checkPacks([{ reader: memoryPack(files) }], fit).problems).toEqual([]);
  });
});
