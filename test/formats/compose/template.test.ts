// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of Compose
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { substitute } from '../../../src/formats/compose/template.ts';

const values: Readonly<Record<string, string>> = { SET: 'set', EMPTY: '', OTHER: 'other' };
const fill = (text: string) => substitute(text, (name) => values[name]);

describe('substitute', () => {
  it.each([
    ['$SET-x', 'set-x'],
    ['${SET}', 'set'],
    ['a${NONE}b', 'ab'],
    ['$$SET', '$SET'],
    ['$${SET}', '${SET}'],
    ['cost: 5$', 'cost: 5$'],
    ['$5', '$5'],
    ['${NONE:-word}', 'word'],
    ['${EMPTY:-word}', 'word'],
    ['${EMPTY-word}', ''],
    ['${NONE-word}', 'word'],
    ['${SET:-word}', 'set'],
    ['${SET:+word}', 'word'],
    ['${EMPTY:+word}', ''],
    ['${EMPTY+word}', 'word'],
    ['${NONE+word}', ''],
    ['${SET:?why}', 'set'],
    ['${EMPTY?why}', ''],
    ['${NONE:-${OTHER:-deep}}', 'other'],
    ['${NONE:-${NONE:-deep}}!', 'deep!'],
    ['${NONE:-a:-b}', 'a:-b'],
    ['${NONE:-}', ''],
  ])('makes %s into %s', (text, expected) => {
    expect(fill(text)).toBe(expected);
  });

  it('tells of each variable that is not set and has no default', () => {
    const unset: string[] = [];
    substitute(
      '$A ${B} ${C:-c} $A',
      () => undefined,
      (name) => unset.push(name),
    );
    expect(unset).toEqual(['A', 'B', 'A']);
  });

  it('refuses a variable that must be set, with its reason', () => {
    expect(() => fill('${NONE:?set it}')).toThrow('required variable NONE is missing a value: set it');
    expect(() => fill('${EMPTY:?}')).toThrow('required variable EMPTY is missing a value');
  });

  it.each(['${', '${}', '${1}', '${SET', '${SET!x}', '${SET:x}'])('refuses %s as invalid', (text) => {
    expect(() => fill(text)).toThrow(text);
  });

  it('leaves text without a dollar as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll('$', '');
        expect(fill(plain)).toBe(plain);
      }),
    );
  });

  it('gives every text back that was escaped', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fill(text.replaceAll('$', '$$$$'))).toBe(text);
      }),
    );
  });
});
