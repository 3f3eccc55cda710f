import { DockerfileError } from './syntax.ts';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/**
 * A duration as Go writes it: `1m30s`, `500ms`.
 * @returns nanoseconds
 * @throws DockerfileError with the words of Go's time package
 */
export function parseDuration(text: string): number {
  const quoted = JSON.stringify(text);
  const [, sign, body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0;
  if (body === '') throw new DockerfileError(`time: invalid duration ${quoted}`);
  let total = 0;
  let rest = body;
  while (rest !== '') {
    const [whole = '', number = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (number === '') throw new DockerfileError(`time: invalid duration ${quoted}`);
    if (unit === '') throw new DockerfileError(`time: missing unit in duration ${quoted}`);
    const factor = UNITS[unit];
    if (factor === undefined) {
      throw new DockerfileError(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
    }
    total += Number(number) * factor;
    rest = rest.slice(whole.length);
  }
  return Math.round(sign === '-' ? -total : total);
}

/** An interval of HEALTHCHECK: nothing below a millisecond but 0. */
export function parseInterval(text: string, flag: string): number {
  if (text === '') return 0;
  const duration = parseDuration(text);
  if (duration !== 0 && duration < 1e6) {
    throw new DockerfileError(`Interval ${JSON.stringify(flag)} cannot be less than 1ms`);
  }
  return duration;
}

/** A duration as Go prints it. */
export function shownDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e9) return `${nanoseconds / 1e6}ms`;
  const seconds = nanoseconds / 1e9;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${Number((seconds % 60).toFixed(9))}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
