import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker, Refusal } from '../docker.ts';
import { carryStreams, detachKeys, waitForStreams } from '../run/streams.ts';
import { createContainer, readFlags, withHelp } from './create.ts';

/** The exit code that a refusal to start has (docker/cli toStatusError): 127 not found, 126 not executable, 125 the rest. */
export function exitOf(message: string): number {
  if (/executable file not found|no such file or directory/.test(message)) return 127;
  return /permission denied|is a directory/.test(message) ? 126 : 125;
}

function failed(problem: unknown): unknown {
  return problem instanceof CommandError ? withHelp(problem, 'run', exitOf(problem.message)) : problem;
}

/** Throws what docker says where `-it` has no terminal to read from. */
export function checkTerminal(docker: Docker, stdin: boolean, tty: boolean): void {
  if (tty && stdin && !docker.process.isTerminal(0))
    throw new CommandError('cannot attach stdin to a TTY-enabled container because stdin is not a terminal');
}

/** Tells a container's terminal how large the window is. */
export function sizeTerminal(docker: Docker, container: string): void {
  const window = docker.process.windowSize(1);
  if (window !== undefined) docker.ask((daemon) => daemon.resize(container, window.columns, window.rows));
}

/** How long an engine takes to start a container, milliseconds. What runs in it is up when the next command comes. */
const START_TIME = 100;

/** Lets the time go by that starting takes, unless a signal comes. */
export function* settle(docker: Docker): Task<void> {
  try {
    yield* docker.process.sleep(START_TIME);
  } catch (problem) {
    if (!(problem instanceof SystemError)) throw problem;
  }
}

/** `docker run`. */
export function* run(docker: Docker): Task<number> {
  const wanted = readFlags(docker, 'run');
  const detach = docker.bool('detach');
  if (detach && docker.list('attach').length > 0)
    throw new CommandError('conflicting options: cannot specify both --attach and --detach');
  if (!detach) checkTerminal(docker, wanted.attach.stdin, wanted.tty);
  const request = detach ? { ...wanted, attach: { stdin: false, stdout: false, stderr: false } } : wanted;
  let id: string;
  try {
    id = yield* createContainer(docker, request);
  } catch (problem) {
    throw failed(problem);
  }
  return detach ? yield* background(docker, id) : yield* foreground(docker, id, request);
}

function start(docker: Docker, id: string): void {
  try {
    docker.ask((daemon) => daemon.start(id));
  } catch (problem) {
    throw failed(problem);
  }
}

function* background(docker: Docker, id: string): Task<number> {
  yield* docker.out(`${id}\n`);
  start(docker, id);
  yield* settle(docker);
  return 0;
}

function* foreground(docker: Docker, id: string, request: ReturnType<typeof readFlags>): Task<number> {
  const { attach, tty } = request;
  const keys = detachKeys(docker.text('detach-keys'));
  const streams = docker.ask((daemon) => daemon.attach(id, attach));
  if (tty) sizeTerminal(docker, id);
  const carriers = carryStreams(docker, streams, { ...attach, tty }, keys);
  start(docker, id);
  const pass = docker.bool('sig-proxy') ? (signal: string) => passSignal(docker, id, signal) : undefined;
  if ((yield* waitForStreams(docker, carriers, pass)) === 'detached') return 0;
  return yield* exitStatus(docker, id, request.autoRemove);
}

/** Passes a signal on to a container; one that has ended meanwhile needs none. */
export function passSignal(docker: Docker, id: string, signal: string): void {
  if (signal === 'SIGWINCH') {
    sizeTerminal(docker, id);
    return;
  }
  try {
    docker.ask((daemon) => daemon.kill(id, signal));
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
  }
}

/** Waits for a container's end, going on when a signal disturbs. */
export function* exitStatus(docker: Docker, id: string, removed: boolean): Task<number> {
  for (;;) {
    try {
      return yield* docker.askTask((daemon) => daemon.wait(id, removed ? 'removed' : 'not-running'));
    } catch (problem) {
      if (!(problem instanceof SystemError) || problem.code !== 'EINTR') throw problem;
      for (const signal of docker.process.takeSignals()) passSignal(docker, id, signal);
    }
  }
}
