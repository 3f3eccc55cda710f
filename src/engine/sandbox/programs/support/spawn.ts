import { SystemError } from '../../kernel/errors.ts';
import type { SpawnOptions, Task } from '../../kernel/process.ts';
import type { Tool } from './tool.ts';

/** @returns the status with which a shell or env(1) tells that a command could not be started: 127 not found, 126 not executable */
export function spawnStatus(error: unknown): number {
  if (!(error instanceof SystemError)) throw error;
  return error.code === 'ENOENT' ? 127 : 126;
}

/** @returns the message about a command that could not be started */
export function spawnComplaint(tool: Tool, command: string, error: unknown): string {
  const why = error instanceof SystemError ? error.message : '';
  if (tool.gnu)
    return tool.name === 'time'
      ? `cannot run ${command}: ${why}`
      : tool.name === 'env' || tool.name === 'xargs' || tool.name === 'watch'
        ? `${tool.name === 'env' ? `'${command}'` : command}: ${why}`
        : tool.name === 'find'
          ? `'${command}': ${why}`
          : `failed to run command '${command}': ${why}`;
  return tool.name === 'find' || tool.name === 'xargs'
    ? `${command}: ${why}`
    : `can't execute '${command}': ${why}`;
}

/**
 * Runs a command and waits for its end.
 * @returns its status; 126 or 127 after a message if it could not be started
 */
export function* runCommand(
  tool: Tool,
  argv: readonly string[],
  options: Partial<Omit<SpawnOptions, 'argv' | 'body'>> = {},
): Task<number> {
  let pid: number;
  try {
    pid = tool.process.spawn({ env: tool.process.env, ...options, argv });
  } catch (error) {
    const status = spawnStatus(error);
    tool.err(spawnComplaint(tool, argv[0] ?? '', error));
    yield* tool.flush();
    return status;
  }
  const ended = yield* tool.process.wait(pid);
  return ended?.status ?? 0;
}
