import { SystemError } from '../kernel/errors.ts';
import type { Task } from '../kernel/process.ts';
import { DaemonError } from './api.ts';
import { containerEvent } from './events.ts';
import { cancelRestart } from './exit.ts';
import { findContainer } from './find.ts';
import { pauseHealth } from './health.ts';
import type { ParsedSignal } from './signals.ts';
import { parseSignal } from './signals.ts';
import { startRecord } from './start.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';

const KILL: ParsedSignal = { name: 'SIGKILL', number: 9 };
const DEFAULT_TIMEOUT = 10;

function thaw(engine: Engine, container: ContainerRecord): void {
  if (container.namespaces !== undefined) {
    engine.kernel.pause(container.namespaces, false);
  }
  edit(engine, container).paused = false;
}

/** Sends a signal to PID 1; one that means to stop puts the restart policy to sleep (moby daemon/kill.go). */
function sendSignal(engine: Engine, container: ContainerRecord, signal: ParsedSignal): void {
  if (!container.running) {
    throw new DaemonError(409, `container ${container.id} is not running`);
  }
  const stopSignal = container.config.StopSignal;
  const isStop =
    signal.name === 'SIGKILL' ||
    stopSignal === undefined ||
    stopSignal === '' ||
    parseSignal(stopSignal).name === signal.name;
  const record = edit(engine, container);
  record.restartCanceled ||= isStop;
  record.manuallyStopped = true;
  if (container.restarting) {
    if (isStop) {
      cancelRestart(engine, container);
    }
    return;
  }
  const { pid } = container;
  const paused = isStop && container.paused;
  // The event comes first here: a signal that kills is answered at once, by the event `die`.
  containerEvent(engine, container, 'kill', { signal: String(signal.number) });
  if (paused) {
    thaw(engine, container);
  }
  try {
    engine.kernel.signal(pid, signal.name);
  } catch (error) {
    if (!(error instanceof SystemError)) {
      throw error;
    }
  }
}

/** Kills a container that runs. It has ended when this comes back. */
export function killRecord(engine: Engine, container: ContainerRecord): void {
  sendSignal(engine, container, KILL);
}

/** `docker kill`. */
export function kill(engine: Engine, subject: string, signal: string): void {
  const parsed = signal === '' ? KILL : parseSignal(signal);
  const container = findContainer(engine, subject);
  if (!container.running) {
    // The CLI shows this after "cannot kill container"; the inner text is dockerd's.
    throw new DaemonError(409, `cannot kill container: ${subject}: container ${container.id} is not running`);
  }
  sendSignal(engine, container, parsed);
}

/** Asks a container to stop, waits, and kills it if it has not. Nothing happens to one that does not run. */
function* stopRecord(
  engine: Engine,
  container: ContainerRecord,
  options: { readonly signal?: string; readonly timeout?: number },
): Task<void> {
  if (!container.running) {
    return;
  }
  const own = options.signal || container.config.StopSignal || 'SIGTERM';
  const signal = parseSignal(own);
  const timeout = options.timeout ?? container.config.StopTimeout ?? DEFAULT_TIMEOUT;
  const { runs } = container;
  sendSignal(engine, container, signal);
  // Another signal than its own stop signal leaves the restart policy awake; this is a stop nevertheless.
  edit(engine, container).restartCanceled = true;
  const ended = () => !container.running || container.restarting || container.runs !== runs;
  const deadline = timeout < 0 ? Number.POSITIVE_INFINITY : engine.kernel.now() + timeout * 1000;
  const inTime = ended() || (yield* engine.kernel.until(ended, deadline));
  if (!inTime && container.running && container.runs === runs) {
    killRecord(engine, container);
  }
  containerEvent(engine, container, 'stop');
}

/** `docker stop`. */
export function* stop(
  engine: Engine,
  subject: string,
  options: { readonly signal?: string; readonly timeout?: number },
): Task<void> {
  const container = findContainer(engine, subject);
  if (options.signal) {
    parseSignal(options.signal);
  }
  yield* stopRecord(engine, container, options);
}

/** `docker restart`: starts one that does not run, too. */
export function* restart(
  engine: Engine,
  subject: string,
  options: { readonly signal?: string; readonly timeout?: number },
): Task<void> {
  const container = findContainer(engine, subject);
  try {
    if (container.running) {
      edit(engine, container).manuallyRestarted = true;
      yield* stopRecord(engine, container, options);
    }
    startRecord(engine, container, true);
  } catch (error) {
    throw error instanceof DaemonError
      ? new DaemonError(error.status, `Cannot restart container ${subject}: ${error.message}`)
      : error;
  }
  containerEvent(engine, container, 'restart');
}

/** `docker pause`. */
export function pause(engine: Engine, subject: string): void {
  const container = findContainer(engine, subject);
  if (!container.running) {
    throw new DaemonError(409, `container ${container.id} is not running`);
  }
  if (container.paused) {
    throw new DaemonError(409, `container ${container.id} is already paused`);
  }
  if (container.restarting || container.namespaces === undefined) {
    throw new DaemonError(
      409,
      `Container ${container.id} is restarting, wait until the container is running`,
    );
  }
  engine.kernel.pause(container.namespaces, true);
  edit(engine, container).paused = true;
  pauseHealth(engine, container, true);
  containerEvent(engine, container, 'pause');
}

/** `docker unpause`. */
export function unpause(engine: Engine, subject: string): void {
  const container = findContainer(engine, subject);
  if (!container.paused) {
    throw new DaemonError(500, `Container ${container.id} is not paused`);
  }
  thaw(engine, container);
  pauseHealth(engine, container, false);
  containerEvent(engine, container, 'unpause');
}

/** `docker wait`, and how `run` learns the exit status. @returns the exit status */
export function* wait(
  engine: Engine,
  subject: string,
  condition: 'not-running' | 'next-exit' | 'removed' = 'not-running',
): Task<number> {
  const gone = engine.state.gone.get(subject);
  if (gone !== undefined && !engine.state.containers.has(subject)) {
    return gone;
  }
  const container = findContainer(engine, subject);
  const { ends } = container;
  const holds = {
    'not-running': () =>
      container.removed || container.ends > ends || !container.running || container.restarting,
    'next-exit': () => container.removed || container.ends > ends,
    removed: () => container.removed,
  }[condition];
  if (!holds()) {
    yield* engine.kernel.until(holds);
  }
  return container.exitCode;
}
