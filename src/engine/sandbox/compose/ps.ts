import { GoObject } from '../../../formats/go-template/values.ts';
import type { ContainerFacts } from '../../world.ts';
import { containerRow } from '../cli/container/rows.ts';
import { CommandError } from '../cli/docker.ts';
import { displayablePorts, portsOf } from '../cli/format/ports.ts';
import { type ListShape, renderRows } from '../cli/format/rows.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { labelOf, nameOf } from './labels.ts';

/** The table of `docker compose ps` (docker/compose cmd/formatter/container.go). */
const SHAPE: ListShape = {
  table: '{{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}',
  quiet: '{{.ID}}',
  headers: {
    ID: 'CONTAINER ID',
    Name: 'NAME',
    Project: 'PROJECT',
    Service: 'SERVICE',
    Image: 'IMAGE',
    Command: 'COMMAND',
    CreatedAt: 'CREATED AT',
    RunningFor: 'CREATED',
    Ports: 'PORTS',
    State: 'STATE',
    Status: 'STATUS',
    Size: 'SIZE',
    Labels: 'LABELS',
  },
};

function row(compose: Compose, container: ContainerFacts, truncate: boolean): GoObject {
  const { docker } = compose;
  const base = containerRow(docker, container, truncate);
  const { State } = container;
  const own: Record<string, () => unknown> = {
    ExitCode: () => (['exited', 'dead'].includes(State.Status) ? State.ExitCode : 0),
    Health: () => {
      const status = State.Status === 'running' ? State.Health?.Status : undefined;
      return status === undefined || status === 'none' ? '' : status;
    },
    Name: () => nameOf(container),
    Project: () => labelOf(container, 'project'),
    Publishers: () =>
      portsOf(container).map((port) => ({
        URL: port.address,
        TargetPort: port.port,
        PublishedPort: port.hostPort,
        Protocol: port.protocol,
      })),
    Service: () => labelOf(container, 'service'),
    Ports: () => displayablePorts(portsOf(container)),
  };
  const { HealthStatus: _, Platform: __, ...shared } = base.fields;
  return new GoObject(
    '*formatter.ContainerContext',
    Object.fromEntries(
      Object.entries({ ...shared, ...own }).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ) as typeof base.fields,
    { Label: (name) => container.Config.Labels?.[String(name)] ?? '' },
  );
}

/** `docker compose ps`. */
export function* ps(compose: Compose): Task<number> {
  const { docker } = compose;
  const statuses = [...docker.list('status')];
  const filter = docker.text('filter');
  if (filter !== '') {
    const [, key, value] = /^([^=]*)=(.*)$/.exec(filter) ?? [];
    if (key === undefined || value === undefined)
      throw new CommandError('arguments to --filter should be in form KEY=VAL');
    // A filter that Compose itself knows of and answers so (cmd/compose/ps.go).
    if (key === 'source') throw new CommandError('not implemented');
    if (key !== 'status') throw new CommandError(`unknown filter ${key}`);
    statuses.push(value);
  }
  const { project, name } = yield* compose.projectOrName();
  const missing = docker.args.find((service) => project?.services.has(service) === false);
  if (project !== undefined && missing !== undefined) throw new CommandError(`no such service: ${missing}`);
  const all = docker.bool('all') || statuses.length > 0;
  const containers = compose
    .containers(name, { oneOff: all ? 'with' : 'without', stopped: all, services: docker.args })
    .filter(({ State }) => statuses.length === 0 || statuses.includes(State.Status));
  if (docker.bool('quiet')) yield* docker.out(containers.map(({ Id }) => `${Id}\n`).join(''));
  else if (docker.bool('services'))
    yield* docker.out(`${[...new Set(containers.map((one) => labelOf(one, 'service')))].join('\n')}\n`);
  else {
    const rows = containers.map((container) => row(compose, container, !docker.bool('no-trunc')));
    yield* docker.out(renderRows(SHAPE, rows, docker.text('format')));
  }
  return 0;
}
