import { parseDuration } from '../../../formats/dockerfile/duration.ts';
import { DockerfileError } from '../../../formats/dockerfile/syntax.ts';
import { CommandError, type Docker } from '../cli/docker.ts';
import { humanDuration, humanSize } from '../cli/format/human.ts';
import { confirm } from '../cli/system/confirm.ts';
import type { Task } from '../kernel/process.ts';
import type { BuildStore } from './build-store.ts';

/** @returns milliseconds of `--filter until=…` */
function untilOf(docker: Docker): number {
  const filters = docker.filters();
  const values = filters.get('until') ?? filters.get('unused-for') ?? [];
  if (values.length > 1) throw new CommandError('ERROR: "until" filter expects only one value');
  try {
    return values[0] === undefined ? 0 : parseDuration(values[0]) / 1e6;
  } catch (problem) {
    if (!(problem instanceof DockerfileError)) throw problem;
    throw new CommandError(`ERROR: "until" filter expects a duration (e.g., '24h'): ${problem.message}`);
  }
}

/** `docker builder prune`, `docker buildx prune`: a table of what went, and how much it was. */
export function* pruneCommand(docker: Docker, store: BuildStore): Task<number> {
  const what = docker.bool('all') ? 'all build cache' : 'all dangling build cache';
  const question = `WARNING! This will remove ${what}. Are you sure you want to continue?`;
  const until = untilOf(docker);
  if (!(yield* confirm(docker, question))) return 0;
  const gone = docker.ask(() => store.remove(until));
  const total = gone.reduce((sum, { size }) => sum + size, 0);
  const now = docker.process.now();
  const rows = gone.map(({ id, size, used, kind }) => {
    const name = `${id}${kind === 'exec.cachemount' ? '*' : ''}`;
    return `${name.padEnd(40)}\ttrue \t${humanSize(size, 4).padEnd(10)}\t${humanDuration(now - used)} ago\n`;
  });
  if (rows.length > 0)
    yield* docker.out(`ID\t\t\t\t\t\tRECLAIMABLE\tSIZE\t\tLAST ACCESSED\n${rows.join('')}`);
  yield* docker.out(`Total:\t${humanSize(total, 4)}\n`);
  const attributes = { reclaimed: String(total) };
  docker.ask((daemon) => daemon.record({ type: 'builder', action: 'prune', id: '', attributes }));
  return 0;
}
