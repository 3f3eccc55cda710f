const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const two = (value: number) => String(value).padStart(2, '0');
const spaced = (value: number) => String(value).padStart(2, ' ');

/** @returns the ISO 8601 week of a date and the year that the week belongs to */
function isoWeek(date: Date): { readonly week: number; readonly year: number } {
  const day = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const first = Date.UTC(day.getUTCFullYear(), 0, 1);
  return { week: Math.ceil(((day.getTime() - first) / 86_400_000 + 1) / 7), year: day.getUTCFullYear() };
}

/**
 * strftime(3) in the C locale. The sandbox's computers are on UTC, as containers are.
 * @param time milliseconds since 1970
 */
export function formatTime(time: number, format: string): string {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  const week = date.getUTCDay();
  const hours = date.getUTCHours();
  const dayOfYear = Math.floor((Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
  const one = (letter: string): string | undefined => {
    switch (letter) {
      case 'a':
        return DAYS[week]!.slice(0, 3);
      case 'A':
        return DAYS[week]!;
      case 'b':
      case 'h':
        return MONTHS[month]!.slice(0, 3);
      case 'B':
        return MONTHS[month]!;
      case 'c':
        return formatTime(time, '%a %b %e %H:%M:%S %Y');
      case 'C':
        return two(Math.floor(year / 100));
      case 'd':
        return two(day);
      case 'D':
      case 'x':
        return formatTime(time, '%m/%d/%y');
      case 'e':
        return spaced(day);
      case 'F':
        return formatTime(time, '%Y-%m-%d');
      case 'g':
        return two(isoWeek(date).year % 100);
      case 'G':
        return String(isoWeek(date).year);
      case 'H':
        return two(hours);
      case 'I':
        return two(hours % 12 || 12);
      case 'j':
        return String(dayOfYear).padStart(3, '0');
      case 'k':
        return spaced(hours);
      case 'l':
        return spaced(hours % 12 || 12);
      case 'm':
        return two(month + 1);
      case 'M':
        return two(date.getUTCMinutes());
      case 'n':
        return '\n';
      case 'N':
        return `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`;
      case 'p':
        return hours < 12 ? 'AM' : 'PM';
      case 'P':
        return hours < 12 ? 'am' : 'pm';
      case 'r':
        return formatTime(time, '%I:%M:%S %p');
      case 'R':
        return formatTime(time, '%H:%M');
      case 's':
        return String(Math.floor(time / 1000));
      case 'S':
        return two(date.getUTCSeconds());
      case 't':
        return '\t';
      case 'T':
      case 'X':
        return formatTime(time, '%H:%M:%S');
      case 'u':
        return String(week || 7);
      case 'U':
        return two(Math.floor((dayOfYear + 6 - week) / 7));
      case 'V':
        return two(isoWeek(date).week);
      case 'w':
        return String(week);
      case 'W':
        return two(Math.floor((dayOfYear + 6 - ((week + 6) % 7)) / 7));
      case 'y':
        return two(year % 100);
      case 'Y':
        return String(year);
      case 'z':
        return '+0000';
      case 'Z':
        return 'UTC';
      case '%':
        return '%';
      default:
        return undefined;
    }
  };
  return format.replace(
    /%(-|_|0|:)?(\d*)([a-zA-Z%])/g,
    (all, flag: string, width: string, letter: string) => {
      if (flag === ':' && letter === 'z') return '+00:00';
      const text = letter === 'N' && width !== '' ? one('N')?.slice(0, Number(width)) : one(letter);
      if (text === undefined) return all;
      if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '');
      if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
      return text;
    },
  );
}

/**
 * The dates that date(1) -d and touch(1) -d take: `@seconds`, `YYYY-MM-DD[ T]hh:mm[:ss]`, `hh:mm[:ss]`,
 * `[[CC]YY]MMDDhhmm[.ss]`, and of GNU's words now, today, yesterday, tomorrow and `±N unit [ago]`.
 * @returns milliseconds since 1970; undefined if it is no date
 */
export function parseTime(text: string, now: number): number | undefined {
  const word = text.trim();
  if (/^@-?\d+(\.\d+)?$/.test(word)) return Math.round(Number(word.slice(1)) * 1000);
  const full =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)? ?(?:Z|UTC|\+00:?00)?$/.exec(word);
  if (full !== null) {
    const [, year, month, day, hour = '0', minute = '0', second = '0'] = full;
    return checked(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  }
  const clock = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(word);
  if (clock !== null) {
    const date = new Date(now);
    const [, hour, minute, second = '0'] = clock;
    const month = date.getUTCMonth() + 1;
    return checked(
      date.getUTCFullYear(),
      month,
      date.getUTCDate(),
      Number(hour),
      Number(minute),
      Number(second),
    );
  }
  const packed = /^(\d\d(?:\d\d)?)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(word);
  if (packed !== null) {
    const [, year, month, day, hour, minute, second = '0'] = packed;
    const full =
      year === undefined ? new Date(now).getUTCFullYear() : Number(year.length === 2 ? `20${year}` : year);
    return checked(full, Number(month), Number(day), Number(hour), Number(minute), Number(second));
  }
  return relative(word.toLowerCase(), now);
}

/** @returns a time of the calendar; undefined if there is no such day or hour */
function checked(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const valid = new Date(time).getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 61;
  return valid ? time : undefined;
}

const UNITS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** @returns a time by GNU's words */
function relative(text: string, now: number): number | undefined {
  if (text === 'now' || text === 'today' || text === '') return now;
  if (text === 'yesterday') return now - 86_400_000;
  if (text === 'tomorrow') return now + 86_400_000;
  const match = /^(?:now )?([+-]?) ?(\d+) (sec|second|min|minute|hour|day|week|month|year)s?( ago)?$/.exec(
    text,
  );
  if (match === null) return undefined;
  const count = Number(match[2]) * (match[1] === '-' ? -1 : 1) * (match[4] === undefined ? 1 : -1);
  const unit = UNITS[match[3]!];
  if (unit !== undefined) return now + count * unit * 1000;
  const date = new Date(now);
  if (match[3] === 'month') date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCFullYear(date.getUTCFullYear() + count);
  return date.getTime();
}
