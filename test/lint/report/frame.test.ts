import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf } from '../../../src/lint/report/frame.ts';
import { displayWidth } from '../../../src/text/width.ts';

/** The words of a frame's line that its marks stand under, found by cells. */
function marked(source: string, column: number, endColumn?: number): string {
  const { line, marks } = frameOf(source, column, endColumn);
  const from = marks.indexOf('^');
  let cells = 0;
  let words = '';
  for (const character of line) {
    if (cells >= from && cells < marks.length) words += character;
    cells += displayWidth(character);
  }
  return words;
}

/** The column of a word, in code points from 1. */
const columnOf = (source: string, word: string) => [...source.slice(0, source.indexOf(word))].length + 1;
const at = (source: string, word: string) =>
  marked(source, columnOf(source, word), columnOf(source, word) + [...word].length);

describe('frameOf', () => {
  it('marks the place under Latin, Hangul, emoji and tabs', () => {
    expect(at('title: x', 'x')).toBe('x');
    expect(at('title: {ko: 머신인가, 프로세스인가?}', '프로세스인가')).toBe('프로세스인가');
    expect(at('한글 🐳 고래: 값', '값')).toBe('값');
    expect(at('\t한글\t: 값 뒤', '값')).toBe('값');
  });

  it('puts one mark under each cell, two under a Hangul syllable', () => {
    expect(frameOf('가나다 x', 2, 4)).toEqual({ line: '가나다 x', marks: '  ^^^^' });
    expect(frameOf('  \u1112\u1161\u11ab: x', 6, 7)).toEqual({ line: '  한: x', marks: '    ^' });
  });

  it('shows control characters in words, and still finds the place', () => {
    const frame = frameOf('a\u001b[31mb: x', 8, 9);
    expect(frame.line).toBe('a<U+001B>[31mb: x');
    expect(at('a\u001b[31mb: x', 'b')).toBe('b');
  });

  it('marks a point behind the end of the line', () => {
    expect(frameOf('title:', 7)).toEqual({ line: 'title:', marks: '      ^' });
    expect(frameOf('', 1)).toEqual({ line: '', marks: '^' });
    expect(frameOf('ab', 99, 120)).toEqual({ line: 'ab', marks: '  ^' });
  });

  it('shows a window of a long line, around the place', () => {
    const long = `${'가나다 '.repeat(40)}여기 ${'abc '.repeat(40)}`;
    const { line } = frameOf(long, columnOf(long, '여기'), columnOf(long, '여기') + 2);
    expect(displayWidth(line)).toBeLessThanOrEqual(76);
    expect(line).toMatch(/^\.\.\..*여기.*\.\.\.$/);
    expect(at(long, '여기')).toBe('여기');
  });

  it('never is wider than 76 cells, and always stands under the place', () => {
    const character = fc.constantFrom('a', 'b', ' ', '한', '글', '🐳', '\t', 'é', '→');
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 200 }),
        fc.nat(199),
        fc.nat(100),
        (before, gap, length) => {
          const head = before.slice(0, gap);
          const source = [...head, '§', ...before.slice(gap)].join('');
          const column = head.length + 1;
          const { line, marks } = frameOf(source, column, column + 1 + length);
          expect(displayWidth(line)).toBeLessThanOrEqual(76);
          expect(marks.length).toBeLessThanOrEqual(76);
          expect(displayWidth(line.slice(0, line.indexOf('§')))).toBe(marks.indexOf('^'));
        },
      ),
    );
  });
});
