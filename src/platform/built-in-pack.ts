import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where the lessons that belong to the program are: compiled beside the bundle, or as YAML in a source checkout. */
export type BuiltInPack =
  | {
      readonly kind: 'compiled' /** Reads one JSON file of it, such as `index.json`. */;
      read(name: string): unknown;
    }
  | { readonly kind: 'source'; readonly folder: string };

/** Finds the built-in pack. Reading it is up to the caller, and may throw if the installation is damaged. */
export function findBuiltInPack(): BuiltInPack {
  const here = import.meta.dirname;
  // Run from source, this file is in src/platform; bundled, it is in dist, beside the compiled pack.
  if (basename(here) === 'platform') return { kind: 'source', folder: join(here, '..', '..', 'lessons') };
  return { kind: 'compiled', read: (name) => JSON.parse(readFileSync(join(here, 'pack', name), 'utf8')) };
}
