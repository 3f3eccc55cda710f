/** Judging networks, volumes, what a port answers, and what has happened. */
import type { HttpFact, NetworkFact, SeenFact, VolumeFact } from '../../content/schema/fact.ts';
import type { EngineEvent } from '../../engine/port.ts';
import { type Difference, judgeList, judgeMap, judgeText, type Subject, tellOf } from './difference.ts';
import { eventsOf, familiar, type Look, networkNamed, observed, volumeNamed } from './seen.ts';

/** Judges a fact of a network. @returns the first difference; nothing if it holds */
export function judgeNetwork(fact: NetworkFact, { world }: Look): Difference | undefined {
  const subject: Subject = { kind: 'network', name: fact.network };
  const network = networkNamed(world, fact.network);
  if (fact.exists === false)
    return network === undefined ? undefined : { subject, fact: 'exists', forbidden: fact.network };
  if (network === undefined) return { subject, fact: 'exists', wanted: fact.network };
  const tell = tellOf(subject);
  if (fact.driver !== undefined && fact.driver !== network.Driver)
    return tell('driver', fact.driver, network.Driver);
  if (fact.internal !== undefined && fact.internal !== network.Internal)
    return tell('internal', fact.internal, network.Internal);
  const on = Object.values(network.Containers).map(({ Name }) => Name);
  return (
    fact.containers &&
    judgeList(
      subject,
      'containers',
      fact.containers,
      (name) => on.includes(name),
      (name) => name,
      on,
    )
  );
}

/** Judges a fact of a volume. @returns the first difference; nothing if it holds */
export function judgeVolume(fact: VolumeFact, { world }: Look): Difference | undefined {
  const subject: Subject = { kind: 'volume', name: fact.volume };
  const volume = volumeNamed(world, fact.volume);
  if (fact.exists === false)
    return volume === undefined ? undefined : { subject, fact: 'exists', forbidden: fact.volume };
  if (volume === undefined) return { subject, fact: 'exists', wanted: fact.volume };
  return fact.labels && judgeMap(subject, 'labels', fact.labels, volume.Labels ?? {});
}

/** Judges what a published port answers. @returns the first difference; nothing if it holds */
export function judgeHttp(fact: HttpFact, look: Look): Difference | undefined {
  const path = fact.http.path ?? '/';
  const subject: Subject = { kind: 'http', name: `localhost:${fact.http.port}${path === '/' ? '' : path}` };
  const answer = observed(look, { kind: 'http', port: fact.http.port, path });
  if (fact.exists === false)
    return answer?.found ? { subject, fact: 'exists', forbidden: subject.name } : undefined;
  if (!answer?.found) return { subject, fact: 'exists', wanted: subject.name };
  if (fact.status !== undefined && fact.status !== answer.status)
    return tellOf(subject)('status', fact.status, answer.status);
  return fact.body && judgeText(subject, 'body', fact.body, answer.body);
}

/** The events that bring a container into a state. */
const STATE_EVENTS: Readonly<Record<NonNullable<SeenFact['seen']['state']>, string>> = {
  created: 'create',
  running: 'start',
  paused: 'pause',
  exited: 'die',
  removed: 'destroy',
};

/** Judges what has happened since the lab began. @returns the difference; nothing if it happened often enough */
export function judgeSeen({ seen }: SeenFact, look: Look): Difference | undefined {
  const kind = (['container', 'image', 'network', 'volume'] as const).find(
    (each) => seen[each] !== undefined,
  );
  const name = (kind && seen[kind]) ?? '';
  const action = seen.action ?? (seen.state && STATE_EVENTS[seen.state]);
  const matches = (event: EngineEvent): boolean =>
    (kind === undefined || event.type === kind) &&
    (action === undefined || event.action === action || event.action.startsWith(`${action}:`)) &&
    (kind === undefined || isNamed(event, name)) &&
    (seen['exit-code'] === undefined || event.attributes['exitCode'] === String(seen['exit-code']));
  const times = eventsOf(look).filter(matches).length;
  const wanted = seen.times ?? 1;
  if (times >= wanted) return undefined;
  const subject: Subject = { kind: 'events', name };
  const what = [seen.state ?? action, seen['exit-code']].filter((word) => word !== undefined).join(' ');
  return tellOf(subject)(
    'seen',
    wanted === 1 ? what : `${what} × ${wanted}`,
    wanted === 1 ? undefined : times,
  );
}

function isNamed({ type, id, attributes }: EngineEvent, name: string): boolean {
  if (type === 'image') return familiar(attributes['name'] ?? id) === familiar(name) || id === name;
  return attributes['name'] === name || id === name;
}
