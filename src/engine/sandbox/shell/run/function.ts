import type { Task } from '../../kernel/process.ts';
import { Return } from '../control.ts';
import type { FunctionDefinition } from '../shell-records.ts';
import type { Shell } from '../shell-state.ts';

/** Calls of functions within one another before the shell gives up. */
const DEEPEST = 250;

/** Calls a shell function. @returns its status */
export function* callFunction(
  shell: Shell,
  name: string,
  definition: FunctionDefinition,
  args: readonly string[],
): Task<number> {
  if (shell.frames.length >= DEEPEST) {
    yield* shell.complain(`${name}: maximum function nesting level exceeded (${DEEPEST})`, '');
    return 1;
  }
  const { positional, source, position, loops, getoptsPlace } = shell;
  shell.positional = [...args];
  shell.source = definition.source;
  shell.loops = 0;
  shell.getoptsPlace = { index: 1, offset: 1 };
  shell.frames.push({ name, locals: new Map() });
  const leave = (): void => {
    const frame = shell.frames.pop();
    for (const [local, before] of frame?.locals ?? []) {
      if (before) shell.variables.set(local, before);
      else shell.variables.delete(local);
    }
    Object.assign(shell, { positional, source, position, loops, getoptsPlace });
  };
  try {
    const { body } = definition;
    const status =
      body.type === 'CompoundList'
        ? yield* shell.interpreter.run(shell, body.commands, false)
        : yield* shell.interpreter.command(shell, body, false);
    leave();
    return status;
  } catch (error) {
    leave();
    if (error instanceof Return) return error.status;
    throw error;
  }
}
