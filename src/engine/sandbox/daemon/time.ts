/** What the API says of a moment that never was. */
export const NEVER = '0001-01-01T00:00:00Z';

/** Moments written down before: an engine shows the same ones again and again. */
const WRITTEN = new Map<number, string>();
const MOST_WRITTEN = 4096;

/**
 * @param milliseconds since 1970; undefined: it never was
 * @returns RFC 3339 in UTC, down to nanoseconds, trailing zeros left out as Go's RFC3339Nano does
 */
export function timestamp(milliseconds: number | undefined): string {
  if (milliseconds === undefined) {
    return NEVER;
  }
  const known = WRITTEN.get(milliseconds);
  if (known !== undefined) {
    return known;
  }
  if (WRITTEN.size >= MOST_WRITTEN) {
    WRITTEN.clear();
  }
  const text = written(milliseconds);
  WRITTEN.set(milliseconds, text);
  return text;
}

function written(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const nanoseconds = (whole % 1000) * 1_000_000 + Math.floor((milliseconds - whole) * 1_000_000);
  const fraction = String(nanoseconds).padStart(9, '0').replace(/0+$/, '');
  const second = new Date(whole).toISOString().slice(0, 19);
  return fraction === '' ? `${second}Z` : `${second}.${fraction}Z`;
}

/** @returns nanoseconds as Go's time.Duration prints them: `30s`, `1m30s`, `500ms` */
export function durationText(nanoseconds: number): string {
  if (nanoseconds < 1_000_000_000) {
    return nanoseconds < 1_000_000 ? `${nanoseconds / 1000}µs` : `${nanoseconds / 1_000_000}ms`;
  }
  const seconds = nanoseconds / 1_000_000_000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Number((seconds % 60).toFixed(9));
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${rest}s`;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Reads what `until` filters take: a Go duration back from now, seconds since 1970, or a date.
 * @returns milliseconds since 1970; undefined if it is none of them
 */
export function parseMoment(text: string, now: number): number | undefined {
  if (/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    let back = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
      back += Number(amount) * (UNITS[unit ?? 's'] ?? 0);
    }
    return now - back;
  }
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text) * 1000;
  }
  const withZone = /(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const moment = Date.parse(withZone);
  return Number.isNaN(moment) ? undefined : moment;
}
