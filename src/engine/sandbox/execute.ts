import type { Execution } from '../port.ts';
import { HOME, LEARNER } from './host-tree.ts';
import { type Bytes, fromText, toText } from './kernel/bytes.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Program } from './kernel/process.ts';

/** What ends a command that never does: as `timeout` has it. */
const TIMED_OUT = 124;

/**
 * Runs a docker command line beside the learner's shell, to its end.
 *
 * @param docker the docker command
 * @param argv the words after `docker`
 * @param stdin what it can read
 */
export function executeDocker(
  kernel: Kernel,
  docker: Program,
  argv: readonly string[],
  stdin: string,
): Execution {
  const output = { stdout: [] as Bytes[], stderr: [] as Bytes[] };
  const input = kernel.pipe();
  const sinks = {
    stdout: kernel.sink((bytes) => output.stdout.push(bytes)),
    stderr: kernel.sink((bytes) => output.stderr.push(bytes)),
  };
  let exit: number | undefined;
  kernel.feed(input.write, fromText(stdin));
  kernel.release(input.write);
  const pid = kernel.start(kernel.host, {
    argv: ['docker', ...argv.map(fromText)],
    env: new Map([
      ['HOME', HOME],
      ['PATH', '/usr/local/bin:/usr/bin:/bin'],
    ]),
    cwd: HOME,
    user: LEARNER,
    files: new Map([
      [0, input.read],
      [1, sinks.stdout],
      [2, sinks.stderr],
    ]),
    *body(process) {
      exit = yield* docker(process);
      return exit;
    },
  });
  for (const file of [input.read, sinks.stdout, sinks.stderr]) kernel.release(file);
  kernel.run(() => exit !== undefined, Number.POSITIVE_INFINITY);
  if (exit === undefined) {
    kernel.signal(pid, 'SIGKILL');
    kernel.run(() => true, kernel.now());
  }
  return {
    exit: exit ?? TIMED_OUT,
    stdout: toText(output.stdout.join('')),
    stderr: toText(output.stderr.join('')),
  };
}
