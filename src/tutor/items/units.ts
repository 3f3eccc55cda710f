/**
 * Numbers with units, as people type them: data in SI and binary units, time, shares.
 *
 * Powers of 1000 and 1024 are those of IEC 80000-13 (kB and KiB); `KB` is read as `kB`.
 */

/** How many of its dimension's smallest unit each unit is. Names are compared without regard to case. */
const DIMENSIONS: readonly Readonly<Record<string, number>>[] = [
  {
    b: 1,
    byte: 1,
    bytes: 1,
    바이트: 1,
    kb: 1e3,
    mb: 1e6,
    gb: 1e9,
    tb: 1e12,
    pb: 1e15,
    킬로바이트: 1e3,
    메가바이트: 1e6,
    기가바이트: 1e9,
    테라바이트: 1e12,
    kib: 2 ** 10,
    mib: 2 ** 20,
    gib: 2 ** 30,
    tib: 2 ** 40,
    pib: 2 ** 50,
  },
  {
    ns: 1,
    us: 1e3,
    μs: 1e3,
    ms: 1e6,
    밀리초: 1e6,
    s: 1e9,
    sec: 1e9,
    second: 1e9,
    seconds: 1e9,
    초: 1e9,
    m: 60e9,
    min: 60e9,
    minute: 60e9,
    minutes: 60e9,
    분: 60e9,
    h: 3600e9,
    hour: 3600e9,
    hours: 3600e9,
    시간: 3600e9,
    d: 86400e9,
    day: 86400e9,
    days: 86400e9,
    일: 86400e9,
  },
  { '‰': 1, '%': 10, percent: 10, 퍼센트: 10 },
];

/** A number that was typed, in the unit that was wanted; or why it is none. */
export type Amount = { readonly value: number } | { readonly problem: 'a-number' | 'known-unit' };

/**
 * Reads a number with or without a unit.
 *
 * @param text such as `8080`, `1,024`, `1.5 GiB`, `50%`; digits of any width
 * @param unit the unit wanted; a number without one is taken to be in it
 * @returns the number in `unit`
 */
export function amountOf(text: string, unit: string | undefined): Amount {
  const parts = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d+)?)\s*([^\d\s].*)?$/i.exec(
    text.normalize('NFKC').trim(),
  );
  const digits = (parts?.[1] ?? '').replaceAll(',', '');
  const number = digits === '' ? Number.NaN : Number(digits);
  if (!Number.isFinite(number)) return { problem: 'a-number' };
  const factor = factorOf(parts?.[2], unit);
  return factor === undefined ? { problem: 'known-unit' } : { value: number * factor };
}

/** What a number in one unit is multiplied by to be in another; nothing if they are of different kinds. */
function factorOf(typed: string | undefined, wanted: string | undefined): number | undefined {
  if (typed === undefined) return 1;
  const from = nameOf(typed);
  const to = nameOf(wanted ?? '');
  if (from === to) return 1;
  // A share without a unit is a number from 0 to 1.
  if (to === '' && (from === '%' || from === '퍼센트')) return 1 / 100;
  const dimension = DIMENSIONS.find((units) => Object.hasOwn(units, to));
  if (dimension === undefined || !Object.hasOwn(dimension, from)) return undefined;
  return dimension[from]! / dimension[to]!;
}

function nameOf(unit: string): string {
  return unit.normalize('NFKC').trim().toLowerCase();
}

/**
 * Whether a number is near enough to another.
 *
 * @param tolerance how far off it may be; what binary fractions lose is forgiven beside it
 */
export function isNear(value: number, wanted: number, tolerance: number): boolean {
  const rounding = 1e-9 * Math.max(Math.abs(value), Math.abs(wanted));
  return Math.abs(value - wanted) <= tolerance + rounding;
}
