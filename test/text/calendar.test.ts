import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writtenDay } from '../../src/text/calendar.ts';
import { UI_LANGUAGES } from '../../src/text/messages/index.ts';

/** From the year 1970 on, some thousand years. */
const moment = fc.integer({ min: 0, max: 1e14 });

it.each(UI_LANGUAGES)('writes every day as the calendar of Unicode has it in %s', (lang) => {
  const format = new Intl.DateTimeFormat(lang, { weekday: 'short', month: 'short', day: 'numeric' });
  fc.assert(
    fc.property(moment, (at) => {
      expect(writtenDay(at, lang)).toBe(format.format(at));
    }),
  );
});

it('is English in a language that the program does not speak', () => {
  const noon = new Date(2026, 10, 24, 12).getTime();
  expect(writtenDay(noon, 'fr')).toBe('Tue, Nov 24');
});
