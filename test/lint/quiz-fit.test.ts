import { describe, expect, it } from 'vitest';
import type { Item, Quiz } from '../../src/content/types.ts';
import { checkQuizFit } from '../../src/lint/quiz-fit.ts';
import type { Prose } from '../../src/text/prose.ts';
import { GOOD_PACK, load } from '../content/memory-pack.ts';

const good = load(GOOD_PACK).quizzes[0]!.quiz;

/** A text of as many lines as asked for, at 80 columns. */
function lines(count: number): Prose {
  return [{ t: 'code', text: Array.from({ length: count }, () => 'word').join('\n') }];
}

/** The good quiz with one of its items changed. */
function withItem<T extends Item['type']>(
  type: T,
  change: (item: Extract<Item, { type: T }>) => Partial<Extract<Item, { type: T }>>,
): Quiz {
  const items = good.items.map((item) =>
    item.type === type ? ({ ...item, ...change(item as Extract<Item, { type: T }>) } as Item) : item,
  );
  return { ...good, items };
}

/** Where and when a quiz is too tall. */
function found(quiz: Quiz): string[] {
  return checkQuizFit(quiz).map(({ path, message }) => `${String(path[1])} ${message}`);
}

const tall = { en: lines(30), ko: lines(1) };

describe('checkQuizFit', () => {
  it('is content with a quiz of short questions of every type', () => {
    expect(checkQuizFit(good)).toEqual([]);
  });

  it('finds a prompt that is too tall, in the language in which it is, at the item', () => {
    const quiz = withItem('numeric', () => ({ prompt: tall }));
    expect(checkQuizFit(quiz)).toMatchObject([{ rule: 'fit', path: ['items', 5, 'id'] }]);
    expect(found(quiz)[0]).toMatch(/in `en` this question is \d+ lines too tall for 80×24 while it asks/);
  });

  it.each<[Item['type'], string, Quiz]>([
    [
      'single',
      'after the answer `b`',
      withItem('single', ({ options }) => ({
        options: options.map((o) => (o.correct ? o : { ...o, say: tall })),
      })),
    ],
    [
      'multiple',
      'after marking only `y`',
      withItem('multiple', ({ options }) => ({
        options: options.map((o) => (o.correct ? o : { ...o, say: tall })),
      })),
    ],
    ['order', 'after the order the other way round', withItem('order', () => ({ say: tall }))],
    [
      'match',
      'after pairing `pid` with `cpu`',
      withItem('match', ({ decoys }) => ({ decoys: decoys.map((d) => ({ ...d, say: tall })) })),
    ],
    [
      'match',
      'after pairing `net` with',
      withItem('match', ({ pairs }) => ({
        pairs: pairs.map((p) => (p.id === 'net' ? { ...p, say: tall } : p)),
      })),
    ],
    [
      'cloze',
      'after the text `-rm`',
      withItem('cloze', ({ gaps }) => ({
        gaps: { ...gaps, clean: { ...gaps['clean']!, wrong: { '-rm': { say: tall } } } },
      })),
    ],
    ['numeric', 'after the answer 80', withItem('numeric', () => ({ wrong: [{ value: 80, say: tall }] }))],
    ['layer', 'after the answer `app`', withItem('layer', () => ({ wrong: { app: { say: tall } } }))],
  ])('finds what is said of a wrong answer to an item of type %s that is too tall: %s', (_type, doing, quiz) => {
    expect(found(quiz)).toHaveLength(1);
    expect(found(quiz)[0]).toContain(doing);
  });

  it('counts the misconception that is refuted', () => {
    const misconceptions = { 'own-kernel': { ...good.misconceptions['own-kernel']!, truth: tall } };
    const doing = found({ ...good, misconceptions }).map((each) => each.slice(0, 1));
    // The items whose wrong answers show it.
    expect(doing).toEqual(['0', '3', '5', '6']);
  });
});
