import type { ProcessStatus } from '../../kernel/process.ts';
import { baseName } from '../support/tool.ts';

/** @returns the command line as ps shows it; a process that has ended has only its name */
export function commandOf(one: ProcessStatus): string {
  const name = baseName(one.argv[0] ?? '');
  return one.state === 'Z' ? `[${name}]` : one.argv.join(' ');
}

/** @returns the name of a process, as the kernel keeps it: 15 characters */
export const nameOf = (one: ProcessStatus) => baseName(one.argv[0] ?? '').slice(0, 15);
