/** What a measurement runs on and in: the computer, the environment of child processes, folders to throw away. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, release, type } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this project. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Makes a folder to work in. It lies inside the project, since a system's folder for temporary files may be in memory,
 * where waiting for the disk takes no time.
 */
export function makeWorkFolder(): string {
  const parent = join(ROOT, 'node_modules', '.cache');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'bench-'));
}

/** Removes a folder with all that is in it. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Variables that make every start of Node slower, or some of them faster; none is measured with them. */
const SKEWING = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_COMPILE_CACHE'];

/**
 * The environment of a child process.
 *
 * @param home the learner's data folder
 */
export function childEnvironment(home: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    // Colour and width are told by nobody, as for someone who has just opened a terminal.
    const tells = /^(NO_COLOR|FORCE_COLOR|CLICOLOR|COLUMNS|LINES|npm_)/.test(name);
    if (value !== undefined && !tells && !SKEWING.includes(name)) env[name] = value;
  }
  return { ...env, DOCKER_TUTOR_HOME: home, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };
}

/** One line about the computer. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${model}, ${availableParallelism()} cores, ${type()} ${release()}, Node.js ${process.versions.node}`;
}
