import type { CommandCode } from '../../../../src/engine/sandbox/cli/docker.ts';
import { dockerProgram } from '../../../../src/engine/sandbox/cli/docker-program.ts';
import { createCompose } from '../../../../src/engine/sandbox/compose/compose.ts';
import { fromText } from '../../../../src/engine/sandbox/kernel/bytes.ts';
import type { Program } from '../../../../src/engine/sandbox/kernel/process.ts';
import type { Said } from '../../../helpers/docker.ts';
import { type RunOptions, runProgram } from '../../../helpers/sandbox.ts';
import { type DockerHere, dockerHere } from '../cli/docker-here.ts';

/** A computer with docker and Compose, and files in /home/learner/shop. */
export interface ComposeHere extends DockerHere {
  /** Runs `docker compose …` in the project's folder. */
  compose(...argv: readonly string[]): Said;
  composeWith(options: RunOptions, ...argv: readonly string[]): Said;
  write(files: Readonly<Record<string, string>>): void;
  /** The docker command itself. */
  readonly program: Program;
}

/** Where the project is. */
export const FOLDER = '/home/learner/shop';

/** @param files by path, relative to the project's folder */
export function composeHere(files: Readonly<Record<string, string>>, build?: CommandCode): ComposeHere {
  const compose = createCompose(build === undefined ? {} : { build });
  const plugins = new Map([['compose', compose]]);
  const here = dockerHere({ plugins });
  const write = (more: Readonly<Record<string, string>>): void => {
    runProgram(here.kernel, function* (process) {
      for (const [name, text] of Object.entries(more)) {
        const path = `${FOLDER}/${name}`;
        const parts = path.split('/').slice(1, -1);
        for (const [index] of parts.entries()) {
          const folder = `/${parts.slice(0, index + 1).join('/')}`;
          if (!process.fs.exists(folder)) process.fs.mkdir(folder);
        }
        process.fs.writeFile(path, fromText(text));
      }
      return 0;
    });
  };
  write(files);
  const composeWith = (options: RunOptions, ...argv: readonly string[]) =>
    here.dockerWith({ cwd: FOLDER, env: { HOME: '/home/learner' }, ...options }, 'compose', ...argv);
  const program = dockerProgram(here.daemon, { plugins });
  return { ...here, program, write, composeWith, compose: (...argv) => composeWith({}, ...argv) };
}
