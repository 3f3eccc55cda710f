import type { ContainerFacts } from '../../world.ts';
import { moment } from '../cli/container/logs.ts';
import { CommandError } from '../cli/docker.ts';
import { ago, humanSize } from '../cli/format/human.ts';
import { portsOf } from '../cli/format/ports.ts';
import { alignTabs } from '../cli/format/table.ts';
import { imageSizes, splitName } from '../cli/image/rows.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { LABEL, labelOf, nameOf } from './labels.ts';
import { COMPOSE_VERSION } from './version.ts';

/** A table with three blanks between columns, as Compose prints its own. */
function table(header: readonly string[], rows: readonly (readonly string[])[], least = 20): string {
  return alignTabs([header, ...rows].map((cells) => `${cells.join('\t')}\n`).join(''), least);
}

/** `docker compose version`. */
export function* version({ docker }: Compose): Task<number> {
  if (docker.bool('short')) yield* docker.out(`${COMPOSE_VERSION}\n`);
  else if (docker.text('format') === 'json') yield* docker.out(`{"version":"v${COMPOSE_VERSION}"}\n`);
  else yield* docker.out(`Docker Compose version v${COMPOSE_VERSION}\n`);
  return 0;
}

function states(containers: readonly ContainerFacts[]): string {
  const counts = new Map<string, number>();
  for (const { State } of containers) counts.set(State.Status, (counts.get(State.Status) ?? 0) + 1);
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([status, count]) => `${status}(${count})`)
    .join(', ');
}

/** `docker compose ls`. */
export function* ls({ docker }: Compose): Task<number> {
  const filters = docker.filters();
  const odd = [...filters.keys()].find((key) => key !== 'name');
  if (odd !== undefined) throw new CommandError(`invalid filter '${odd}'`);
  const containers = docker
    .ask((daemon) => daemon.containers())
    .filter(
      (one) =>
        labelOf(one, 'project') !== '' &&
        labelOf(one, 'hash') !== '' &&
        (docker.bool('all') || one.State.Running),
    );
  const names = [...new Set(containers.map((one) => labelOf(one, 'project')))].toSorted().filter((name) => {
    const wanted = filters.get('name');
    return wanted === undefined || wanted.some((text) => name.includes(text));
  });
  const rows = names.map((name) => {
    const own = containers.filter((one) => labelOf(one, 'project') === name);
    const files = [...new Set(own.flatMap((one) => labelOf(one, 'files').split(',')))].join(',');
    return { Name: name, Status: states(own), ConfigFiles: files };
  });
  if (docker.bool('quiet')) yield* docker.out(rows.map(({ Name }) => `${Name}\n`).join(''));
  else if (docker.text('format') === 'json') yield* docker.out(`${JSON.stringify(rows)}\n`);
  else
    yield* docker.out(
      table(
        ['NAME', 'STATUS', 'CONFIG FILES'],
        rows.map(({ Name, Status, ConfigFiles }) => [Name, Status, ConfigFiles]),
      ),
    );
  return 0;
}

/** `docker compose images`. */
export function* images(compose: Compose): Task<number> {
  const { docker } = compose;
  const name = yield* compose.projectName();
  const containers = compose.containers(name, { oneOff: 'with', services: docker.args });
  const now = docker.process.now();
  const rows = containers.map((container) => {
    const image = docker.ask((daemon) => daemon.inspectImage(container.Image));
    const layers = docker.ask((daemon) => daemon.image(container.Image).layers);
    const named = image.RepoTags.find(
      (tag) => tag === container.Config.Image || tag.startsWith(`${container.Config.Image}:`),
    );
    const [repository, tag] = splitName(named ?? image.RepoTags[0] ?? '<none>');
    return {
      ID: image.Id,
      ContainerName: nameOf(container),
      Repository: repository,
      Tag: tag,
      Platform: `${image.Os}/${image.Architecture}`,
      Size: imageSizes(layers).disk,
      Created: image.Created,
    };
  });
  if (docker.bool('quiet')) {
    const ids = new Set(rows.map(({ ID }) => ID.replace(/^sha256:/, '')));
    yield* docker.out([...ids].map((id) => `${id}\n`).join(''));
  } else if (docker.text('format') === 'json') yield* docker.out(`${JSON.stringify(rows)}\n`);
  else
    yield* docker.out(
      table(
        ['CONTAINER', 'REPOSITORY', 'TAG', 'PLATFORM', 'IMAGE ID', 'SIZE', 'CREATED'],
        rows.map((row) => [
          row.ContainerName,
          row.Repository,
          row.Tag,
          row.Platform,
          row.ID.replace(/^sha256:/, '').slice(0, 12),
          humanSize(row.Size),
          ago(row.Created, now),
        ]),
      ),
    );
  return 0;
}

/** `docker compose port`. */
export function* port(compose: Compose): Task<number> {
  const { docker } = compose;
  const [service = '', text = ''] = docker.args;
  if (!/^\d+$/.test(text))
    throw new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
  const name = yield* compose.projectName();
  const container = compose.container(name, service, docker.number('index'));
  const protocol = docker.text('protocol').toLowerCase();
  const ports = portsOf(container);
  const found = ports.find((one) => one.port === Number(text) && one.protocol === protocol);
  if (found === undefined)
    throw new CommandError(
      `no port ${text}/${protocol} for container ${nameOf(container)}: ${ports.map((one) => `${one.port}/${one.protocol}`).join(', ')}`,
    );
  // A port that is only exposed has no address; Compose prints that of Go.
  yield* docker.out(`${found.address === '' ? 'invalid IP' : found.address}:${found.hostPort}\n`);
  return 0;
}

/** `docker compose top`. */
export function* top(compose: Compose): Task<number> {
  const { docker } = compose;
  const name = yield* compose.projectName();
  const header = ['SERVICE', '#', 'UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];
  const rows = compose
    .containers(name, { oneOff: 'with', stopped: false, services: docker.args })
    .flatMap((container) =>
      docker
        .ask((daemon) => daemon.top(container.Id))
        .map((process) => [
          labelOf(container, 'service'),
          labelOf(container, 'number'),
          process.uid === 0 ? 'root' : String(process.uid),
          String(process.pid),
          String(process.ppid),
          '0',
          new Date(process.started).toISOString().slice(11, 16),
          process.tty ? 'pts/0' : '?',
          new Date(Math.trunc(process.cpu / 1000) * 1000).toISOString().slice(11, 19),
          process.argv.join(' '),
        ]),
    );
  if (rows.length > 0) {
    const text = [header, ...rows].map((cells) => cells);
    const widths = header.map(
      (_, column) => Math.max(...text.map((cells) => cells[column]?.length ?? 0)) + 2,
    );
    yield* docker.out(
      text
        .map(
          (cells) =>
            `${cells.map((cell, at) => (at === cells.length - 1 ? cell : cell.padEnd(Math.max(4, widths[at] ?? 0)))).join('')}\n`,
        )
        .join(''),
    );
  }
  return 0;
}

/** `docker compose volumes`. */
export function* volumes(compose: Compose): Task<number> {
  const { docker } = compose;
  const name = yield* compose.projectName();
  const own = docker
    .ask((daemon) => daemon.volumes())
    .filter(({ Labels }) => Labels?.[LABEL.project] === name)
    .toSorted((a, b) => (a.Name < b.Name ? -1 : 1));
  if (docker.bool('quiet')) yield* docker.out(own.map(({ Name }) => `${Name}\n`).join(''));
  else
    yield* docker.out(
      table(
        ['DRIVER', 'VOLUME NAME'],
        own.map(({ Driver, Name }) => [Driver, Name]),
        10,
      ),
    );
  return 0;
}

/** `docker compose wait`: until the first of the services' containers ends. */
export function* wait(compose: Compose): Task<number> {
  const { docker } = compose;
  const name = yield* compose.projectName();
  const containers = compose.containers(name, { services: docker.args });
  if (containers.length === 0) throw new CommandError(`no containers for project ${JSON.stringify(name)}`);
  let last = 0;
  for (const container of containers) {
    const status = yield* docker.askTask((daemon) => daemon.wait(container.Id));
    yield* docker.out(
      `container ${JSON.stringify(container.Id.slice(0, 12))} exited with status code ${status}\n`,
    );
    last = status;
  }
  return last;
}

/** `docker compose events`. */
export function* events(compose: Compose): Task<number> {
  const { docker } = compose;
  const { name } = yield* compose.projectOrName();
  const since = moment(docker, 'since');
  const until = moment(docker, 'until');
  let from = since === undefined ? docker.ask((daemon) => daemon.events().length) : 0;
  for (;;) {
    const start = from;
    const found = docker.ask((daemon) => daemon.events(start));
    from += found.length;
    for (const event of found) {
      const { attributes } = event;
      const service = attributes[LABEL.service] ?? '';
      if (event.type !== 'container' || attributes[LABEL.project] !== name) continue;
      if (attributes[LABEL.oneoff] === 'True') continue;
      if (docker.args.length > 0 && !docker.args.includes(service)) continue;
      if (event.time < (since ?? 0) || event.time > (until ?? Number.POSITIVE_INFINITY)) continue;
      const shown = Object.entries(attributes)
        .filter(([key]) => !key.startsWith('com.docker.compose.'))
        .toSorted(([a], [b]) => (a < b ? -1 : 1));
      const time = new Date(event.time).toISOString();
      yield* docker.out(
        docker.bool('json')
          ? `${JSON.stringify({ action: event.action, attributes: Object.fromEntries(shown), id: event.id, service, time, type: 'container' })}\n`
          : `${time.slice(0, 10)} ${time.slice(11, 23)}000 container ${event.action} ${event.id} (${shown.map(([key, value]) => `${key}=${value}`).join(', ')})\n\n`,
      );
    }
    if (until !== undefined && docker.process.now() >= until) return 0;
    yield* docker.askTask((daemon) => daemon.kernel.until(() => daemon.events(from).length > 0, until));
  }
}
