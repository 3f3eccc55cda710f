import type { Fact } from '../../content/schema/fact.ts';
import type { Probe } from '../../engine/port.ts';
import { probeKey } from './seen.ts';

/**
 * What has to be asked beyond `inspect` before facts can be judged.
 *
 * @param facts the facts
 * @param since when the lab began, milliseconds since 1970: events before it do not count
 * @returns each probe once
 */
export function probesOf(facts: readonly Fact[], since: number): readonly Probe[] {
  const probes = new Map<string, Probe>();
  for (const fact of facts) {
    for (const probe of probesOfFact(fact, since)) probes.set(probeKey(probe), probe);
  }
  return [...probes.values()];
}

function probesOfFact(fact: Fact, since: number): Probe[] {
  if ('http' in fact) return [{ kind: 'http', port: fact.http.port, path: fact.http.path ?? '/' }];
  if ('seen' in fact) return [{ kind: 'events', since }];
  if (!('container' in fact)) return [];
  const { container } = fact;
  return [
    ...(fact.diff === undefined ? [] : [{ kind: 'diff', container } as const]),
    ...(fact.file === undefined ? [] : [{ kind: 'file', container, path: fact.file.path } as const]),
    ...(fact.logs === undefined ? [] : [{ kind: 'logs', container } as const]),
    ...(fact.processes === undefined ? [] : [{ kind: 'top', container } as const]),
  ];
}
