/** How docker's client writes durations, sizes and dates (docker/go-units, Go's time). */

const SECOND = 1;
const MINUTE = 60;
const HOUR = 3600;

/**
 * units.HumanDuration.
 * @param milliseconds how long
 * @returns `Less than a second`, `3 seconds`, `About a minute`, `2 weeks`
 */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < SECOND) return 'Less than a second';
  if (seconds === SECOND) return '1 second';
  if (seconds < MINUTE) return `${seconds} seconds`;
  const minutes = Math.trunc(seconds / MINUTE);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.trunc(seconds / HOUR + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(seconds / HOUR / 24 / 365)} years`;
}

/** @returns `3 seconds ago` */
export function ago(from: string | number, now: number): string {
  const at = typeof from === 'number' ? from : Date.parse(from);
  return `${humanDuration(now - Math.floor(at / 1000) * 1000)} ago`;
}

/** Go's `%.*g`: so many significant digits, without trailing zeros. */
function significant(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

function scaled(bytes: number, base: number, units: readonly string[], digits: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit += 1;
  }
  return `${significant(value, digits)}${units[unit]}`;
}

/** units.HumanSizeWithPrecision. @returns `8.3MB` */
export function humanSize(bytes: number, digits = 3): string {
  return scaled(bytes, 1000, DECIMAL, digits);
}

/** units.BytesSize. @returns `1.5GiB` */
export function binarySize(bytes: number): string {
  return scaled(bytes, 1024, BINARY, 4);
}

/** time.Time.String. @returns `2026-11-20 10:00:00 +0000 UTC` */
export function goTime(from: string | number): string {
  const date = new Date(typeof from === 'number' ? from : Date.parse(from));
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}

/** @returns the id without `sha256:`, cut to 12 digits */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

function charWidth(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xff00 && code <= 0xff60) ||
      code >= 0x1f300)
    ? 2
    : 1;
}

/** @returns a text cut to so many cells, the last of them `…` */
export function ellipsis(text: string, cells: number): string {
  const chars = [...text];
  let width = 0;
  let kept = 0;
  for (const char of chars) {
    width += charWidth(char);
    if (width <= cells - 1) kept += 1;
  }
  return width <= cells ? text : `${chars.slice(0, kept).join('')}…`;
}
