import { SystemError } from '../../kernel/errors.ts';
import type { Descriptors as Files, Signal, Task } from '../../kernel/process.ts';
import { ExpansionError } from '../control.ts';
import { environment } from '../parameters.ts';
import { Shell } from '../shell-state.ts';
import { ignoredSignals, SIGNALS } from '../signals.ts';
import { runToEnd } from './end.ts';

export interface ForkOptions {
  readonly files: Files;
  readonly group?: 'new' | number | undefined;
  /** Signals that a background job does not hear. */
  readonly ignore?: readonly Signal[];
  /** `$(…)`: bash forgets `set -e` there. */
  readonly substitution?: boolean;
}

/**
 * Starts a subshell.
 * @param run what it does, in a shell of its own; must close over nothing that changes
 * @returns its pid
 */
export function fork(shell: Shell, options: ForkOptions, run: (child: Shell) => Task<number>): number {
  const { process, interpreter } = shell;
  const snapshot = { ...shell.snapshot(), numbers: [...options.files.keys()] };
  const caught = shell.catching ? SIGNALS.filter((signal) => shell.catches.has(signal)) : [];
  const ignore = [...ignoredSignals(shell), ...(options.ignore ?? [])];
  const spawn: Parameters<typeof process.spawn>[0] = {
    argv: process.argv,
    env: environment(shell),
    files: options.files,
    ...(options.group === undefined ? {} : { group: options.group }),
    ...(ignore.length > 0 ? { ignore } : {}),
    body: function* (child) {
      for (const signal of caught) if (!ignore.includes(signal)) child.onSignal(signal, 'default');
      const copy = Shell.resume(child, snapshot, interpreter);
      if (options.substitution && copy.kind === 'bash' && !copy.shopt.has('inherit_errexit')) {
        copy.options.delete('errexit');
      }
      return yield* runToEnd(copy, run(copy));
    },
  };
  try {
    return process.spawn(spawn);
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== 'EAGAIN') throw error;
    const bash = shell.kind === 'bash';
    throw new ExpansionError(`${bash ? 'fork' : "can't fork"}: ${error.message}`, bash ? 254 : 2, true);
  }
}
