import { ComposeError } from './tree.ts';

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 24 * 3600e9,
  w: 7 * 24 * 3600e9,
};

/**
 * A duration as Compose files have it: `1m30s`, `500ms`, `1d`.
 *
 * @returns nanoseconds
 * @throws ComposeError with the words of Go's time package
 */
export function parseDuration(text: string): number {
  if (text === '0') return 0;
  const quoted = JSON.stringify(text);
  let total = 0;
  let rest = text.replace(/^\+/, '');
  if (rest === '') throw new ComposeError(`time: invalid duration ${quoted}`);
  while (rest !== '') {
    const [whole = '', number = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (number === '') throw new ComposeError(`time: invalid duration ${quoted}`);
    if (unit === '') throw new ComposeError(`time: missing unit in duration ${quoted}`);
    const factor = NANOSECONDS[unit];
    if (factor === undefined)
      throw new ComposeError(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
    total += Number(number) * factor;
    rest = rest.slice(whole.length);
  }
  return Math.round(total);
}

/** @returns nanoseconds as Go writes a duration: `1m30s` */
export function showDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e9) {
    const [unit, size] = nanoseconds < 1e3 ? ['ns', 1] : nanoseconds < 1e6 ? ['µs', 1e3] : ['ms', 1e6];
    return `${nanoseconds / Number(size)}${unit}`;
  }
  const seconds = nanoseconds / 1e9;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${Number((seconds % 60).toFixed(9))}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}

const POWERS = 'kmgtp';

/**
 * A size as Compose files have it: `512m`, `1.5gb`, `64KiB`, or a number (docker/go-units RAMInBytes).
 *
 * @returns bytes
 * @throws ComposeError
 */
export function parseBytes(value: string | number): number {
  if (typeof value === 'number') return value;
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s?([kmgtpKMGTP]?)(?:i?[bB])?$/.exec(value) ?? [];
  if (number === undefined) throw new ComposeError(`invalid size: '${value}'`);
  return Math.floor(Number(number) * 1024 ** (unit === '' ? 0 : POWERS.indexOf(unit.toLowerCase()) + 1));
}
