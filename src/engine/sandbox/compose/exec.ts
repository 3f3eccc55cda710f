import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';

/** `docker compose exec`: `docker exec` in a container of a service, with a terminal if there is one. */
export function* exec(compose: Compose): Task<number> {
  const { docker } = compose;
  const [service = '', ...command] = docker.args;
  const name = yield* compose.projectName();
  const container = compose.container(name, service, docker.number('index'));
  const terminal = docker.given('no-tty')
    ? !docker.bool('no-tty')
    : docker.given('tty')
      ? docker.bool('tty')
      : docker.process.isTerminal(1);
  const project = docker.list('env').some((one) => !one.includes('='))
    ? (yield* compose.load()).environment
    : new Map<string, string>();
  const variables = docker.list('env').flatMap((one) => {
    if (one.includes('=')) return ['--env', one];
    const value = project.get(one);
    return value === undefined ? [] : ['--env', `${one}=${value}`];
  });
  return yield* compose.run([
    'exec',
    ...(docker.bool('detach') ? ['--detach'] : []),
    ...(docker.given('interactive') && !docker.bool('interactive') ? [] : ['--interactive']),
    ...(terminal && !docker.bool('detach') ? ['--tty'] : []),
    ...(docker.bool('privileged') ? ['--privileged'] : []),
    ...variables,
    ...(docker.text('user') === '' ? [] : ['--user', docker.text('user')]),
    ...(docker.text('workdir') === '' ? [] : ['--workdir', docker.text('workdir')]),
    container.Id,
    ...command,
  ]);
}
