import type { ContainerFacts } from '../../../world.ts';
import { familiar, parseReference, withTag } from '../../daemon/reference.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { portsOf } from '../format/ports.ts';

const KEYS = new Set([
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'isolation',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
]);
const STATES = new Set(['created', 'restarting', 'running', 'removing', 'paused', 'exited', 'dead']);
const HEALTH = new Set(['starting', 'healthy', 'unhealthy', 'none']);

type Test = (container: ContainerFacts) => boolean;

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return text.includes(pattern);
  }
}

/** @returns whether labels have `key` or `key=value` */
export function hasLabel(
  labels: Readonly<Record<string, string>> | null | undefined,
  wanted: string,
): boolean {
  const [key = '', ...rest] = wanted.split('=');
  const value = labels?.[key];
  return value !== undefined && (!wanted.includes('=') || value === rest.join('='));
}

function ports(wanted: string): (port: number, protocol: string) => boolean {
  const [range = '', protocol = 'tcp'] = wanted.split('/');
  const [first = '', last = first] = range.split('-');
  if (!/^\d+$/.test(first) || !/^\d+$/.test(last))
    throw new Refusal(400, `invalid port '${wanted}': invalid syntax`);
  return (port, kind) => kind === protocol && port >= Number(first) && port <= Number(last);
}

function normalName(text: string): string {
  try {
    return familiar(withTag(parseReference(text)));
  } catch {
    return text;
  }
}

/** Values of a key are alternatives, except labels, which must all hold (moby daemon/list.go). */
function testOf(
  docker: Docker,
  key: string,
  values: readonly string[],
  all: readonly ContainerFacts[],
): Test {
  const some =
    (test: (value: string, container: ContainerFacts) => boolean): Test =>
    (container) =>
      values.some((value) => test(value, container));
  switch (key) {
    case 'id':
      return some((value, { Id }) => matches(`^${value}`, Id));
    case 'name':
      return some((value, { Name }) => matches(value, Name) || matches(value, Name.slice(1)));
    case 'label':
      return ({ Config }) => values.every((value) => hasLabel(Config.Labels, value));
    case 'status':
      for (const value of values)
        if (!STATES.has(value)) throw new Refusal(400, `invalid filter 'status=${value}'`);
      return some((value, { State }) => State.Status === value);
    case 'exited': {
      for (const value of values)
        if (!/^-?\d+$/.test(value)) throw new Refusal(400, `invalid filter 'exited=${value}'`);
      return some(
        (value, { State }) =>
          !State.Running && !State.StartedAt.startsWith('0001') && State.ExitCode === Number(value),
      );
    }
    case 'health':
      for (const value of values)
        if (!HEALTH.has(value)) throw new Refusal(400, `invalid filter 'health=${value}'`);
      return some((value, { State }) => (State.Health?.Status ?? 'none') === value);
    case 'ancestor':
      return ancestor(docker, values);
    case 'publish': {
      const tests = values.map(ports);
      return (container) =>
        portsOf(container).some(
          ({ hostPort, protocol }) => hostPort > 0 && tests.some((test) => test(hostPort, protocol)),
        );
    }
    case 'expose': {
      const tests = values.map(ports);
      return (container) =>
        portsOf(container).some(({ port, protocol }) => tests.some((test) => test(port, protocol)));
    }
    case 'network':
      return some((value, { NetworkSettings }) =>
        Object.entries(NetworkSettings.Networks).some(
          ([name, { NetworkID }]) => name === value || (value !== '' && NetworkID.startsWith(value)),
        ),
      );
    case 'volume':
      return some((value, { Mounts }) =>
        Mounts.some(({ Name, Source, Destination }) => [Name, Source, Destination].includes(value)),
      );
    case 'before':
    case 'since': {
      const wanted = docker.ask((daemon) => daemon.inspectContainer(values[0] ?? '')).Id;
      const place = all.findIndex(({ Id }) => Id === wanted);
      return (container) => {
        const own = all.findIndex(({ Id }) => Id === container.Id);
        return key === 'before' ? own > place : own < place;
      };
    }
    default:
      return () => true;
  }
}

function ancestor(docker: Docker, values: readonly string[]): Test {
  const layers = values.flatMap((value) => {
    try {
      return [docker.ask((daemon) => daemon.image(value)).layers.map(({ diffId }) => diffId)];
    } catch (problem) {
      if (problem instanceof CommandError) return [];
      throw problem;
    }
  });
  return ({ Image, Config }) => {
    if (values.some((value) => normalName(value) === normalName(Config.Image))) return true;
    try {
      const own = docker.ask((daemon) => daemon.image(Image)).layers.map(({ diffId }) => diffId);
      return layers.some(
        (wanted) => wanted.length <= own.length && wanted.every((layer, at) => own[at] === layer),
      );
    } catch (problem) {
      if (problem instanceof CommandError) return false;
      throw problem;
    }
  };
}

/**
 * @param all newest first
 * @returns the containers that pass `--filter`. Throws Refusal: `invalid filter 'foo'`
 */
export function filterContainers(
  docker: Docker,
  filters: ReadonlyMap<string, readonly string[]>,
  all: readonly ContainerFacts[],
): readonly ContainerFacts[] {
  const tests = [...filters].map(([key, values]) => {
    if (!KEYS.has(key)) throw new Refusal(400, `invalid filter '${key}'`);
    return testOf(docker, key, values, all);
  });
  return all.filter((container) => tests.every((test) => test(container)));
}
