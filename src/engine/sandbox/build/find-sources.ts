import { cleanPath, IgnoreMatcher } from '../../../formats/dockerignore.ts';
import { nameMatcher, WILD } from '../../../formats/name-pattern.ts';
import type { DirectoryNode, FsNode } from '../filesystem/node.ts';
import { directory, findNode, sortedNames } from '../filesystem/tree.ts';
import { fromText, toText } from '../kernel/bytes.ts';

/** Something that COPY copies. */
export interface FoundSource {
  /** Inside the tree it comes from. */
  readonly path: string;
  readonly node: FsNode;
}

function matching(tree: DirectoryNode, names: readonly string[], at: string): readonly FoundSource[] {
  const [pattern, ...rest] = names;
  if (pattern === undefined) {
    const found = findNode(tree, fromText(at === '' ? '/' : at));
    return found?.node === undefined ? [] : [{ path: at, node: found.node }];
  }
  if (!WILD.test(pattern)) return matching(tree, rest, `${at}/${pattern}`);
  const here = findNode(tree, fromText(at === '' ? '/' : at))?.node;
  if (here?.kind !== 'directory') return [];
  const matches = nameMatcher(pattern);
  return sortedNames(here.entries.keys())
    .map(toText)
    .filter(matches)
    .flatMap((name) => matching(tree, rest, `${at}/${name}`));
}

/**
 * What a source of COPY means in a tree. Symlinks on the way are followed.
 * @returns undefined: it is not there. A pattern that matches nothing gives an empty list
 */
export function findSources(tree: DirectoryNode, source: string): readonly FoundSource[] | undefined {
  const path = cleanPath(`/${source}`);
  const names = path.split('/').filter((name) => name !== '');
  const found = matching(tree, names, '');
  return found.length === 0 && !names.some((name) => WILD.test(name)) ? undefined : found;
}

function pruned(node: FsNode, exclude: IgnoreMatcher, path: string): FsNode | undefined {
  const left = path !== '' && exclude.ignores(path);
  if (node.kind !== 'directory') return left ? undefined : node;
  if (left && !exclude.hasExceptions) return undefined;
  const entries = new Map<string, FsNode>();
  for (const [name, child] of node.entries) {
    const kept = pruned(child, exclude, path === '' ? toText(name) : `${path}/${toText(name)}`);
    if (kept !== undefined) entries.set(name, kept);
  }
  return left && entries.size === 0 ? undefined : { ...node, entries };
}

/** @returns what is left of a source after `--exclude`; undefined: nothing */
export function withoutExcluded(found: FoundSource, patterns: readonly string[]): FsNode | undefined {
  if (patterns.length === 0) return found.node;
  const exclude = new IgnoreMatcher(patterns);
  if (found.node.kind === 'directory') return pruned(found.node, exclude, '') ?? directory();
  return exclude.ignores(found.path.split('/').at(-1) ?? '') ? undefined : found.node;
}
