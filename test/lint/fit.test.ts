import { describe, expect, it } from 'vitest';
import { checkFit } from '../../src/lint/fit.ts';
import { lessonOf, prose, single, step } from '../helpers/lesson.ts';

const lines = (count: number): string =>
  Array.from({ length: count }, () => 'word '.repeat(15).trim()).join(' ');

describe('checkFit', () => {
  it('is content with a step that fills the screen to its last row', () => {
    expect(checkFit(lessonOf([step('full', { text: prose(lines(19), '한글') })]))).toEqual([]);
  });

  it('finds a step that is one line too tall, in the language in which it is', () => {
    const found = checkFit(lessonOf([step('tall', { text: prose(lines(20), '한글') })]));
    expect(found).toMatchObject([
      {
        rule: 'fit',
        path: ['steps', 0, 'id'],
        message: expect.stringContaining('in `en` this step is 1 line too tall'),
      },
    ]);
  });

  it('finds a verdict that does not fit, and says after which answer', () => {
    const options = single.type === 'single' ? single.options : [];
    const wordy = options.map((option) =>
      option.id === 'host' ? { ...option, say: prose(lines(16), '한글') } : option,
    );
    const ask = { ...single, options: wordy } as typeof single;
    expect(checkFit(lessonOf([step('ask', { ask }), step('reveal')]))).toMatchObject([
      { path: ['steps', 0, 'id'], message: expect.stringContaining('after the answer `host`') },
    ]);
  });

  it('counts the line that recalls a prediction', () => {
    const text = prose(lines(18), '한글');
    expect(checkFit(lessonOf([step('before'), step('reveal', { text })]))).toEqual([]);
    expect(checkFit(lessonOf([step('ask', { ask: single }), step('reveal', { text })]))).toMatchObject([
      { path: ['steps', 1, 'id'] },
    ]);
  });
});
