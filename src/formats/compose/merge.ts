import {
  byPattern,
  ComposeError,
  clone,
  isList,
  isMapping,
  type Mapping,
  mapping,
  type Value,
} from './tree.ts';
import { readVolume } from './volume-spec.ts';

type Merger = (base: Value, over: Value, path: readonly string[]) => Value;

/** @returns `A: b` of a mapping as `A=b`, sorted; a list as it is */
function sequence(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (isMapping(value))
    return Object.entries(value)
      .flatMap(([key, item]) =>
        item === null ? [key] : isList(item) ? item.map((one) => `${key}=${one}`) : [`${key}=${item}`],
      )
      .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return typeof value === 'string' ? [value] : [];
}

function keyed(value: Value, fill: () => Value): Mapping {
  if (isMapping(value)) return value;
  return mapping((isList(value) ? value : []).map((key) => [String(key), fill()]));
}

const override: Merger = (_, over) => over;
const append: Merger = (base, over) => [...sequence(base), ...sequence(over)];
const appendNew: Merger = (base, over) => {
  const before = sequence(base);
  return [...before, ...sequence(over).filter((item) => !before.includes(item))];
};
const nullKeys: Merger = (base, over, path) =>
  mergeMappings(
    keyed(base, () => null),
    keyed(over, () => null),
    path,
  );
const STARTED = () =>
  mapping([
    ['condition', 'service_started'],
    ['required', true],
  ]);

const SPECIAL = byPattern<Merger>({
  'networks/*/ipam/config': override,
  'networks/*/labels': append,
  'volumes/*/labels': append,
  'services/*/annotations': append,
  'services/*/build': (base, over, path) => {
    const built = (value: Value) => (isMapping(value) ? value : mapping([['context', value]]));
    return mergeMappings(built(base), built(over), path);
  },
  'services/*/build/args': append,
  'services/*/build/additional_contexts': append,
  'services/*/build/extra_hosts': appendNew,
  'services/*/build/labels': append,
  'services/*/command': override,
  'services/*/depends_on': (base, over, path) =>
    mergeMappings(keyed(base, STARTED), keyed(over, STARTED), path),
  'services/*/deploy/labels': append,
  'services/*/dns': append,
  'services/*/dns_opt': append,
  'services/*/dns_search': append,
  'services/*/entrypoint': override,
  'services/*/env_file': append,
  'services/*/label_file': append,
  'services/*/environment': append,
  'services/*/extra_hosts': appendNew,
  'services/*/healthcheck/test': override,
  'services/*/labels': append,
  'services/*/logging': (base, over, path) => {
    if (!isMapping(base) || !isMapping(over)) return over;
    const [before, after] = [base['driver'], over['driver']];
    return before === after || before === undefined || after === undefined
      ? mergeMappings(base, over, path)
      : over;
  },
  'services/*/models': nullKeys,
  'services/*/networks': nullKeys,
  'services/*/sysctls': append,
  'services/*/tmpfs': append,
  'services/*/ulimits/*': override,
});

function mergeMappings(base: Mapping, over: Mapping, path: readonly string[]): Mapping {
  const merged = mapping(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = before === undefined ? value : mergeValues(before, value, [...path, key]);
  }
  return merged;
}

/**
 * Lays one value over another by the rules of several `-f` files: mappings merge, lists append, single values replace,
 * with the exceptions that Compose has (compose-go override package).
 *
 * @param path where the values stand, for the exceptions
 * @throws ComposeError `cannot override …`
 */
export function mergeValues(base: Value, over: Value, path: readonly string[] = []): Value {
  const special = SPECIAL(path);
  if (special !== undefined) return special(base, over, path);
  if (over === null) return base;
  const shown = path.join('.');
  if (isMapping(base)) {
    if (!isMapping(over)) throw new ComposeError(`cannot override ${shown}`, shown);
    return mergeMappings(base, over, path);
  }
  if (isList(base)) {
    if (!isList(over)) throw new ComposeError(`cannot override ${shown}`, shown);
    return [...base, ...over];
  }
  return over;
}

/** @returns what makes an item the same as another, of which the later one wins; undefined: nothing does */
type Indexer = (item: Value) => string | undefined;

const byName: Indexer = (item) => (typeof item === 'string' ? item.split('=', 1)[0] : undefined);
const byTarget =
  (folder: string): Indexer =>
  (item) => {
    if (isMapping(item)) return String(item['target'] ?? `${folder}/${item['source']}`);
    return `${folder}/${item}`;
  };

const byVolumeTarget: Indexer = (item) =>
  isMapping(item)
    ? item['target'] === undefined
      ? undefined
      : String(item['target'])
    : readVolume(String(item)).target;

const byPort: Indexer = (item) => {
  if (!isMapping(item)) return String(item);
  const { host_ip = '0.0.0.0', published = '', target, protocol = 'tcp' } = item;
  return `${host_ip}:${published}:${target}/${protocol}`;
};

const UNIQUE = byPattern<Indexer>({
  'networks/*/labels': byName,
  'networks/*/ipam/options': byName,
  'services/*/annotations': byName,
  'services/*/build/args': byName,
  'services/*/build/additional_contexts': byName,
  'services/*/build/tags': byName,
  'services/*/build/labels': byName,
  'services/*/cap_add': byName,
  'services/*/cap_drop': byName,
  'services/*/configs': byTarget(''),
  'services/*/deploy/labels': byName,
  'services/*/dns': byName,
  'services/*/dns_opt': byName,
  'services/*/dns_search': byName,
  'services/*/environment': byName,
  'services/*/env_file': (item) => (isMapping(item) ? String(item['path']) : String(item)),
  'services/*/expose': (item) => String(item),
  'services/*/labels': byName,
  'services/*/links': byName,
  'services/*/networks/*/aliases': byName,
  'services/*/networks/*/link_local_ips': byName,
  'services/*/ports': byPort,
  'services/*/profiles': byName,
  'services/*/secrets': byTarget('/run/secrets'),
  'services/*/sysctls': byName,
  'services/*/tmpfs': byName,
  'services/*/volumes': byVolumeTarget,
  'services/*/devices': (item) =>
    isMapping(item) ? String(item['target']) : (String(item).split(':')[1] ?? String(item)),
});

/** @returns a tree in whose lists nothing is said twice: the later item takes the place of the earlier (compose-go EnforceUnicity) */
export function unique(value: Value, path: readonly string[] = []): Value {
  if (isMapping(value)) {
    const made = mapping();
    for (const [key, item] of Object.entries(value)) made[key] = unique(item, [...path, key]);
    return made;
  }
  const indexer = isList(value) ? UNIQUE(path) : undefined;
  if (indexer === undefined || !isList(value)) return value;
  const kept = new Map<string, Value>();
  for (const [index, item] of value.entries()) kept.set(indexer(item) ?? `\0${index}`, item);
  return [...kept.values()];
}

/** Lays a file's tree over those before it, and takes away what `!reset` and `!override` forget. @returns a new tree */
export function mergeTrees(base: Mapping, over: Mapping, forgotten: readonly (readonly string[])[]): Mapping {
  const start = clone(base);
  for (const path of forgotten) forget(start, path);
  return unique(mergeValues(start, over)) as Mapping;
}

/** Takes a path out of a tree. */
export function forget(tree: Mapping, path: readonly string[]): void {
  let at: Value | undefined = tree;
  for (const part of path.slice(0, -1)) at = isMapping(at) ? at[part] : undefined;
  const last = path.at(-1);
  if (last !== undefined && isMapping(at)) delete at[last];
}
