import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker } from '../docker.ts';
import { carryStreams, detachKeys, waitForStreams } from '../run/streams.ts';
import { exitStatus, passSignal, settle, sizeTerminal } from './run.ts';

/** `docker start`. */
export function* start(docker: Docker): Task<number> {
  if (docker.bool('attach') || docker.bool('interactive')) {
    if (docker.args.length > 1)
      throw new CommandError('you cannot start and attach multiple containers at once');
    return yield* startAttached(docker, docker.args[0] ?? '');
  }
  const failed: string[] = [];
  for (const container of docker.args) {
    try {
      docker.ask((daemon) => daemon.start(container));
      yield* settle(docker);
      yield* docker.out(`${container}\n`);
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      yield* docker.err(`${problem.message}\n`);
      failed.push(container);
    }
  }
  if (failed.length > 0) throw new CommandError(`failed to start containers: ${failed.join(', ')}`);
  return 0;
}

function* startAttached(docker: Docker, container: string): Task<number> {
  const facts = docker.ask((daemon) => daemon.inspectContainer(container));
  const tty = facts.Config.Tty;
  const want = { stdin: docker.bool('interactive') && facts.Config.OpenStdin, stdout: true, stderr: true };
  const streams = docker.ask((daemon) => daemon.attach(facts.Id, want));
  if (tty) sizeTerminal(docker, facts.Id);
  const carriers = carryStreams(docker, streams, { ...want, tty }, detachKeys(docker.text('detach-keys')));
  docker.ask((daemon) => daemon.start(facts.Id));
  const pass = tty ? undefined : (signal: string) => passSignal(docker, facts.Id, signal);
  if ((yield* waitForStreams(docker, carriers, pass)) === 'detached') return 0;
  return yield* exitStatus(docker, facts.Id, facts.HostConfig.AutoRemove);
}

/** `docker attach`. */
export function* attach(docker: Docker): Task<number> {
  const [container = ''] = docker.args;
  const facts = docker.ask((daemon) => daemon.inspectContainer(container));
  if (!facts.State.Running) throw new CommandError('cannot attach to a stopped container, start it first');
  if (facts.State.Paused) throw new CommandError('cannot attach to a paused container, unpause it first');
  if (facts.State.Restarting)
    throw new CommandError('cannot attach to a restarting container, wait until it is running');
  const tty = facts.Config.Tty;
  const stdin = !docker.bool('no-stdin');
  if (tty && stdin && !docker.process.isTerminal(0))
    throw new CommandError('cannot attach stdin to a TTY-enabled container because stdin is not a terminal');
  const want = { stdin: stdin && facts.Config.OpenStdin, stdout: true, stderr: true };
  const streams = docker.ask((daemon) => daemon.attach(facts.Id, want));
  if (tty) sizeTerminal(docker, facts.Id);
  const carriers = carryStreams(docker, streams, { ...want, tty }, detachKeys(docker.text('detach-keys')));
  const pass =
    docker.bool('sig-proxy') && !tty ? (signal: string) => passSignal(docker, facts.Id, signal) : undefined;
  if ((yield* waitForStreams(docker, carriers, pass)) === 'detached') {
    yield* docker.err('read escape sequence\n');
    return 0;
  }
  return yield* exitStatus(docker, facts.Id, facts.HostConfig.AutoRemove);
}
