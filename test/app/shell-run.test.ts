import { describe, expect, it } from 'vitest';
import { timeText } from '../../src/app/shell-run.ts';
import { playMessagesOf } from '../../src/text/messages/play.ts';

describe('the time that a command took', () => {
  it.each([
    ['en', 4_400, '4 s'],
    ['en', 119_000, '119 s'],
    ['en', 120_000, '2 min'],
    ['en', 7_200_000, '2 h'],
    ['ko', 4_400, '4초'],
    ['ko', 300_000, '5분'],
    ['ko', 86_400_000, '24시간'],
  ])('is said in its largest fitting unit, as one writes it (%s, %i ms)', (lang, milliseconds, said) => {
    expect(timeText(milliseconds, playMessagesOf(lang).units)).toBe(said);
  });
});
