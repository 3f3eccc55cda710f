import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintPack } from '../../src/lint/lint.ts';
import { textReport } from '../../src/lint/report/text.ts';
import { GOOD_PACK, load } from './memory-pack.ts';

/** One change to a file: cut a piece out, and put something else there. */
const change = fc.record({
  file: fc.constantFrom(...Object.keys(GOOD_PACK)),
  at: fc.nat(4000),
  cut: fc.nat(40),
  put: fc.oneof(
    fc.constantFrom(
      '',
      ': ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a',
      '!x ',
      '|',
      '>',
      '\n',
      '\n---\n',
      '\t',
      '#',
    ),
    fc.constantFrom(
      'null',
      '1.10',
      '~',
      'true',
      '__proto__',
      'constructor',
      '../../etc/passwd',
      '\\e',
      '한글',
      '\u0000',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  ),
});

function mutated(
  changes: readonly { file: string; at: number; cut: number; put: string }[],
): Record<string, string> {
  const files: Record<string, string> = { ...GOOD_PACK };
  for (const { file, at, cut, put } of changes) {
    const text = files[file]!;
    const from = at % (text.length + 1);
    files[file] = text.slice(0, from) + put + text.slice(from + cut);
  }
  return files;
}

function expectSane(files: Readonly<Record<string, string | Uint8Array>>): void {
  const loaded = load(files);
  const problems = lintPack(loaded);
  for (const { line, column, message, source } of problems) {
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(column).toBeLessThanOrEqual([...(source ?? '')].length + 1);
    expect(message).not.toBe('');
  }
  expect(textReport(problems)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
}

describe('loading whatever bytes there are', () => {
  it('never throws, always ends, and prints nothing that a terminal acts on', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        expectSane(mutated(changes));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('holds for bytes that are no text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        expectSane({ 'x.lesson.yaml': content });
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
