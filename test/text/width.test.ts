import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/width.ts';

/** Characters that are measured the short way, some that are not, and some that join what stands before them. */
const CHARACTERS = [
  ...'aZ ~·é×­─╋▸✓…“한글각힣ㄱ→🐳，',
  '\u0301',
  '\u11a8',
  '\ufe0f',
  '\u200d',
  '\u001b[1m',
  '👩‍💻',
  '⚠️',
];

describe('the width of a text', () => {
  it('is what fast-string-width says of it once it is composed, whichever way it was measured', () => {
    const texts = fc.array(
      fc.oneof(fc.constantFrom(...CHARACTERS), fc.string({ unit: 'grapheme', maxLength: 2 })),
    );
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        expect(displayWidth(text)).toBe(stringWidth(text.normalize('NFC')));
      }),
      { numRuns: 1000 },
    );
  });

  it('is one cell for each of the characters that diagrams are drawn with', () => {
    for (let code = 0x2500; code <= 0x257f; code++) expect(displayWidth(String.fromCharCode(code))).toBe(1);
  });

  it('is two cells for each syllable of Hangul, composed or not', () => {
    expect(displayWidth('도커')).toBe(4);
    expect(displayWidth('도커'.normalize('NFD'))).toBe(4);
  });
});
