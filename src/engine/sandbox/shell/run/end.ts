import type { Task } from '../../kernel/process.ts';
import { Discard, Exit, ExpansionError, Fatal, Interrupt, LoopExit, Return } from '../control.ts';
import type { Shell } from '../shell-state.ts';
import { runTrap } from '../signals.ts';

/** Runs what a shell process is there for, then its EXIT trap. @returns its exit status */
export function* runToEnd(shell: Shell, task: Task<number>): Task<number> {
  let status = yield* settle(shell, task);
  const action = shell.traps.get('EXIT');
  if (action !== undefined && action !== '') {
    shell.traps.delete('EXIT');
    shell.status = status;
    shell.loops = 0;
    status = yield* settle(shell, exitTrap(shell, action, status));
  }
  return status & 255;
}

function* exitTrap(shell: Shell, action: string, status: number): Task<number> {
  yield* runTrap(shell, action);
  return status;
}

/** Runs a task; what it throws to leave the shell becomes its status. Other errors pass. */
export function* settle(shell: Shell, task: Task<number>): Task<number> {
  try {
    return yield* task;
  } catch (error) {
    if (error instanceof ExpansionError) {
      yield* shell.complain(error.message, '');
      return error.status;
    }
    if (error instanceof LoopExit) return 0;
    if (
      error instanceof Exit ||
      error instanceof Return ||
      error instanceof Fatal ||
      error instanceof Discard ||
      error instanceof Interrupt
    ) {
      return error.status;
    }
    throw error;
  }
}
