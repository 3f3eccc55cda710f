import { homedir, hostname } from 'node:os';
import type { ReadStream, WriteStream } from 'node:tty';
import { type Clock, systemClock } from './clock.ts';
import { stdoutOf } from './stdout.ts';

/** The process and the computer it runs on, as the rest of the program sees them. Tests hand in another. */
export interface Host extends Clock {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As Node names it: `linux`, `darwin`, `win32` … */
  readonly platform: string;
  readonly nodeVersion: string;
  readonly cwd: string;
  readonly pid: number;
  readonly stdin: ReadStream;
  /** The stream, of use where stdout is a terminal: for its size, and for pages. Text goes by {@link Host.write}. */
  readonly stdout: WriteStream;
  /** Whether stdout is a terminal. */
  readonly stdoutIsTerminal: boolean;
  readonly stderr: WriteStream;
  /** Writes text or bytes on stdout, whatever that is; what nobody reads any more is passed over. */
  write(text: string | Uint8Array): void;
  hostname(): string;
  homedir(): string;
  /**
   * Calls back when the system asks the process to end (SIGTERM, SIGHUP, SIGINT) or to go on after a stop (SIGCONT).
   *
   * @returns a function that ends this
   */
  onSignal(listener: (signal: 'SIGTERM' | 'SIGHUP' | 'SIGINT' | 'SIGCONT') => void): () => void;
  /** Stops the process as Ctrl-Z does, where the system has that. */
  suspend(): void;
}

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGCONT'] as const;

/** The computer that the program really runs on. Streams are opened when first asked for: opening costs milliseconds. */
export function systemHost(): Host {
  const stdout = stdoutOf(() => process.stdout);
  return {
    now: systemClock.now,
    env: process.env,
    platform: process.platform,
    nodeVersion: process.versions.node,
    cwd: process.cwd(),
    pid: process.pid,
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return stdout.stream;
    },
    get stdoutIsTerminal() {
      return stdout.isTerminal;
    },
    get stderr() {
      return process.stderr;
    },
    write: stdout.write,
    hostname,
    homedir,
    onSignal(listener) {
      for (const signal of SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listener);
      };
    },
    suspend() {
      if (process.platform !== 'win32') process.kill(process.pid, 'SIGTSTP');
    },
  };
}
