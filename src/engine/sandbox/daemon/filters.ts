import type { Filters } from './api.ts';
import { DaemonError } from './api.ts';
import { parseMoment } from './time.ts';

function has(labels: Readonly<Record<string, string>>, wanted: string): boolean {
  const [name = '', ...value] = wanted.split('=');
  return name in labels && (!wanted.includes('=') || labels[name] === value.join('='));
}

/** @returns whether labels pass `--filter label=…` and `label!=…` of a prune */
export function matchesLabels(filters: Filters, labels: Readonly<Record<string, string>>): boolean {
  return (
    (filters.get('label') ?? []).every((wanted) => has(labels, wanted)) &&
    !(filters.get('label!') ?? []).some((unwanted) => has(labels, unwanted))
  );
}

/**
 * @returns what `--filter until=…` of a prune allows: things made before that moment
 * @throws DaemonError 400 for a moment that is none, or more than one
 */
export function untilFilter(filters: Filters, now: number): (created: number) => boolean {
  const [text, more] = filters.get('until') ?? [];
  if (text === undefined) {
    return () => true;
  }
  if (more !== undefined) {
    throw new DaemonError(400, 'more than one until filter specified');
  }
  const moment = parseMoment(text, now);
  if (moment === undefined) {
    throw new DaemonError(400, `invalid value for until filter: ${text}`);
  }
  return (created) => created <= moment;
}
