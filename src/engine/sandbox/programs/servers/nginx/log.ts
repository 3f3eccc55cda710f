import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import { errorDate } from '../http.ts';

export type Level = 'debug' | 'info' | 'notice' | 'warn' | 'error' | 'crit' | 'alert' | 'emerg';

/** Writes a line of the error log. */
export function* logError(process: Process, fd: number, level: Level, message: string): Task<void> {
  const { pid } = process;
  yield* process.write(fd, `${errorDate(process.now())} [${level}] ${pid}#${pid}: ${message}\n`);
}

/** Opens a log to append to. @returns its descriptor; stderr if it cannot be opened */
export function openLog(process: Process, path: string): number {
  if (path === 'stderr') return 2;
  try {
    return process.open(path, { write: true, append: true, create: true }, 0o644);
  } catch (error) {
    if (error instanceof SystemError) return 2;
    throw error;
  }
}
