import type { GoValue } from '../../../../formats/go-template/values.ts';
import type { EngineEvent } from '../../../port.ts';
import type { Task } from '../../kernel/process.ts';
import { hasLabel } from '../container/filter.ts';
import { longTimestamp, moment } from '../container/logs.ts';
import { type Docker, Refusal } from '../docker.ts';
import { readTemplate, runTemplate } from '../format/rows.ts';

const KEYS = new Set([
  'container',
  'image',
  'network',
  'volume',
  'type',
  'event',
  'label',
  'daemon',
  'scope',
]);

function about(type: string, value: string, { type: own, id, attributes }: EngineEvent): boolean {
  const name = attributes['name'] ?? '';
  if (type === 'image' && own === 'container') return attributes['image'] === value;
  if (own !== type && attributes[type] === undefined) return false;
  const subject = own === type ? id : (attributes[type] ?? '');
  return (
    subject === value || (value.length > 0 && subject.startsWith(value)) || (own === type && name === value)
  );
}

function passes(filters: ReadonlyMap<string, readonly string[]>, event: EngineEvent): boolean {
  return [...filters].every(([key, values]) => {
    if (key === 'type') return values.includes(event.type);
    if (key === 'event')
      return values.some((value) => event.action === value || event.action.startsWith(`${value}:`));
    if (key === 'label') return values.every((value) => hasLabel(event.attributes, value));
    if (key === 'scope') return values.includes('local');
    return values.some((value) => about(key, value, event));
  });
}

function message({ type, action, id, attributes, time }: EngineEvent): GoValue {
  return {
    Type: type,
    Action: action,
    Actor: { ID: id, Attributes: { ...attributes } },
    scope: 'local',
    time: Math.floor(time / 1000),
    timeNano: Math.floor(time) * 1e6,
  };
}

function line({ type, action, id, attributes, time }: EngineEvent): string {
  const named = Object.keys(attributes)
    .sort()
    .map((key) => `${key}=${attributes[key]}`);
  return `${longTimestamp(time)} ${type} ${action} ${id}${named.length === 0 ? '' : ` (${named.join(', ')})`}\n`;
}

/** `docker events`: those since a moment, then new ones until a moment, or for ever. */
export function* events(docker: Docker): Task<number> {
  const filters = docker.filters();
  for (const key of filters.keys()) if (!KEYS.has(key)) throw new Refusal(400, `invalid filter '${key}'`);
  const format = docker.text('format');
  const template = format === '' ? undefined : readTemplate(format === 'json' ? '{{json .}}' : format, 64);
  const since = moment(docker, 'since');
  const until = moment(docker, 'until');
  const write = function* (list: readonly EngineEvent[]): Task<void> {
    for (const event of list) {
      if ((until !== undefined && event.time > until) || !passes(filters, event)) continue;
      yield* docker.out(template === undefined ? line(event) : `${runTemplate(template, message(event))}\n`);
    }
  };
  const past = docker.ask((daemon) => daemon.events());
  let seen = past.length;
  if (since !== undefined) yield* write(past.filter(({ time }) => time >= since));
  while (until === undefined || docker.process.now() < until) {
    const from = seen;
    const more = yield* docker.askTask(function* (daemon) {
      yield* daemon.kernel.until(() => daemon.events(from).length > 0, until);
      return daemon.events(from);
    });
    if (more.length === 0) break;
    seen += more.length;
    yield* write(more);
  }
  return 0;
}
