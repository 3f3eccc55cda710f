import type { AttachStreams } from '../../daemon/api.ts';
import { SystemError } from '../../kernel/errors.ts';
import type { Process, Program, Signal, Task } from '../../kernel/process.ts';
import { CommandError, type Docker } from '../docker.ts';

/** Signals that the docker command passes on to the container, and that must not end those who carry its streams. */
const PASSED: readonly Signal[] = [
  'SIGINT',
  'SIGTERM',
  'SIGQUIT',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGTSTP',
  'SIGWINCH',
];
const CHUNK = 65_536;
const DETACHED = 10;
/** So many SIGINT or SIGTERM end the docker command itself, whatever the container does. */
const PATIENCE = 3;

/** What keys do in a terminal in raw mode, where ours only tells that they were pressed. */
const KEYS: Partial<Record<Signal, string>> = { SIGINT: '\x03', SIGQUIT: '\x1c', SIGTSTP: '\x1a' };

/** Carries bytes from descriptor 0 to descriptor 1 until there are no more. */
const carry: Program = function* (process) {
  try {
    while ((yield* process.splice(0, 1, CHUNK)) > 0);
  } catch (problem) {
    if (!(problem instanceof SystemError) || problem.code !== 'EPIPE') throw problem;
  }
  return 0;
};

/** As `carry`, but ends when the keys to detach (^P ^Q unless told otherwise) come. */
function carryKeys(keys: string): Program {
  return function* (process) {
    let held = '';
    let ended = -1;
    for (;;) {
      let bytes = yield* process.read(0, CHUNK);
      if (bytes === '') {
        // ^D ends a read of our terminal, in line mode; the container's own terminal shall see the key. Twice at one
        // moment: nobody is at the keyboard any more.
        if (!process.isTerminal(0) || process.now() === ended) return 0;
        ended = process.now();
        bytes = '\x04';
      }
      let send = '';
      for (const byte of bytes) {
        held += byte;
        if (held === keys) return DETACHED;
        if (!keys.startsWith(held)) {
          send += held;
          held = '';
        }
      }
      if (send !== '') yield* process.write(1, send);
    }
  };
}

/** @returns the bytes of `ctrl-p,ctrl-q` */
export function detachKeys(text: string): string {
  if (text === '') return '\x10\x11';
  return text
    .split(',')
    .map((key) => (key.startsWith('ctrl-') ? String.fromCharCode(key.charCodeAt(5) & 31) : key))
    .join('');
}

/** The carriers of one attached container. */
export interface Carriers {
  readonly input: number | undefined;
  readonly outputs: readonly number[];
  /** The container's input, for keys that came as signals. */
  readonly inputFd: number | undefined;
}

function spawn(process: Process, name: string, body: Program, from: number, to: number): number {
  return process.spawn({
    argv: [name],
    env: process.env,
    files: new Map([
      [0, from],
      [1, to],
    ]),
    body,
    ignore: PASSED,
    diesWithParent: true,
  });
}

/**
 * Starts carrying the streams of a container: one helper for each, for a process waits for one thing at a time.
 * @param want the streams that are shown
 */
export function carryStreams(
  { process }: Docker,
  streams: AttachStreams,
  want: {
    readonly stdin: boolean;
    readonly stdout: boolean;
    readonly stderr: boolean;
    readonly tty: boolean;
  },
  keys: string,
): Carriers {
  const outputs: number[] = [];
  const out = process.receive(streams.stdout);
  if (want.stdout || (want.tty && want.stderr)) outputs.push(spawn(process, 'docker', carry, out, 1));
  process.close(out);
  if (streams.stderr !== undefined) {
    const err = process.receive(streams.stderr);
    if (want.stderr) outputs.push(spawn(process, 'docker', carry, err, 2));
    process.close(err);
  }
  if (streams.stdin === undefined) return { input: undefined, outputs, inputFd: undefined };
  const fd = process.receive(streams.stdin);
  const input = want.stdin ? spawn(process, 'docker', want.tty ? carryKeys(keys) : carry, 0, fd) : undefined;
  if (want.tty) return { input, outputs, inputFd: fd };
  process.close(fd);
  return { input, outputs, inputFd: undefined };
}

/** How waiting for a container's streams ended. */
export type Ending = 'ended' | 'detached';

/**
 * Waits until all output has been carried, passing signals on meanwhile.
 * @param pass what is done with a signal; with a terminal, keys go to its input instead
 */
export function* waitForStreams(
  { process }: Docker,
  carriers: Carriers,
  pass: ((signal: Signal) => void) | undefined,
): Task<Ending> {
  if (pass !== undefined || carriers.inputFd !== undefined)
    for (const signal of PASSED) process.onSignal(signal, 'catch');
  const open = new Set(carriers.outputs);
  let ending: Ending = 'ended';
  let urged = 0;
  while (open.size > 0) {
    try {
      const ended = yield* process.wait('any');
      if (ended === undefined) continue;
      open.delete(ended.pid);
      if (ended.pid === carriers.input && ended.status === DETACHED) {
        ending = 'detached';
        break;
      }
    } catch (problem) {
      if (!(problem instanceof SystemError) || problem.code !== 'EINTR') throw problem;
      urged += yield* passSignals(process, carriers, pass);
      if (urged >= PATIENCE) break;
    }
  }
  for (const pid of [...open, carriers.input]) if (pid !== undefined) yield* endCarrier(process, pid);
  if (carriers.inputFd !== undefined) process.close(carriers.inputFd);
  for (const signal of PASSED) process.onSignal(signal, 'default');
  if (urged >= PATIENCE) throw new CommandError('\ngot 3 SIGTERM/SIGINTs, forcefully exiting');
  return ending;
}

/** @returns how many of them ask docker to end */
function* passSignals(
  process: Process,
  { inputFd }: Carriers,
  pass: ((signal: Signal) => void) | undefined,
): Task<number> {
  let urged = 0;
  for (const signal of process.takeSignals()) {
    const key = KEYS[signal];
    if (inputFd !== undefined && key !== undefined) yield* process.write(inputFd, key);
    else {
      if (signal === 'SIGINT' || signal === 'SIGTERM') urged += 1;
      pass?.(signal);
    }
  }
  return urged;
}

function* endCarrier(process: Process, pid: number): Task<void> {
  try {
    process.kill(pid, 'SIGKILL');
    yield* process.wait(pid);
  } catch (problem) {
    // It has ended by itself, and has been waited for.
    if (!(problem instanceof SystemError)) throw problem;
  }
}
