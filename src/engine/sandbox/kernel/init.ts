import { SystemError } from './errors.ts';
import type { Process, Program, Signal, Task } from './process.ts';

/** What an init hands on to its child: all that can be caught. */
const FORWARDED: readonly Signal[] = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGTERM',
  'SIGCONT',
  'SIGWINCH',
];

/**
 * @returns the small init of `docker run --init`: starts the command, forwards signals to it, reaps whatever ends, and
 * ends as it ends
 */
export function initProgram(
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
  body: Program | undefined,
): Program {
  return function* init(process: Process): Task<number> {
    for (const signal of FORWARDED) process.onSignal(signal, 'catch');
    const child = process.spawn({
      argv,
      env,
      group: 'new',
      ...(body === undefined ? {} : { body }),
    });
    if (process.isTerminal(0)) process.setForeground(0, child);
    for (;;) {
      try {
        const ended = yield* process.wait('any');
        if (ended?.pid === child) return ended.status;
      } catch (error) {
        if (!(error instanceof SystemError) || error.code !== 'EINTR') throw error;
      }
      for (const signal of process.takeSignals()) process.kill(-child, signal);
    }
  };
}
