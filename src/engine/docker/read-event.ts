import type { EngineEvent } from '../port.ts';
import { number, object, text } from './read-container.ts';

const TYPES = ['container', 'image', 'network', 'volume', 'builder', 'daemon'] as const;

/**
 * One line of `docker events --format '{{json .}}'`; Podman's form counts too.
 *
 * @returns undefined for a line that is no event, or of a kind that we do not know (plugin, node, service …)
 */
export function readEvent(line: string): EngineEvent | undefined {
  let raw: Readonly<Record<string, unknown>>;
  try {
    raw = object(JSON.parse(line));
  } catch {
    return undefined;
  }
  const actor = object(raw['Actor']);
  const type = TYPES.find((known) => known === text(raw['Type']));
  if (type === undefined) return undefined;
  const attributes = object(actor['Attributes'] ?? raw['Attributes']) as Readonly<Record<string, string>>;
  const name = text(raw['Name']);
  const nanoseconds = number(raw['timeNano']);
  return {
    type,
    action: text(raw['Action']) || text(raw['Status']),
    id: text(actor['ID']) || text(raw['ID']),
    attributes: name === '' || 'name' in attributes ? attributes : { ...attributes, name },
    time: nanoseconds > 0 ? Math.floor(nanoseconds / 1e6) : timeOf(raw['time'] ?? raw['Time']),
  };
}

/** Seconds since 1970, or a date. */
function timeOf(value: unknown): number {
  return typeof value === 'number' ? value * 1000 : Date.parse(text(value)) || 0;
}
