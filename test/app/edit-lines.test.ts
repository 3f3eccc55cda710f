import { describe, expect, it } from 'vitest';
import { beginEdit, type EditOutcome, editLine } from '../../src/app/edit-lines.ts';
import { playEn } from '../../src/text/messages/play.en.ts';

const { editor: words } = playEn;

/** What a file is after some lines were typed at the editor, and what was said last. */
function edited(text: string, lines: readonly string[]): EditOutcome {
  let outcome: EditOutcome = { next: beginEdit('f.txt', text), say: [] };
  for (const line of lines) outcome = editLine(outcome.next, line, words);
  return outcome;
}

describe('the line editor', () => {
  it('lists the file with numbers before the first command', () => {
    const { say } = editLine(beginEdit('f.txt', 'a\nb\n'), undefined, words);
    expect(say).toEqual(['f.txt: 2 lines', '   1  a', '   2  b', words.help]);
  });

  it.each([
    ['appends lines until a dot', ['a', 'c', 'd', '.', 's'], 'a\nb\nc\nd\n'],
    ['inserts before a line', ['i 2', 'x', 'y', '.', 's'], 'a\nx\ny\nb\n'],
    ['changes a line', ['c 1', 'new', 's'], 'new\nb\n'],
    ['deletes a line', ['d 1', 's'], 'b\n'],
    ['deletes several lines', ['d 1 2', 's'], ''],
    ['keeps blanks at the beginning of a line', ['c 2', '    pass', 's'], 'a\n    pass\n'],
  ])('%s', (_, lines, text) => {
    expect(edited('a\nb\n', lines).end).toEqual({ text });
  });

  it.each(['c 3', 'd 0', 'i x', 'd 2 1', 'c'])('says that there is no such line for %s', (line) => {
    const { say, next } = edited('a\nb\n', [line]);
    expect(say[0]).toMatch(/^there is no line/);
    expect(next.lines).toEqual(['a', 'b']);
  });

  it('warns before changes are lost, once', () => {
    expect(edited('a\n', ['d 1', 'q'])).toMatchObject({ say: [words.unsaved] });
    expect(edited('a\n', ['d 1', 'q', 'q']).end).toEqual({ text: undefined });
    expect(edited('a\n', ['q']).end).toEqual({ text: undefined });
  });
});
