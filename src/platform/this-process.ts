import { hostname } from 'node:os';

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
