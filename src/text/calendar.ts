/**
 * How a day of the year is written. The same as `Intl.DateTimeFormat` has it with weekday and month in short, which a
 * test holds it to: making the first such format of a process takes Node.js as long as starting does.
 */
import type { Lang } from './localized.ts';

/** A day as calendars count: months from 0, weekdays from Sunday as 0. */
interface CalendarDay {
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

const EN_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const KO_DAYS = ['일', '월', '화', '수', '목', '금', '토'];

const en = ({ month, day, weekday }: CalendarDay): string =>
  `${EN_DAYS[weekday]}, ${EN_MONTHS[month]} ${day}`;

const WRITTEN: Readonly<Record<Lang, (day: CalendarDay) => string>> = {
  en,
  ko: ({ month, day, weekday }) => `${month + 1}월 ${day}일 (${KO_DAYS[weekday]})`,
};

/**
 * The weekday, month and day of a moment where the learner is.
 *
 * @param at milliseconds since 1970
 * @param lang a language of the program; English for any other
 */
export function writtenDay(at: number, lang: Lang): string {
  const date = new Date(at);
  const write = WRITTEN[lang] ?? en;
  return write({ month: date.getMonth(), day: date.getDate(), weekday: date.getDay() });
}
