import type { Signal } from './process.ts';
import type { Core, ProcessRecord } from './records.ts';
import { makeReady } from './waiting.ts';

/** Linux's numbers (x86 and arm). */
export const SIGNAL_NUMBERS: Readonly<Record<Signal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGPIPE: 13,
  SIGUSR2: 12,
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

/** Keeps a signal for `takeSignals` and interrupts a wait. */
export function catchSignal(core: Core, process: ProcessRecord, signal: Signal): void {
  const record = core.journal.edit(process);
  if (!process.caught.includes(signal)) record.caught = [...process.caught, signal];
  record.interrupted = true;
  if (process.state === 'waiting') makeReady(core, process);
}
