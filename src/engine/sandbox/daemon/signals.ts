import type { Signal } from '../kernel/process.ts';
import { DaemonError } from './api.ts';

/** Signals of Linux on x86-64 by name without `SIG`. */
const NUMBERS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
};

const MODELLED: ReadonlySet<string> = new Set<Signal>([
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGABRT',
  'SIGKILL',
  'SIGUSR1',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
  'SIGTERM',
  'SIGCHLD',
  'SIGCONT',
  'SIGSTOP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGWINCH',
]);

/** A signal by its name and its number. */
export interface ParsedSignal {
  readonly name: Signal;
  readonly number: number;
}

/**
 * Reads a signal as docker takes it: `TERM`, `SIGTERM`, `15`, in any case.
 * @throws DaemonError 400 `invalid signal: x`; 501 for one that the sandbox does not know
 */
export function parseSignal(text: string): ParsedSignal {
  const bare = text.toUpperCase().replace(/^SIG/, '');
  const name = /^\d+$/.test(text) ? Object.keys(NUMBERS).find((key) => NUMBERS[key] === Number(text)) : bare;
  const number = name === undefined ? undefined : NUMBERS[name];
  if (name === undefined || number === undefined) {
    throw new DaemonError(400, `invalid signal: ${text}`);
  }
  const full = `SIG${name}`;
  if (!MODELLED.has(full)) {
    throw new DaemonError(501, `the sandbox does not model signal ${full} yet`);
  }
  return { name: full as Signal, number };
}
