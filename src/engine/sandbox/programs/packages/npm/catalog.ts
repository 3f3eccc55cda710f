import { sha512Hex } from '../../../kernel/digest.ts';
import type { CompiledFiles, CompiledPackage } from '../../../registry/compiled.ts';
import { highest } from './versions.ts';

/** A version of a package, as the registry offers it. */
export interface Release {
  readonly name: string;
  readonly version: string;
  readonly description: string | undefined;
  /** Unpacked. */
  readonly bytes: number;
  /** Name → range. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Command → path in the package. */
  readonly bin: Readonly<Record<string, string>>;
  /** Paths in the package, with a `/` in front. */
  readonly files: CompiledFiles;
  /** As lock files have it. It is that of what the sandbox unpacks, not of the package that bears the name elsewhere. */
  readonly integrity: string;
}

/** What npm can install. */
export interface NpmCatalog {
  /** Versions of a package, newest first; none: there is no such package. */
  versions(name: string): readonly string[];
  release(name: string, version: string): Release | undefined;
  /** The newest version in a range; undefined: none is, or there is no such package. */
  pick(name: string, range: string): Release | undefined;
  /** Names of the packages that are meant to be asked for, and not only needed by others. */
  readonly offered: readonly string[];
}

/** @returns the name of a package without the line of versions that an entry is for: `debug@2` is `debug` */
function nameOf(entry: string): string {
  const at = entry.lastIndexOf('@');
  return at > 0 ? entry.slice(0, at) : entry;
}

function releaseOf(entry: CompiledPackage, version: string): Release {
  const name = nameOf(entry.name);
  const files = entry.files ?? {};
  const dependencies = Object.fromEntries(
    (entry.needs ?? []).map((need) => {
      const space = need.indexOf(' ');
      return space < 0 ? [nameOf(need), '*'] : [nameOf(need.slice(0, space)), need.slice(space + 1)];
    }),
  );
  const bin = Object.fromEntries(
    Object.keys(files).flatMap((path) => {
      const command = /^\/bin\/([^/]+)\.js$/.exec(path)?.[1];
      return command === undefined ? [] : [[command, path.slice(1)]];
    }),
  );
  const digest = sha512Hex(JSON.stringify([name, version, dependencies, files]));
  const bytes = digest.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  return {
    name,
    version,
    description: entry.description,
    bytes: entry.bytes,
    dependencies,
    bin,
    files,
    integrity: `sha512-${btoa(bytes)}`,
  };
}

/**
 * The packages of the registry's file as npm sees them.
 *
 * @param entries an entry is a package, or, where versions need different things, a line of them (`debug@2`); a need
 *   is an entry's name and a range (`debug@2 2.6.9`); files in `/bin` are commands
 */
export function npmCatalog(entries: readonly CompiledPackage[]): NpmCatalog {
  const packages = new Map<string, Map<string, CompiledPackage>>();
  for (const entry of entries) {
    const name = nameOf(entry.name);
    const known = packages.get(name) ?? new Map<string, CompiledPackage>();
    for (const version of entry.versions) known.set(version, entry);
    packages.set(name, known);
  }
  const release = (name: string, version: string): Release | undefined => {
    const entry = packages.get(name)?.get(version);
    return entry === undefined ? undefined : releaseOf(entry, version);
  };
  return {
    offered: [
      ...new Set(
        entries.filter(({ description }) => description !== undefined).map(({ name }) => nameOf(name)),
      ),
    ].sort(),
    versions: (name) => [...(packages.get(name)?.keys() ?? [])],
    release,
    pick(name, range) {
      const version = highest([...(packages.get(name)?.keys() ?? [])], range);
      return version === undefined ? undefined : release(name, version);
    },
  };
}
