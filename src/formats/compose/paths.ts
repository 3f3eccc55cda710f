import { entriesOf, isMapping, itemsOf, type Mapping, mapping, texts, type Value } from './tree.ts';

/** @returns a path without `.` and `..`; '/' for the root */
export function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return `/${kept.join('/')}`;
}

/** @returns a path as seen from a folder; absolute */
export function resolvePath(folder: string, path: string, home: string): string {
  if (path === '~' || path.startsWith('~/')) return cleanPath(`${home}${path.slice(1)}`);
  return cleanPath(path.startsWith('/') ? path : `${folder}/${path}`);
}

/** @returns the folder that a file is in */
export function folderOf(path: string): string {
  return cleanPath(`${path}/..`);
}

const REMOTE = /^(https?:|git:|ssh:|github\.com\/|git@|docker-image:|oci-layout:|target:|service:)/;

/** Whether a build context is no folder of this computer. */
export function isRemoteContext(context: string): boolean {
  return REMOTE.test(context);
}

function change(tree: Value | undefined, keys: readonly string[], to: (value: Value) => Value): void {
  if (!isMapping(tree)) return;
  const [key = '', ...rest] = keys;
  const value = tree[key];
  if (value === undefined || value === null) return;
  if (rest.length === 0) tree[key] = to(value);
  else change(value, rest, to);
}

/** Makes the paths of a service, in canonical form, absolute. Changes it. */
export function resolveServicePaths(service: Value, folder: string, home: string): void {
  const absolute = (value: Value): Value => resolvePath(folder, String(value), home);
  const context = (value: Value): Value => (isRemoteContext(String(value)) ? value : absolute(value));
  change(service, ['build', 'context'], context);
  change(service, ['build', 'additional_contexts'], (value) =>
    mapping(entriesOf(value).map(([key, item]) => [key, item === null ? null : context(item)])),
  );
  change(service, ['label_file'], (value) => texts(value).map(absolute));
  change(service, ['env_file'], (value) =>
    itemsOf(value).map((item) =>
      isMapping(item) ? mapping([...entriesOf(item), ['path', absolute(item['path'] ?? '')]]) : item,
    ),
  );
  change(service, ['volumes'], (value) =>
    itemsOf(value).map((item) =>
      isMapping(item) && item['type'] === 'bind' && item['source'] !== undefined
        ? mapping(Object.entries(item).map(([key, one]) => [key, key === 'source' ? absolute(one) : one]))
        : item,
    ),
  );
  change(service, ['develop', 'watch'], (value) =>
    itemsOf(value).map((item) =>
      isMapping(item) && item['path'] !== undefined
        ? mapping([...entriesOf(item), ['path', absolute(item['path'])]])
        : item,
    ),
  );
  change(service, ['extends', 'file'], absolute);
}

/** Makes the paths of a file, in canonical form, absolute. Changes the tree. */
export function resolvePaths(tree: Mapping, folder: string, home: string): void {
  for (const [, service] of entriesOf(tree['services'])) resolveServicePaths(service, folder, home);
  for (const kind of ['secrets', 'configs'])
    for (const [, item] of entriesOf(tree[kind]))
      change(item, ['file'], (value) => resolvePath(folder, String(value), home));
}
