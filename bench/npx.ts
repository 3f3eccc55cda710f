/** How long `npx` takes where nothing is in npm's cache, against a small program without dependencies. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Installed, NPM, pack } from './installed.ts';
import { inPairs, millisecondsOf } from './measure.ts';
import { childEnvironment, removeFolder } from './surroundings.ts';
import { ratioRow, type Section } from './table.ts';

const SEMVER = 'semver@7';

/**
 * Runs both programs by `npx` from their tarballs, without a network, each time with an empty cache.
 *
 * @param rounds how often
 * @returns nothing if semver cannot be fetched
 */
export async function coldNpx({ tarball }: Installed, rounds: number): Promise<Section | undefined> {
  // Outside of the project, whose own package.json npm would find above.
  const folder = mkdtempSync(join(tmpdir(), 'docker-tutor-npx-'));
  try {
    return await inFolder(tarball, folder, rounds);
  } finally {
    removeFolder(folder);
  }
}

async function inFolder(tarball: string, folder: string, rounds: number): Promise<Section | undefined> {
  let semver: string;
  try {
    semver = join(folder, pack([SEMVER], folder, folder));
  } catch {
    return undefined;
  }
  let packages = 0;
  const own = (): number =>
    withEmptyCache(folder, (cache) => {
      const time = npx(cache, tarball, ['docker-tutor', '--version'], folder);
      packages = packagesIn(cache);
      return time;
    });
  const other = (): number =>
    withEmptyCache(folder, (cache) => npx(cache, semver, ['semver', '1.2.3'], folder));
  const pairs = await inPairs(rounds, other, own);
  const seconds = (value: number): string => `${(value / 1000).toFixed(2)} s`;
  return {
    title: 'Cold `npx`',
    baseline: '`npx semver 1.2.3`',
    rows: [
      ratioRow('`npx docker-tutor --version` with an empty cache', pairs, seconds, 1.3),
      {
        name: 'packages installed',
        value: `${packages}`,
        baseline: '',
        result: packages,
        unit: '',
        target: 1,
      },
    ],
  };
}

function npx(cache: string, tarball: string, words: readonly string[], folder: string): number {
  const options = ['--yes', '--offline', '--cache', cache, '--package', tarball];
  const env = childEnvironment(join(folder, 'home'));
  return millisecondsOf(() =>
    execFileSync(NPM, ['exec', ...options, '--', ...words], { cwd: folder, env, stdio: 'pipe' }),
  );
}

function withEmptyCache(folder: string, work: (cache: string) => number): number {
  const cache = mkdtempSync(join(folder, 'npm-cache-'));
  try {
    return work(cache);
  } finally {
    removeFolder(cache);
  }
}

/** How many packages npx has installed below a cache. */
function packagesIn(cache: string): number {
  const [place] = readdirSync(join(cache, '_npx'));
  const lock = join(cache, '_npx', place ?? '', 'node_modules', '.package-lock.json');
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as { packages: Record<string, unknown> };
  return Object.keys(packages).length;
}
