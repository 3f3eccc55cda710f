import type { Process, Task } from '../../../kernel/process.ts';
import { MONTHS, two } from '../http.ts';

function stamp(process: Process): string {
  const date = new Date(process.now());
  return `${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 23)}`;
}

/** Writes a line of the log. `role`: C while it starts, M as a master. */
export function log(process: Process, level: '*' | '#' | '.' | '-', message: string, role = 'M'): Task<void> {
  return process.write(1, `${process.pid}:${role} ${stamp(process)} ${level} ${message}\n`);
}
