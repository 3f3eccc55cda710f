import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import { type Manifest, readJson, within, writeJson } from './manifest.ts';
import { type Placed, reached, type Tree } from './tree.ts';

/** A package as a lock file of version 2 or 3 has it (npm 10's documentation, package-lock.json). */
interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly link?: boolean;
}

/** A package as version 1 has it: `requires` is what it needs, `dependencies` is below it. */
interface OldPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly requires?: Readonly<Record<string, string>> | boolean;
  readonly dependencies?: Readonly<Record<string, OldPackage>>;
}

interface LockFile {
  readonly lockfileVersion?: number;
  readonly packages?: Readonly<Record<string, LockedPackage>>;
  readonly dependencies?: Readonly<Record<string, OldPackage>>;
}

/** @returns the name of the package at a place */
function nameAt(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 13);
}

/** @returns the commands that a package.json names: command → path */
export function commandsOf(name: string, bin: LockedPackage['bin']): Record<string, string> {
  if (bin === undefined) return {};
  const all = typeof bin === 'string' ? { [name.replace(/^@[^/]+\//, '')]: bin } : bin;
  return Object.fromEntries(Object.entries(all).map(([key, path]) => [key, path.replace(/^\.?\//, '')]));
}

function oldTree(packages: LockFile['dependencies'], above: string, tree: Map<string, Placed>): void {
  for (const [name, one] of Object.entries(packages ?? {})) {
    const place = `${above}node_modules/${name}`;
    const needs = typeof one.requires === 'object' ? one.requires : {};
    tree.set(place, {
      name,
      version: one.version ?? '',
      dependencies: needs,
      bin: {},
      integrity: one.integrity,
    });
    oldTree(one.dependencies, `${place}/`, tree);
  }
}

/** @returns what package-lock.json says; undefined if there is none, or one that says nothing. Throws NpmError EJSONPARSE */
export function readLock(process: Process, folder: string): Tree | undefined {
  const lock = readJson(process, within(folder, 'package-lock.json')) as LockFile | null | undefined;
  if (typeof lock !== 'object' || lock === null || (lock.lockfileVersion ?? 0) < 1) return undefined;
  const tree = new Map<string, Placed>();
  if (lock.packages === undefined) oldTree(lock.dependencies, '', tree);
  for (const [place, one] of Object.entries(lock.packages ?? {})) {
    if (!place.startsWith('node_modules/') || one.link === true || one.version === undefined) continue;
    const name = nameAt(place);
    tree.set(place, {
      name,
      version: one.version,
      dependencies: one.dependencies ?? {},
      bin: commandsOf(name, one.bin),
      integrity: one.integrity,
    });
  }
  return tree;
}

function some<T extends object>(key: string, value: T | undefined): Record<string, T> {
  return value === undefined || Object.keys(value).length === 0 ? {} : { [key]: value };
}

/** Writes package-lock.json, version 3. Throws NpmError EACCES */
export function writeLock(process: Process, folder: string, manifest: Manifest, tree: Tree): void {
  const productive = reached(tree, [
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
  ]);
  const name = manifest.name ?? folder.slice(folder.lastIndexOf('/') + 1);
  const { version, license } = manifest;
  const head = { name, ...(version === undefined ? {} : { version }) };
  const packages: Record<string, unknown> = {
    '': {
      ...head,
      ...(license === undefined ? {} : { license }),
      ...some('dependencies', manifest.dependencies),
      ...some('devDependencies', manifest.devDependencies),
      ...some('optionalDependencies', manifest.optionalDependencies),
    },
  };
  for (const [place, one] of tree)
    packages[place] = {
      version: one.version,
      ...(one.integrity === undefined ? {} : { integrity: one.integrity }),
      ...(productive.has(place) ? {} : { dev: true }),
      ...some('dependencies', one.dependencies),
      ...some('bin', one.bin),
    };
  writeJson(process, within(folder, 'package-lock.json'), {
    ...head,
    lockfileVersion: 3,
    requires: true,
    packages,
  });
}

/** @returns the packages that are in node_modules, by what their package.json files say */
export function readInstalled(process: Process, folder: string): Tree {
  const { fs } = process;
  const tree = new Map<string, Placed>();
  const names = (path: string): readonly string[] => {
    try {
      return fs.readDirectory(path);
    } catch (error) {
      if (error instanceof SystemError) return [];
      throw error;
    }
  };
  const visit = (above: string): void => {
    const modules = `${above}node_modules`;
    const all = names(within(folder, modules)).flatMap((name) =>
      name.startsWith('@')
        ? names(within(folder, `${modules}/${name}`)).map((one) => `${name}/${one}`)
        : name.startsWith('.')
          ? []
          : [name],
    );
    for (const name of all) {
      const place = `${modules}/${name}`;
      const found = readJson(process, within(folder, `${place}/package.json`)) as LockedPackage | undefined;
      if (found?.version === undefined) continue;
      tree.set(place, {
        name,
        version: found.version,
        dependencies: found.dependencies ?? {},
        bin: commandsOf(name, found.bin),
      });
      visit(`${place}/`);
    }
  };
  visit('');
  return tree;
}
