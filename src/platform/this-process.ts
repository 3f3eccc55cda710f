import { hostname } from 'node:os';
import type { ReadStream } from 'node:tty';

/** Who is running: what a log file's name tells of its writer, and how to ask whether that writer still runs. */
export interface ProcessIdentity {
  readonly hostname: string;
  readonly pid: number;
  /** Whether a process with this id runs on this computer now. Ids are used again, so "yes" may be about another. */
  isAlive(pid: number): boolean;
}

/**
 * The identity of this process.
 *
 * @returns host name, process id, and a test of other process ids
 */
export function thisProcess(): ProcessIdentity {
  return { hostname: hostname(), pid: process.pid, isAlive };
}

/**
 * Ends this process as a signal does that nobody listens to. After the terminal is gone there is no other way: on its
 * way out, Node gives the terminal its modes back, cannot, and aborts.
 *
 * @param signal the signal that came
 */
export function endBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/**
 * Ends this process when its terminal is gone, before a library that reads from the terminal stumbles over that.
 *
 * @param input the terminal
 * @returns a function that ends this
 */
export function endWhenHungUp(input: ReadStream): () => void {
  const hungUp = (): void => endBy('SIGHUP');
  process.prependListener('SIGHUP', hungUp);
  input.prependListener('end', hungUp);
  return () => {
    process.off('SIGHUP', hungUp);
    input.off('end', hungUp);
  };
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 sends nothing; it only asks (kill(2)).
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
