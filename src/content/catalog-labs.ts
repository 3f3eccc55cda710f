/** Finding labs: by their own names, or by the name of the lesson that they belong to. */
import type { PackSource } from './pack-source.ts';
import { suggest } from './suggest.ts';
import type { LabEntry, ModuleEntry, PackIndex } from './types.ts';

/** A lab in the catalog, without its tasks. */
export interface CatalogLab {
  /** `<pack>/<lab>`: what progress hangs on. */
  readonly key: string;
  readonly pack: PackIndex;
  readonly module: ModuleEntry;
  readonly entry: LabEntry;
}

/** What a name leads to. */
export type FoundLab =
  | { readonly lab: CatalogLab }
  /** Several labs are meant; each is given as `<pack>/<lab>`. */
  | { readonly ambiguous: readonly string[] }
  /** Nothing has this name; the nearest that a lab has, if one is near. */
  | { readonly unknown: string; readonly suggestion?: string };

/** Every lab that a pack lists, in the order of its modules. */
export function labsOf(pack: PackIndex): CatalogLab[] {
  return pack.modules.flatMap((module) =>
    module.labs.map((entry) => ({ key: `${pack.id}/${entry.id}`, pack, module, entry })),
  );
}

/**
 * Finds the lab that a name means.
 *
 * @param packs where to look
 * @param name `<id>` or `<pack>/<id>` of a lab, or of a lesson. Ids of today come before former ones, and those of labs
 *   before those of lessons
 */
export function findLab(packs: readonly PackSource[], name: string): FoundLab {
  const labs = packs.flatMap(({ index }) => labsOf(index));
  const ways: ((lab: CatalogLab) => boolean)[] = [
    ({ key, entry }) => key === name || entry.id === name,
    ({ pack, entry }) => entry.was.some((former) => former === name || `${pack.id}/${former}` === name),
    ({ pack, entry }) => entry.lesson === name || `${pack.id}/${entry.lesson}` === name,
  ];
  for (const isNamed of ways) {
    const found = labs.filter(isNamed);
    if (found.length > 1) return { ambiguous: found.map(({ key }) => key) };
    if (found[0] !== undefined) return { lab: found[0] };
  }
  const names = labs.map(({ key, entry }) => (name.includes('/') ? key : entry.id));
  const suggestion = suggest(name, names);
  return suggestion === undefined ? { unknown: name } : { unknown: name, suggestion };
}
