import { describe, expect, it } from 'vitest';
import { renderNodes } from '../../src/terminal/render.ts';
import { plainTheme } from '../../src/terminal/theme.ts';
import { lessonDocument } from '../../src/view/lesson-document.ts';
import { lessonOf, single, step } from '../helpers/lesson.ts';

const lesson = lessonOf([step('picture', { diagram: { use: 'stack' } }), step('ask', { ask: single })], {
  sources: { docs: { url: 'https://docs.docker.com/engine/' } },
});
const text = (lang: string): string =>
  renderNodes(lessonDocument(lesson, lang), { columns: 80, charset: 'unicode', theme: plainTheme }).join(
    '\n',
  );

describe('a lesson as a document', () => {
  it('numbers its steps and says its pictures as lists', () => {
    expect(text('en')).toContain('Step 1 of 2: Title of picture');
    expect(text('en')).toMatch(/^ {3}- .*App/m);
    expect(text('en')).not.toMatch(/[│┌]/);
  });

  it('gives the options of a question, the answer and its reason', () => {
    for (const part of [
      'Whose kernel does a VM run?',
      '1. The host’s',
      '2. Its own',
      'The answer: Its own',
      'It boots one.',
    ]) {
      expect(text('en')).toContain(part);
    }
  });

  it('ends with the sources', () => {
    expect(text('en').trimEnd().split('\n').at(-1)).toBe(' - https://docs.docker.com/engine/');
  });

  it('is in the language asked for', () => {
    expect(text('ko')).toContain('2단계 중 1단계: Title of picture 한글');
  });
});
