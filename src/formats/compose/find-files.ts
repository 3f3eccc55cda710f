import { folderOf } from './paths.ts';

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** The files that Compose takes when none is named, and what it says of several that would do. */
interface FoundFiles {
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

function several(found: readonly string[], kind: 'config' | 'override'): readonly string[] {
  return found.length < 2
    ? []
    : [`Found multiple ${kind} files with supported names: ${found.join(', ')}`, `Using ${found[0]}`];
}

/**
 * Looks for `compose.yaml` and its like in a folder, then in those above it (compose-go cli.WithDefaultConfigPath).
 *
 * @param exists whether there is a file
 * @returns no files if there is none up to the root
 */
export function findComposeFiles(folder: string, exists: (path: string) => boolean): FoundFiles {
  for (let at = folder; ; at = folderOf(at)) {
    const here = (names: readonly string[]) =>
      names.map((name) => `${at === '/' ? '' : at}/${name}`).filter(exists);
    const found = here(NAMES);
    if (found[0] !== undefined) {
      const overrides = here(OVERRIDES);
      return {
        files: [found[0], ...overrides.slice(0, 1)],
        warnings: [...several(found, 'config'), ...several(overrides, 'override')],
      };
    }
    if (at === '/') return { files: [], warnings: [] };
  }
}
