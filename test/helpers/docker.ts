import { toText } from '../../src/engine/sandbox/kernel/bytes.ts';
import type { Kernel } from '../../src/engine/sandbox/kernel/kernel.ts';
import type { Program } from '../../src/engine/sandbox/kernel/process.ts';
import { type RunOptions, runProgram } from './sandbox.ts';

/** What a docker command line did, as text. */
export interface Said {
  readonly exit: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Ways to call docker on a computer. */
export interface DockerCommand {
  /** Runs one docker command to its end, or for ten hours of the computer's clock. */
  docker(...argv: readonly string[]): Said;
  /** The same with something on standard input, or other things of the process. */
  dockerWith(options: RunOptions, ...argv: readonly string[]): Said;
}

/** @param program the docker command of the computer whose kernel it is */
export function dockerCommand(kernel: Kernel, program: Program): DockerCommand {
  const dockerWith: DockerCommand['dockerWith'] = (options, ...argv) => {
    const ran = runProgram(kernel, program, { within: 36_000_000, ...options, argv: ['docker', ...argv] });
    return { exit: ran.exit, out: toText(ran.stdout), err: toText(ran.stderr) };
  };
  return { dockerWith, docker: (...argv) => dockerWith({}, ...argv) };
}
