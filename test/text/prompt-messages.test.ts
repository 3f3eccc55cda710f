import { describe, expect, it } from 'vitest';
import { explainEn } from '../../src/text/messages/explain.en.ts';
import { explainKo } from '../../src/text/messages/explain.ko.ts';
import { playEn } from '../../src/text/messages/play.en.ts';
import { playKo } from '../../src/text/messages/play.ko.ts';

type Leaf = string | ((...about: unknown[]) => string);

function leaves(value: unknown, path = ''): [string, Leaf][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as Leaf]];
  return Object.entries(value as object).flatMap(([key, child]) => leaves(child, `${path} ${key}`.trim()));
}

/** Whatever is read of it is a text that shows up: `@name`. */
const anything = new Proxy(
  {},
  { get: (_, name) => (typeof name === 'symbol' ? () => '@value' : `@${name}`) },
) as unknown;

const shown = (leaf: Leaf): string => (typeof leaf === 'string' ? leaf : leaf(anything, anything));
/** The values that a text shows, each once. */
const valuesIn = (text: string): string[] => [...new Set(text.match(/@\w+/g))].sort();

const HANGUL = /[\uac00-\ud7a3]/;
/** Words that only one language has; names of units. */
const OWN = /^(aliases|units)/;

describe.each([
  ['explain', explainEn, explainKo],
  ['play', playEn, playKo],
])('the messages of %s', (_, english, korean) => {
  const own = (all: [string, Leaf][]) => all.filter(([key]) => !OWN.test(key));
  const en = own(leaves(english));
  const ko = new Map(own(leaves(korean)));

  it('have the same keys in both languages', () => {
    expect([...ko.keys()]).toEqual(en.map(([key]) => key));
  });

  it('are English in English and Korean in Korean, and show the same values', () => {
    for (const [key, leaf] of en) {
      const [text, other] = [shown(leaf), shown(ko.get(key) ?? '')];
      expect({ key, hangul: [HANGUL.test(text), HANGUL.test(other)] }).toEqual({
        key,
        hangul: [false, true],
      });
      expect({ key, values: valuesIn(other) }).toEqual({ key, values: valuesIn(text) });
      for (const each of [text, other]) expect(each).not.toMatch(/undefined|\[object|[\u0000-\u001f]/);
    }
  });
});

describe('the Korean words at the prompt', () => {
  it('stand for every word there is', () => {
    expect(Object.values(playKo.aliases).sort()).toEqual(Object.keys(playEn.words).sort());
  });
});
