import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/content/types.ts';
import type { AnswerValue } from '../../../src/progress/events.ts';
import { grade } from '../../../src/tutor/grading.ts';
import { type Entry, typeOf } from '../../../src/tutor/items/index.ts';
import { choosableParts } from '../../../src/tutor/items/parts.ts';
import { seededShuffle } from '../../../src/tutor/quiz/shuffle.ts';
import { stack } from '../../helpers/lesson.ts';
import { everyType, keysOf } from '../../helpers/quiz.ts';

const parts = choosableParts(stack);
const items = fc.constantFrom(...everyType);
const words = fc.constantFrom(
  ...['own', 'host', 'kernel', 'files', 'guest', 'app', 'pull', 'stop', 'ps', 'rm', 'boot', '--rm', '', 'x'],
);
const answers: fc.Arbitrary<AnswerValue> = fc.oneof(
  words,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.array(words, { maxLength: 6 }),
  fc.dictionary(fc.constantFrom('ps', 'images', 'logs', 'rm', 'flag', 'thing'), words),
);
const keys = fc.array(
  fc.constantFrom(
    ...['up', 'down', 'left', 'right', 'space', 'enter', 'backspace', 'delete', 'home', 'end', 'tab'],
    ...[
      '1',
      '2',
      '3',
      '4',
      '5',
      '9',
      'k',
      'ㅏ',
      'a',
      'ㄱ',
      'e\u0301',
      '\u1112',
      '\u1161',
      '\u11ab',
      '?',
      '.',
    ],
  ),
  { maxLength: 40 },
);

function startOf(item: Item, seed = 'seed'): Entry {
  return typeOf(item).start(item, parts, seededShuffle(seed));
}

/** The entry after keys, up to the one that submits. */
function filled(item: Item, pressed: readonly string[]): Entry {
  let entry = startOf(item);
  for (const key of pressed) entry = typeOf(item).press(item, entry, key)?.entry ?? entry;
  return entry;
}

describe('every item type', () => {
  it('gives its key all the points', () => {
    for (const item of everyType) {
      expect(grade(item, typeOf(item).key(item))).toMatchObject({ correct: true, score: 1, max: 1 });
    }
  });

  it('gives nothing to someone who does not know', () => {
    for (const item of everyType) {
      expect(grade(item, typeOf(item).blank)).toMatchObject({ correct: false, score: 0, misconceptions: [] });
    }
  });

  it('gives 0 to the maximum to any answer of any shape, and all of it only if it is correct', () => {
    fc.assert(
      fc.property(items, answers, (item, answer) => {
        const { score, max, correct } = grade(item, answer);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(max);
        expect(score === max).toBe(correct);
      }),
    );
  });

  it('reads its own key from a file, and the answer of any entry', () => {
    fc.assert(
      fc.property(items, keys, (item, pressed) => {
        const type = typeOf(item);
        expect(type.read(item, type.key(item), parts)).toEqual({ answer: type.key(item) });
        const answer = type.answerOf(item, filled(item, pressed));
        // A number that is not finished is no answer yet.
        if (item.type === 'numeric' && answer === '') return;
        expect(type.read(item, answer, parts)).toEqual({ answer });
      }),
    );
  });

  it('never changes an entry, and lays the same options out for the same seed', () => {
    fc.assert(
      fc.property(items, keys, fc.string(), (item, pressed, seed) => {
        const entry = startOf(item, seed);
        const before = JSON.stringify(entry);
        for (const key of pressed) typeOf(item).press(item, entry, key);
        expect(JSON.stringify(entry)).toBe(before);
        expect(startOf(item, seed)).toEqual(entry);
      }),
    );
  });

  it('refuses an answer of another shape with a place', () => {
    for (const item of everyType) {
      const { read } = typeOf(item);
      for (const raw of [null, undefined, true, Number.NaN, [1], [['x']], { nothing: 'x' }, [null]]) {
        expect(read(item, raw, parts), `${item.type} ${JSON.stringify(raw)}`).toHaveProperty('problems');
      }
    }
  });

  it('says each part of its key as right', () => {
    for (const item of everyType) {
      const said = typeOf(item).words(item, typeOf(item).key(item), parts);
      expect(said.length).toBeGreaterThan(0);
      expect(said.every(({ correct }) => correct)).toBe(true);
    }
  });

  it('takes text as text where text is the answer', () => {
    const typed = keysOf('q l?');
    const numeric = everyType.find((item) => item.type === 'numeric')!;
    expect(filled(numeric, typed)).toEqual({ field: { before: 'q l?', after: '' } });
  });
});
