import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/content/parse.ts';
import type { ParsedFile } from '../../src/content/parsed-file.ts';
import { type Path, rangeOf, writtenAs } from '../../src/content/positions.ts';

function parse(text: string): ParsedFile {
  const { file, problems } = parseFile('x.yaml', new TextEncoder().encode(text));
  if (file === undefined) throw new Error(problems[0]?.message);
  return file;
}

/** The words of a file at the end of a path. */
function wordsAt(text: string, path: Path, atKey = false, near?: string): string {
  return text.slice(...rangeOf(parse(text), path, atKey, near));
}

/** Keys of any kind, those among them that JavaScript would put first. */
const key = fc.oneof(
  fc.stringMatching(/^[a-z"' ]{0,4}$/),
  fc.constantFrom('2', '10', '0', '한글', '__proto__'),
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.stringMatching(/^[a-z:#é ]{0,6}$/)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('the places of a file', () => {
  it('are those of every value and of every key, whatever is in it', () => {
    const check = (file: ParsedFile, value: unknown, path: Path): void => {
      const { text } = file.source;
      expect(JSON.parse(text.slice(...rangeOf(file, path, false)))).toEqual(value);
      if (typeof value !== 'object' || value === null) return;
      for (const [step, inside] of Object.entries(value)) {
        const next = [...path, Array.isArray(value) ? Number(step) : step];
        if (!Array.isArray(value)) expect(JSON.parse(text.slice(...rangeOf(file, next, true)))).toBe(step);
        check(file, inside, next);
      }
    };
    fc.assert(
      fc.property(fc.dictionary(key, anyValue, { minKeys: 1, noNullPrototype: true }), (value) => {
        // JSON is YAML.
        check(parse(JSON.stringify(value, null, 1)), value, []);
      }),
    );
  });

  it('are those of the nearest ancestor where there is nothing', () => {
    const text = 'steps:\n  - id: one\n    ask: x';
    expect(wordsAt(text, ['steps', 0, 'id', 'deeper'])).toBe('one');
    expect(wordsAt(text, ['steps', 7])).toBe('- id: one\n    ask: x');
    expect(wordsAt(text, ['other'])).toBe(text);
    expect(wordsAt(text, ['steps', 0, 'other'], true)).toBe('id: one\n    ask: x');
  });

  it('are at the key of what has no value in braces', () => {
    expect(wordsAt('{a, b: 1}', ['a'])).toBe('a');
    expect(wordsAt('{a, b: 1}', ['b'])).toBe('1');
  });

  it('lead through aliases to what they name', () => {
    const text = 'a: &one {b: [x, y]}\nc: *one\nd: *one\n';
    expect(wordsAt(text, ['d', 'b', 1])).toBe('y');
    expect(wordsAt(text, ['d'])).toBe('*one');
  });

  it('are at words of the value, if they are found in it', () => {
    const text = 'a: one two\nb: two three\n';
    expect(rangeOf(parse(text), ['b'], false, 'two')).toEqual([14, 17]);
    expect(wordsAt(text, ['a'], false, 'three')).toBe('one two');
  });

  it('tell how what is no text was written', () => {
    const file = parse('a: 1.10\nb: "1.10"\nc: ~\nd:\ne: yes\nf: [0x10, {}]\n');
    const written = (...path: Path): string | undefined => writtenAs(file, path);
    expect(['a', 'b', 'c', 'd', 'e'].map((name) => written(name))).toEqual([
      '1.10',
      undefined,
      '~',
      '',
      'yes',
    ]);
    expect([written('f', 0), written('f', 1), written('f')]).toEqual(['0x10', undefined, undefined]);
  });
});
