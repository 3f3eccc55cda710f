import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { type Docker, Refusal } from '../docker.ts';
import { readEnvironment } from '../run/key-values.ts';
import { carryStreams, detachKeys, waitForStreams } from '../run/streams.ts';
import { checkTerminal, exitOf } from './run.ts';

/** `docker exec`. */
export function* exec(docker: Docker): Task<number> {
  const [container = '', ...argv] = docker.args;
  const env = readEnvironment(docker);
  // So that a container that is not there is told before a terminal that is not there.
  docker.ask((daemon) => daemon.inspectContainer(container));
  const detach = docker.bool('detach');
  const tty = docker.bool('tty');
  const stdin = docker.bool('interactive') && !detach;
  if (!detach) checkTerminal(docker, stdin, tty);
  const workdir = docker.text('workdir');
  const user = docker.text('user');
  let started: ReturnType<Docker['daemon']['exec']>;
  try {
    started = docker.ask((daemon) =>
      daemon.exec(container, {
        argv,
        env,
        ...(workdir === '' ? {} : { workdir }),
        ...(user === '' ? {} : { user }),
        tty,
        stdin,
        privileged: docker.bool('privileged'),
      }),
    );
  } catch (problem) {
    if (!(problem instanceof Refusal) || !/^OCI runtime exec failed/.test(problem.reason)) throw problem;
    // The daemon has answered already that the streams are open, so it writes why into them.
    if (!detach) yield* docker.out(`${problem.reason}\r\n`);
    return exitOf(problem.message) === 125 ? 126 : exitOf(problem.message);
  }
  const want = { stdin, stdout: !detach, stderr: !detach, tty };
  const carriers = carryStreams(docker, started.streams, want, detachKeys(docker.text('detach-keys')));
  if (detach) return 0;
  if ((yield* waitForStreams(docker, carriers, undefined)) === 'detached') return 0;
  for (;;) {
    try {
      return yield* docker.askTask((daemon) => daemon.execWait(started.id));
    } catch (problem) {
      if (!(problem instanceof SystemError) || problem.code !== 'EINTR') throw problem;
      docker.process.takeSignals();
    }
  }
}
