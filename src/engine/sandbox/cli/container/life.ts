import type { Task } from '../../kernel/process.ts';
import { type CommandCode, CommandError, type Docker, forEach, forEachNow, Refusal } from '../docker.ts';
import { readRestart } from '../run/request.ts';

function ending(docker: Docker): { readonly signal?: string; readonly timeout?: number } {
  const signal = docker.text('signal');
  return {
    ...(signal === '' ? {} : { signal }),
    ...(docker.given('timeout') ? { timeout: docker.number('timeout') } : {}),
  };
}

/** `docker stop`. */
export const stop: CommandCode = (docker) =>
  forEach(docker, docker.args, function* (container) {
    yield* docker.askTask((daemon) => daemon.stop(container, ending(docker)));
    return undefined;
  });

/** `docker restart`. */
export const restart: CommandCode = (docker) =>
  forEach(docker, docker.args, function* (container) {
    yield* docker.askTask((daemon) => daemon.restart(container, ending(docker)));
    return undefined;
  });

/** `docker wait`. */
export const wait: CommandCode = (docker) =>
  forEach(docker, docker.args, function* (container) {
    return String(yield* docker.askTask((daemon) => daemon.wait(container, 'not-running')));
  });

/** A command that does one thing at once to each container and prints what was typed. */
function simple(act: (docker: Docker, container: string) => void): CommandCode {
  return (docker) => forEachNow(docker, docker.args, (container) => act(docker, container));
}

/** `docker kill`. */
export const kill = simple((docker, container) => {
  const signal = docker.text('signal');
  docker.ask((daemon) => daemon.kill(container, signal === '' ? 'SIGKILL' : signal));
});

/** `docker pause`. */
export const pause = simple((docker, container) => docker.ask((daemon) => daemon.pause(container)));

/** `docker unpause`. */
export const unpause = simple((docker, container) => docker.ask((daemon) => daemon.unpause(container)));

/** `docker rm`: with `--force`, one that is not there is no error. */
export const rm: CommandCode = (docker) =>
  forEachNow(docker, docker.args, (typed) => {
    const container = typed.replace(/^\/+|\/+$/g, '');
    if (container === '') throw new CommandError('container name cannot be empty');
    const force = docker.bool('force');
    try {
      docker.ask((daemon) => daemon.remove(container, { force, volumes: docker.bool('volumes') }));
    } catch (problem) {
      if (force && problem instanceof Refusal && problem.status === 404) return '';
      throw problem;
    }
    return undefined;
  });

/** `docker rename`. */
export function* rename(docker: Docker): Task<number> {
  const [container = '', name = ''] = docker.args;
  if (container.trim() === '' || name.trim() === '')
    throw new CommandError('Error: Neither old nor new names may be empty');
  try {
    docker.ask((daemon) => daemon.rename(container, name));
  } catch (problem) {
    throw problem instanceof Refusal
      ? new CommandError(`failed to rename container: ${problem.message}`)
      : problem;
  }
  return 0;
}

/** `docker update`. */
export const update: CommandCode = (docker) => {
  const change = {
    ...(docker.given('memory') ? { memory: docker.number('memory') } : {}),
    ...(docker.given('memory-swap') ? { memorySwap: docker.number('memory-swap') } : {}),
    ...(docker.given('memory-reservation') ? { memoryReservation: docker.number('memory-reservation') } : {}),
    ...(docker.given('cpus') ? { nanoCpus: Math.round(docker.number('cpus') * 1e9) } : {}),
    ...(docker.given('cpu-shares') ? { cpuShares: docker.number('cpu-shares') } : {}),
    ...(docker.given('cpuset-cpus') ? { cpuset: docker.text('cpuset-cpus') } : {}),
    ...(docker.given('pids-limit') ? { pidsLimit: docker.number('pids-limit') } : {}),
    ...(docker.given('restart') ? { restart: readRestart(docker.text('restart')) } : {}),
  };
  if (Object.keys(change).length === 0)
    throw new CommandError('you must provide one or more flags when using this command');
  return simple((_docker, container) => docker.ask((daemon) => daemon.update(container, change)))(docker);
};
