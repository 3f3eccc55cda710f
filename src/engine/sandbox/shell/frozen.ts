import type { Process } from '../kernel/process.ts';
import { Descriptors } from './descriptors.ts';
import type { Job } from './shell-records.ts';
import { type Interpreter, Shell } from './shell-state.ts';
import { cloneVariables, type Variable } from './variables.ts';

/** All that a shell remembers between two commands. Owned by nobody, never changed. */
export interface Frozen {
  readonly kind: Shell['kind'];
  readonly descriptors: ReadonlyMap<number, number>;
  readonly fields: ReadonlyMap<string, unknown>;
}

/** What belongs to the process that the shell is, not to what it remembers. */
const OWN = new Set(['process', 'kind', 'interpreter', 'descriptors']);

/** @returns a copy of what a shell remembers, that shares nothing with it that changes */
export function freeze(shell: Shell): Frozen {
  return { kind: shell.kind, descriptors: shell.descriptors.table(), fields: copyOf(Object.entries(shell)) };
}

/**
 * @param process the process that the shell goes on in: the same, or one that an undo brought back
 * @returns the shell as it was frozen
 */
export function thaw(process: Process, frozen: Frozen, interpreter: Interpreter): Shell {
  const shell = new Shell(process, frozen.kind, interpreter, []);
  Object.assign(shell, Object.fromEntries(copyOf(frozen.fields)));
  shell.descriptors = new Descriptors(process, frozen.descriptors);
  return shell;
}

function copyOf(fields: Iterable<readonly [string, unknown]>): Map<string, unknown> {
  const copy = new Map<string, unknown>();
  for (const [name, value] of fields) if (!OWN.has(name)) copy.set(name, copyValue(name, value));
  return copy;
}

function copyValue(name: string, value: unknown): unknown {
  if (name === 'variables') return cloneVariables(value as ReadonlyMap<string, Variable>);
  if (name === 'jobs')
    return (value as readonly Job[]).map((job) => ({
      ...job,
      states: new Map([...job.states].map(([pid, state]) => [pid, { ...state }])),
    }));
  if (name === 'getoptsPlace') return { ...(value as object) };
  if (value instanceof Map) return new Map(value);
  if (value instanceof Set) return new Set(value);
  // Parsed sources and functions are never changed.
  return Array.isArray(value) ? [...value] : value;
}
