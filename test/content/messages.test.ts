import { describe, expect, it } from 'vitest';
import { broken, LESSON, load } from './memory-pack.ts';

/** The message and hint of the first problem after breaking the good lesson. */
function said(from: string, to: string): string {
  const [problem] = load(broken(LESSON, from, to)).problems;
  return `${problem?.message} — ${problem?.hint ?? ''}`;
}

describe('what is said', () => {
  it.each([
    ['minutes: 5', 'minuts: 5', 'unknown key `minuts` — did you mean `minutes`?'],
    ['minutes: 5\n', '', '`minutes` is missing — '],
    [
      'minutes: 5',
      'minutes: "5"',
      '`minutes` wants a number, and there is `5` — write digits, without quotes',
    ],
    ['{en: "First", ko: "첫째"}', '{en: [a], ko: 가}', '`en` wants text, and there is a list — '],
    ['minutes: 5', 'minutes: 90', '`minutes` is at most 60, and not `90` — '],
    ['minutes: 5', 'minutes: 2.5', '`minutes` is a whole number, and not `2.5` — '],
    [
      'correct: true',
      'correct: yes',
      '`correct` wants true or false, and there is `yes` — write true or false, without quotes',
    ],
    [
      '{en: "First", ko: "첫째"}',
      '1.10',
      '`1.10` reads as the number 1.1, and text is wanted — quote it: "1.10"',
    ],
    [
      '{en: "First", ko: "첫째"}',
      '{en: true, ko: 첫째}',
      '`true` reads as true, and text is wanted — quote it: "true"',
    ],
    ['{en: "First", ko: "첫째"}', '{en: ~, ko: 첫째}', '`~` reads as nothing — if it is text, quote it: "~"'],
    ['{en: "First", ko: "첫째"}', '', '`title` has no value — '],
    ['{en: "First", ko: "첫째"}', '[a, b]', 'a map is wanted here, and there is a list — '],
    [
      '{en: "First", ko: "첫째"}',
      '{en: First, and more, ko: 첫째}',
      '`and more` looks like the rest of a text, not like a key — put the text in quotes: in {…} a comma, a colon or a # ends it',
    ],
    [
      'type: single',
      'type: singel',
      '`type` is one of `single`, `multiple`, `layer`, and not `singel` — did you mean `single`?',
    ],
    ['      type: single\n', '', '`type` is missing — one of `single`, `multiple`, `layer`'],
    [
      'sources: [docs]\n    covers',
      'sources: docs\n    covers',
      '`sources` wants a list, and there is `docs` — begin each entry with `- `, or put them in […]',
    ],
    [
      'id: one',
      'id: ../../etc/passwd',
      '`../../etc/passwd` is not an id — an id is lower case words joined by hyphens, such as `copy-on-write`',
    ],
    ['covers: [F01]', 'covers: [X1]', '`X1` is not allowed here — an entry of the fact sheet, such as F01'],
    [
      'checked: 2026-11-20',
      'checked: yesterday',
      '`yesterday` is not allowed here — a day is written year-month-day, such as 2026-11-20',
    ],
    [
      '"https://docs.docker.com/"',
      'docs.docker.com',
      '`docs.docker.com` is not allowed here — an address begins with https://',
    ],
    [
      'highlight: [kernel]',
      'highlight: [kernal]',
      'the diagram `host` has no part `kernal` — did you mean `kernel`',
    ],
    ['mis: own-kernel', 'mis: own-kernels', 'no misconception `own-kernels` — did you mean `own-kernel`?'],
    ['[[kernel]].', '[[kernl]].', 'no term `kernl` in the glossary — did you mean `kernel`?'],
  ])('of %j turned into %j', (from, to, expected) => {
    expect(said(from, to)).toBe(expected);
  });

  it('quotes control characters in a form that is safe to print', () => {
    const problems = load(broken(LESSON, 'id: one', '"\\u001b[2J": one')).problems;
    expect(problems.length).toBeGreaterThan(0);
    for (const { message, hint } of problems) expect(`${message}${hint}`).not.toContain('\u001b');
  });

  it('names every unknown key, and keys that are missing besides', () => {
    const problems = load(broken(LESSON, 'minutes: 5', 'foo: 1\nminuts: 5\nbar: 2')).problems;
    expect(problems.map(({ message }) => message)).toEqual([
      'unknown key `foo`',
      'unknown key `minuts`',
      'unknown key `bar`',
    ]);
  });

  it('stops after a hundred problems of one file, and says so', () => {
    const options = Array.from(
      { length: 300 },
      (_, i) => `  - {id: s${i}, text: {en: a, ko: 가}, x: 1}\n`,
    ).join('');
    const { problems } = load(broken(LESSON, 'steps:\n', `steps:\n${options}`));
    expect(problems.length).toBe(101);
    expect(problems.at(-1)?.rule).toBe('too-many-problems');
  });
});
