import type { EngineEvent } from '../../port.ts';
import type { ContainerRecord, Engine, EventLink, NetworkRecord } from './state.ts';
import { edit } from './state.ts';

type Attributes = Readonly<Record<string, string>>;

/** Writes an event down, with the time that it is. */
export function record(engine: Engine, event: Omit<EngineEvent, 'time'>): void {
  const cells = edit(engine, engine.state.cells);
  cells.events = { event: { ...event, time: engine.kernel.now() }, before: cells.events };
  cells.eventCount += 1;
}

/** An event of a container, with the attributes that all of them have (moby daemon/events.go). */
export function containerEvent(
  engine: Engine,
  container: ContainerRecord,
  action: string,
  attributes: Attributes = {},
): void {
  record(engine, {
    type: 'container',
    action,
    id: container.id,
    attributes: {
      ...attributes,
      ...container.config.Labels,
      image: container.config.Image,
      name: container.name,
    },
  });
}

/** An event of an image: `name` is the reference it was about. */
export function imageEvent(engine: Engine, id: string, action: string, name: string): void {
  const labels = action === 'untag' ? {} : engine.state.images.get(id)?.config.Labels;
  record(engine, { type: 'image', action, id, attributes: { ...labels, name } });
}

export function networkEvent(
  engine: Engine,
  network: NetworkRecord,
  action: string,
  attributes: Attributes = {},
): void {
  record(engine, {
    type: 'network',
    action,
    id: network.id,
    attributes: { ...attributes, name: network.name, type: network.driver },
  });
}

export function volumeEvent(
  engine: Engine,
  name: string,
  action: string,
  attributes: Attributes = { driver: 'local' },
): void {
  record(engine, { type: 'volume', action, id: name, attributes });
}

/** The event with which a prune ends. */
export function pruneEvent(engine: Engine, type: EngineEvent['type'], reclaimed: number): void {
  record(engine, { type, action: 'prune', id: '', attributes: { reclaimed: String(reclaimed) } });
}

/** @returns the events from the one with number `from` on, oldest first */
export function eventsFrom(engine: Engine, from = 0): readonly EngineEvent[] {
  const { events, eventCount } = engine.state.cells;
  const found: EngineEvent[] = [];
  for (let link: EventLink | undefined = events; link !== undefined; link = link.before) {
    if (eventCount - found.length <= from) {
      break;
    }
    found.push(link.event);
  }
  return found.reverse();
}
