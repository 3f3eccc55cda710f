import { localDay } from '../progress/days.ts';
import { writtenDay } from '../text/calendar.ts';
import type { Lang } from '../text/localized.ts';
import { messagesOf } from '../text/messages/index.ts';

/**
 * What a day is called: today, tomorrow, or its date.
 *
 * @param at a moment of the day, in milliseconds since 1970
 * @param now the wall clock, in milliseconds since 1970; a day that is over is today
 * @param lang the language to say it in
 */
export function dayName(at: number, now: number, lang: Lang): string {
  const { review } = messagesOf(lang);
  const days = localDay(at) - localDay(now);
  if (days <= 0) return review.today;
  if (days === 1) return review.tomorrow;
  return writtenDay(at, lang);
}
