import type { Signal, Task } from '../kernel/process.ts';
import { Interrupt } from './control.ts';
import { collect } from './jobs.ts';
import type { Shell } from './shell-state.ts';

/** Linux's numbers of the signals that the sandbox has. */
export const SIGNAL_NUMBERS: Readonly<Record<Signal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGWINCH: 28,
};

export const SIGNALS = Object.keys(SIGNAL_NUMBERS) as Signal[];

/** @returns the signal that a name (with or without SIG, any case) or a number means */
export function findSignal(text: string): Signal | undefined {
  if (/^\d+$/.test(text)) return SIGNALS.find((signal) => SIGNAL_NUMBERS[signal] === Number(text));
  const name = text.toUpperCase();
  return SIGNALS.find((signal) => signal === name || signal === `SIG${name}`);
}

/** @returns the signals that children of the shell ignore too (`trap '' INT`) */
export function ignoredSignals(shell: Shell): Signal[] {
  const out: Signal[] = [];
  for (const [name, action] of shell.traps) {
    const signal = action === '' ? findSignal(name) : undefined;
    if (signal) out.push(signal);
  }
  return out;
}

/** Tells the kernel what a signal is to do, by the shell's trap for it and by its being interactive. */
export function arrange(shell: Shell, signal: Signal): void {
  const action = shell.traps.get(signal.slice(3));
  const own =
    shell.interactive && ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'].includes(signal);
  if (action === '') {
    shell.catches.delete(signal);
    shell.process.onSignal(signal, 'ignore');
  } else if (action !== undefined || own) {
    shell.catches.add(signal);
    shell.process.onSignal(signal, 'catch');
  } else {
    shell.catches.delete(signal);
    shell.process.onSignal(signal, 'default');
  }
  shell.catching = shell.catches.size > 0;
}

/** Runs the traps of the signals that came. */
export function* runTraps(shell: Shell): Task<void> {
  if (!shell.catching) return;
  collect(shell);
  while (shell.pending.length > 0) {
    const signal = shell.pending.shift() as Signal;
    const action = shell.traps.get(signal.slice(3));
    if (action === undefined) {
      if (signal === 'SIGINT' && shell.interactive) {
        if (shell.terminal !== undefined) yield* shell.error('\n');
        throw new Interrupt();
      }
      continue;
    }
    yield* runTrap(shell, action);
  }
}

/** Runs a trap's command; `$?` after it is as before. */
export function* runTrap(shell: Shell, action: string): Task<void> {
  if (action === '') return;
  const { status, source, position, conditional } = shell;
  yield* shell.interpreter.evaluate(shell, action, 'trap');
  Object.assign(shell, { status, source, position, conditional });
}
