import { GoObject } from '../../../../formats/go-template/values.ts';
import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { ellipsis } from '../format/human.ts';
import { type ListShape, renderRows } from '../format/rows.ts';

const SEARCH: ListShape = {
  table: '{{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}',
  quiet: '{{.Name}}',
  headers: { Name: 'NAME', Description: 'DESCRIPTION', StarCount: 'STARS', IsOfficial: 'OFFICIAL' },
};
const MOST = 25;

/** `docker search`. */
export function* search(docker: Docker): Task<number> {
  const limit = docker.number('limit') || MOST;
  if (limit < 1 || limit > 100) throw new Refusal(400, `Limit ${limit} is outside the range of [1, 100]`);
  const filters = docker.filters();
  for (const key of filters.keys())
    if (!['is-official', 'stars', 'is-automated'].includes(key))
      throw new Refusal(400, `invalid filter '${key}'`);
  const official = filters.get('is-official')?.[0];
  const stars = Number(filters.get('stars')?.[0] ?? 0);
  const truncate = !docker.bool('no-trunc');
  const rows = docker
    .ask((daemon) => daemon.search(docker.args[0] ?? ''))
    .filter(
      (found) =>
        found.stars >= stars && (official === undefined || found.official === /^(1|t|true)$/i.test(official)),
    )
    .slice(0, limit)
    .map(
      (found) =>
        new GoObject('*registry.searchContext', {
          Description: () => (truncate ? ellipsis(found.description, 45) : found.description),
          IsOfficial: () => (found.official ? '[OK]' : ''),
          Name: () => found.name,
          StarCount: () => String(found.stars),
        }),
    );
  yield* docker.out(renderRows(SEARCH, rows, docker.text('format')));
  return 0;
}

/** `docker login`: the sandbox takes no passwords, so that nobody types a real one. */
export function login(docker: Docker): Task<number> {
  if (docker.given('password-stdin') && docker.text('username') === '')
    throw new CommandError('the --password-stdin option requires --username to be set');
  throw new CommandError(
    'docker: the sandbox is offline: there is nothing to log in to, so keep your password to yourself',
  );
}

/** `docker logout`. */
export function* logout(docker: Docker): Task<number> {
  yield* docker.out(`Not logged in to ${docker.args[0] ?? 'https://index.docker.io/v1/'}\n`);
  return 0;
}

const CONTEXTS: ListShape = {
  table: '{{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}',
  quiet: '{{.Name}}',
  headers: { Name: 'NAME', Description: 'DESCRIPTION', DockerEndpoint: 'DOCKER ENDPOINT', Error: 'ERROR' },
};

/** `docker context ls`: the sandbox has one. */
export function* contexts(docker: Docker): Task<number> {
  const row = new GoObject('*formatter.clientContextContext', {
    Current: () => true,
    Description: () => 'Current DOCKER_HOST based configuration',
    DockerEndpoint: () => 'unix:///var/run/docker.sock',
    Error: () => '',
    Name: () => 'default',
  });
  yield* docker.out(renderRows(CONTEXTS, [row], docker.text('format'), docker.bool('quiet')));
  return 0;
}

/** `docker context show`. */
export function* currentContext(docker: Docker): Task<number> {
  yield* docker.out('default\n');
  return 0;
}
