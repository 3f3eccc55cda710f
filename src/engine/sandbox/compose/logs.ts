import { longTimestamp, moment } from '../cli/container/logs.ts';
import { CommandError } from '../cli/docker.ts';
import type { LogLine } from '../daemon/api.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { Follower } from './follow.ts';
import { labelOf, shortName } from './labels.ts';
import { checkServices } from './life.ts';
import { LogPrinter } from './log-printer.ts';

/** `-n`: what is no number means all. */
function tailOf(text: string, lines: readonly LogLine[]): readonly LogLine[] {
  return /^\d+$/.test(text) ? lines.slice(Math.max(0, lines.length - Number(text))) : lines;
}

/** `docker compose logs`. */
export function* logs(compose: Compose): Task<number> {
  const { docker } = compose;
  const index = docker.number('index');
  if (index > 0 && docker.args.length !== 1)
    throw new CommandError('--index requires one service to be selected');
  const { project, name } = yield* compose.projectOrName();
  checkServices(project, docker.args);
  const services =
    docker.args.length === 0 && project !== undefined ? [...project.services.keys()] : docker.args;
  const all = compose.containers(name, { services });
  const containers = index > 0 ? all.filter((one) => labelOf(one, 'number') === String(index)) : all;
  if (index > 0 && containers.length === 0)
    throw new CommandError(`service ${JSON.stringify(docker.args[0])} is not running container #${index}`);
  const printer = new LogPrinter(docker, {
    prefix: !docker.bool('no-log-prefix'),
    colour: !docker.bool('no-color') && compose.global('ansi') !== 'never',
  });
  const since = moment(docker, 'since') ?? Number.NEGATIVE_INFINITY;
  const until = moment(docker, 'until');
  const timestamps = docker.bool('timestamps');
  const follower = new Follower(compose, printer, {
    project: name,
    services,
    split: false,
    timestamps,
    ...(until === undefined ? {} : { until }),
  });
  for (const container of containers) {
    const lines = docker.ask((daemon) => daemon.logs(container.Id));
    const shown = lines.filter(({ time }) => time >= since && time <= (until ?? Number.POSITIVE_INFINITY));
    for (const { bytes, time } of tailOf(docker.text('tail'), shown))
      yield* printer.log(shortName(container), bytes, 1, timestamps ? `${longTimestamp(time)} ` : '');
    if (docker.ask((daemon) => daemon.logsGrow(container.Id))) follower.watch(container, lines.length);
  }
  while (
    docker.bool('follow') &&
    !follower.over &&
    docker.process.now() < (until ?? Number.POSITIVE_INFINITY)
  )
    yield* follower.next(undefined);
  return 0;
}
