import type { NpmCatalog } from './catalog.ts';
import type { Manifest } from './manifest.ts';
import { noTarget, notFound, refuse } from './report.ts';
import { isRange, satisfies } from './versions.ts';

/** A package in a folder of node_modules. */
export interface Placed {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly integrity?: string | undefined;
}

/** Packages by where they are: `node_modules/send/node_modules/ms`. */
export type Tree = ReadonlyMap<string, Placed>;

/** @returns the place of a package that one at `from` finds under a name, as Node looks for it; '' is the project */
export function placeOf(tree: Tree, from: string, name: string): string | undefined {
  for (let at = from; ; ) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (tree.has(place)) return place;
    if (at === '') return undefined;
    const up = at.lastIndexOf('/node_modules/');
    at = up < 0 ? '' : at.slice(0, up);
  }
}

/** @returns what a project asks for: name → range, its kinds one after the other */
export function wantedBy(manifest: Manifest, withDev: boolean): Record<string, string> {
  return {
    ...(withDev ? manifest.devDependencies : {}),
    ...manifest.optionalDependencies,
    ...manifest.dependencies,
  };
}

function resolve(catalog: NpmCatalog, known: Tree, name: string, range: string): Placed {
  const kept = [...known.values()].find((one) => one.name === name && satisfies(one.version, range));
  if (kept !== undefined) return kept;
  if (!isRange(range) && range !== 'latest') {
    if (/^(file|git|github|https?|link|workspace|npm):|\//.test(range))
      throw refuse(`npm's ${name}@${range}: it installs from the registry only`);
    throw noTarget(name, range, catalog.versions(name));
  }
  const found = catalog.pick(name, range);
  if (found !== undefined) return found;
  const versions = catalog.versions(name);
  throw versions.length > 0 ? noTarget(name, range, versions) : notFound(name, range, catalog.offered);
}

/**
 * The packages that a project needs, each as far up as no other version of it is in the way.
 *
 * @param known what is there already (a lock file): kept where it fits
 * @returns places in the order of their names. Throws NpmError E404, ETARGET
 */
export function idealTree(catalog: NpmCatalog, manifest: Manifest, known: Tree): Tree {
  const tree = new Map<string, Placed>();
  const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);
  const queue: { from: string; name: string; range: string }[] = Object.entries(wantedBy(manifest, true))
    .sort(byName)
    .map(([name, range]) => ({ from: '', name, range }));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { from, name, range } = next;
    const there = placeOf(tree, from, name);
    if (there !== undefined && satisfies(tree.get(there)!.version, range)) continue;
    const old = placeOf(known, from, name);
    const before = old === undefined ? undefined : known.get(old);
    const one =
      before !== undefined && satisfies(before.version, range)
        ? before
        : resolve(catalog, known, name, range);
    // From the project down to who asks: the first folder that has nothing of this name.
    const folders = [''];
    for (const part of from === '' ? [] : from.split(/\/(?=node_modules\/)/))
      folders.push(folders.at(-1) === '' ? part : `${folders.at(-1)}/${part}`);
    const folder = folders.find(
      (each) => !tree.has(each === '' ? `node_modules/${name}` : `${each}/node_modules/${name}`),
    );
    const place = folder === '' ? `node_modules/${name}` : `${folder ?? from}/node_modules/${name}`;
    tree.set(place, one);
    for (const [need, wants] of Object.entries(one.dependencies).sort(byName))
      queue.push({ from: place, name: need, range: wants });
  }
  return new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @returns the places that can be reached from some of a project's dependencies */
export function reached(tree: Tree, names: Iterable<string>): Set<string> {
  const seen = new Set<string>();
  const visit = (from: string, name: string): void => {
    const place = placeOf(tree, from, name);
    if (place === undefined || seen.has(place)) return;
    seen.add(place);
    for (const need of Object.keys(tree.get(place)!.dependencies)) visit(place, need);
  };
  for (const name of names) visit('', name);
  return seen;
}

/** @returns the tree without what only development or only optional dependencies need */
export function without(tree: Tree, manifest: Manifest, omit: ReadonlySet<string>): Tree {
  const kept = reached(tree, [
    ...Object.keys(manifest.dependencies ?? {}),
    ...(omit.has('optional') ? [] : Object.keys(manifest.optionalDependencies ?? {})),
    ...(omit.has('dev') ? [] : Object.keys(manifest.devDependencies ?? {})),
  ]);
  return new Map([...tree].filter(([place]) => kept.has(place)));
}
