import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker } from '../docker.ts';
import { humanSize } from '../format/human.ts';
import { confirm } from './confirm.ts';

const SURE = '\nAre you sure you want to continue?';

/** What a prune did: the lines it prints, and bytes. */
interface Pruned {
  readonly text: string;
  readonly reclaimed: number;
}

function listed(title: string, lines: readonly string[], reclaimed: number): Pruned {
  if (lines.length === 0) return { text: '', reclaimed: 0 };
  return { text: `${title}:\n${lines.map((line) => `${line}\n`).join('')}`, reclaimed };
}

function containers(docker: Docker): Pruned {
  const { ids, reclaimed } = docker.ask((daemon) => daemon.pruneContainers(docker.filters()));
  return listed('Deleted Containers', ids, reclaimed);
}

function images(docker: Docker, all: boolean): Pruned {
  const { deleted, reclaimed } = docker.ask((daemon) =>
    daemon.pruneImages({ all, filters: docker.filters() }),
  );
  const lines = deleted.map(({ untagged, deleted: id }) =>
    untagged === undefined ? `deleted: ${id}` : `untagged: ${untagged}`,
  );
  return listed('Deleted Images', lines, reclaimed);
}

function networks(docker: Docker): Pruned {
  return listed(
    'Deleted Networks',
    docker.ask((daemon) => daemon.pruneNetworks(docker.filters())),
    0,
  );
}

function volumes(docker: Docker, all: boolean): Pruned {
  const { names, reclaimed } = docker.ask((daemon) =>
    daemon.pruneVolumes({ all, filters: docker.filters() }),
  );
  return listed('Deleted Volumes', names, reclaimed);
}

function* say(docker: Docker, { text, reclaimed }: Pruned, total = true): Task<number> {
  if (text !== '') yield* docker.out(`${text}\n`);
  if (total) yield* docker.out(`Total reclaimed space: ${humanSize(reclaimed, 4)}\n`);
  return 0;
}

/** `docker container prune`. Whoever answers no gets no error (exit 0). */
export function* pruneContainers(docker: Docker): Task<number> {
  if (!(yield* confirm(docker, `WARNING! This will remove all stopped containers.${SURE}`))) return 0;
  return yield* say(docker, containers(docker));
}

/** `docker image prune`. */
export function* pruneImages(docker: Docker): Task<number> {
  const all = docker.bool('all');
  const what = all ? 'all images without at least one container associated to them' : 'all dangling images';
  if (!(yield* confirm(docker, `WARNING! This will remove ${what}.${SURE}`))) return 0;
  return yield* say(docker, images(docker, all));
}

/** `docker network prune`, which has no size to tell. */
export function* pruneNetworks(docker: Docker): Task<number> {
  const question = `WARNING! This will remove all custom networks not used by at least one container.${SURE}`;
  if (!(yield* confirm(docker, question))) return 0;
  return yield* say(docker, networks(docker), false);
}

/** `docker volume prune`: anonymous ones, or all with `-a`. */
export function* pruneVolumes(docker: Docker): Task<number> {
  const all = docker.bool('all');
  const what = all ? 'all local volumes' : 'anonymous local volumes';
  if (
    !(yield* confirm(docker, `WARNING! This will remove ${what} not used by at least one container.${SURE}`))
  )
    return 0;
  return yield* say(docker, volumes(docker, all));
}

/** `docker system prune`. */
export function* pruneSystem(docker: Docker): Task<number> {
  const all = docker.bool('all');
  const withVolumes = docker.bool('volumes');
  const filters = docker.filters();
  if (withVolumes && filters.has('until'))
    throw new CommandError('ERROR: The "until" filter is not supported with "--volumes"');
  const warnings = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(withVolumes ? ['all anonymous volumes not used by at least one container'] : []),
    all ? 'all images without at least one container associated to them' : 'all dangling images',
    all ? 'all build cache' : 'unused build cache',
  ];
  const named = [...filters].flatMap(([key, values]) => values.map((value) => `${key}=${value}`)).sort();
  const filtered =
    named.length === 0
      ? ''
      : `\n  Items to be pruned will be filtered with:\n${named.map((line) => `  - ${line}`).join('\n')}\n`;
  const question = `WARNING! This will remove:\n${warnings.map((line) => `  - ${line}`).join('\n')}\n${filtered}${SURE}`;
  if (!(yield* confirm(docker, question))) return 0;
  const done = [
    containers(docker),
    networks(docker),
    ...(withVolumes ? [volumes(docker, false)] : []),
    images(docker, all),
    ...(docker.buildCache === undefined ? [] : [pruneCache(docker, all)]),
  ];
  for (const one of done) yield* say(docker, one, false);
  const reclaimed = done.reduce((sum, one) => sum + one.reclaimed, 0);
  yield* docker.out(`Total reclaimed space: ${humanSize(reclaimed, 4)}\n`);
  return 0;
}

function pruneCache(docker: Docker, all: boolean): Pruned {
  const { buildCache } = docker;
  const pruned = docker.ask(() => buildCache?.prune({ all, filters: docker.filters() }));
  return listed('Deleted build cache objects', pruned?.ids ?? [], pruned?.reclaimed ?? 0);
}
