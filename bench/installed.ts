/** The program as users get it: out of the tarball that is published. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './surroundings.ts';

export interface Installed {
  readonly tarball: string;
  /** The program to give to `node`. */
  readonly bin: string;
}

/** npm as this system calls it. */
export const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Packs the program as it is built, and unpacks it somewhere else.
 *
 * @param folder an empty folder
 */
export function installFromTarball(folder: string): Installed {
  const tarball = join(folder, pack([], folder, ROOT));
  const unpacked = join(folder, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('tar', ['-xzf', tarball, '-C', unpacked]);
  return { tarball, bin: join(unpacked, 'package', 'bin', 'docker-tutor.cjs') };
}

/**
 * Runs `npm pack`.
 *
 * @param what a package of the registry; nothing for the one in `from`
 * @param to the folder for the tarball
 * @param from the working folder
 * @returns the tarball's name
 * @throws if npm cannot
 */
export function pack(what: readonly string[], to: string, from: string): string {
  const options = ['--ignore-scripts', '--silent', '--pack-destination', to];
  const output = execFileSync(NPM, ['pack', ...what, ...options], {
    cwd: from,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output.toString().trim().split('\n').at(-1) ?? '';
}
