import { basename, join } from 'node:path';
import { openArchive } from './archive.ts';

/** The compiled pack, beside the bundle. */
export const COMPILED_PACK = 'pack.archive';

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
  return readCompiled(join(here, COMPILED_PACK));
}

/** Reads a compiled pack. @param path of its archive, opened when something of it is first asked for */
export function readCompiled(path: string): Extract<BuiltInPack, { kind: 'compiled' }> {
  let text: ((name: string) => string) | undefined;
  return {
    kind: 'compiled',
    read(name) {
      text ??= openArchive(path);
      return JSON.parse(text(name));
    },
  };
}
