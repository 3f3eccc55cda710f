import type { HealthcheckConfig, RunConfig } from '../../world.ts';
import type { HistoryEntry, Layer, StoredImage } from '../daemon/api.ts';
import type { DirectoryNode } from '../filesystem/node.ts';
import { directory, nodeAt } from '../filesystem/tree.ts';
import { fromText, toText } from '../kernel/bytes.ts';
import { digestOf } from '../kernel/digest.ts';
import type { CatalogImage, CatalogRepository, RegistryCatalog } from './catalog.ts';
import type {
  CompiledConfig,
  CompiledFiles,
  CompiledImage,
  CompiledLayer,
  CompiledRegistry,
} from './compiled.ts';
import { APK_DATABASE, apkEntry, DPKG_STATUS, debEntry } from './databases.ts';
import { layerTree } from './layer-tree.ts';

/** The history's comment on what BuildKit made. */
const BUILDKIT = 'buildkit.dockerfile.v0';

const UNITS: Readonly<Record<string, number>> = { ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** @returns nanoseconds of a duration such as `30s` */
function nanoseconds(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  return Number(count ?? 0) * UNITS[unit ?? 's']!;
}

function healthcheckOf(check: NonNullable<CompiledConfig['healthcheck']>): HealthcheckConfig {
  return {
    Test: check.test,
    ...(check.interval === undefined ? {} : { Interval: nanoseconds(check.interval) }),
    ...(check.timeout === undefined ? {} : { Timeout: nanoseconds(check.timeout) }),
    ...(check['start-period'] === undefined ? {} : { StartPeriod: nanoseconds(check['start-period']) }),
    ...(check['start-interval'] === undefined ? {} : { StartInterval: nanoseconds(check['start-interval']) }),
    ...(check.retries === undefined ? {} : { Retries: check.retries }),
  };
}

function keysOf(names: readonly string[]): Record<string, Record<string, never>> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}

/** @returns the configuration of an image on that of the image it was built on, by the rules of a Dockerfile */
function configOf(base: RunConfig, own: CompiledConfig): RunConfig {
  const env = new Map((base.Env ?? []).map((entry) => [entry.slice(0, entry.indexOf('=')), entry]));
  for (const [name, value] of Object.entries(own.env ?? {})) env.set(name, `${name}=${value}`);
  const { Cmd, ...rest } = base;
  return {
    // Setting the entrypoint takes an inherited command away.
    ...(own.entrypoint === undefined && Cmd !== undefined ? { ...rest, Cmd } : rest),
    ...(env.size === 0 ? {} : { Env: [...env.values()] }),
    ...(own.cmd === undefined ? {} : { Cmd: own.cmd }),
    ...(own.entrypoint === undefined ? {} : { Entrypoint: own.entrypoint }),
    ...(own.ports === undefined ? {} : { ExposedPorts: { ...base.ExposedPorts, ...keysOf(own.ports) } }),
    ...(own.volumes === undefined ? {} : { Volumes: { ...base.Volumes, ...keysOf(own.volumes) } }),
    ...(own.user === undefined ? {} : { User: own.user }),
    ...(own.workdir === undefined ? {} : { WorkingDir: own.workdir }),
    ...(own.labels === undefined ? {} : { Labels: { ...base.Labels, ...own.labels } }),
    ...(own.healthcheck === undefined ? {} : { Healthcheck: healthcheckOf(own.healthcheck) }),
    ...(own.stopsignal === undefined ? {} : { StopSignal: own.stopsignal }),
  };
}

/** @returns the package databases as a layer leaves them */
function databasesAfter(below: DirectoryNode, layer: CompiledLayer): CompiledFiles {
  const files: Record<string, string> = {};
  const before = (path: string): string => {
    const node = nodeAt(below, path);
    return node?.kind === 'file' ? toText(node.data) : '';
  };
  for (const [kind, path] of [
    ['apk', APK_DATABASE],
    ['deb', DPKG_STATUS],
  ] as const) {
    const versions = layer[kind];
    if (versions === undefined) continue;
    const entry = kind === 'apk' ? apkEntry : debEntry;
    files[path] =
      before(path) +
      Object.entries(versions)
        .map(([name, version]) => entry({ name, version }))
        .join('');
  }
  return files;
}

/** The repository that a name in full means, as the registry's file names it: `docker.io/library/nginx` is `nginx`. */
function ownName(repository: string): string {
  return repository.replace(/^docker\.io\/(library\/)?/, '');
}

/**
 * The registry of the sandbox.
 *
 * @param compiled what the registry's file says
 * @returns images are put together when they are first asked for, and then kept; digests are those of their content
 */
export function createRegistry(compiled: CompiledRegistry): RegistryCatalog {
  const repositories = new Map(compiled.repositories.map((one) => [one.name, one]));
  const made = new Map<CompiledImage, CatalogImage>();

  const find = (name: string, tag: string): CompiledImage | undefined =>
    repositories.get(name)?.images.find(({ tags }) => tags.includes(tag));

  function build(image: CompiledImage): CatalogImage {
    const known = made.get(image);
    if (known !== undefined) return known;
    const base = baseOf(image);
    const mtime = Date.parse(image.created);
    const layers: Layer[] = [...(base?.layers ?? [])];
    const history: HistoryEntry[] = [...(base?.history ?? [])];
    let tree = layers.at(-1)?.tree ?? directory({}, { mtime });
    for (const layer of image.layers) {
      history.push({
        created: image.created,
        createdBy: layer.by,
        comment: BUILDKIT,
        emptyLayer: layer.bytes === undefined,
      });
      if (layer.bytes === undefined) continue;
      const shared = (layer.trees ?? []).map((name) => treeNamed(name));
      const below = tree;
      tree = layerTree(below, layer, [...shared, layer.files ?? {}, databasesAfter(below, layer)], mtime);
      const content = fromText(JSON.stringify([layer, shared, image.created]));
      layers.push({
        diffId: digestOf(content),
        digest: digestOf(`gzip ${content}`),
        size: layer.bytes,
        tree,
      });
    }
    const config = configOf(base?.config ?? {}, image.config ?? {});
    const content = { created: image.created, config, layers: layers.map(({ diffId }) => diffId), history };
    const stored: StoredImage = {
      id: digestOf(fromText(JSON.stringify(content))),
      created: image.created,
      architecture: 'amd64',
      os: 'linux',
      config,
      layers,
      history,
    };
    const result = { image: stored };
    made.set(image, result);
    return result;
  }

  function treeNamed(name: string): CompiledFiles {
    const files = compiled.trees?.[name];
    if (files === undefined) throw new RangeError(`the registry has no tree ${name}`);
    return files;
  }

  function baseOf({ from }: CompiledImage): StoredImage | undefined {
    if (from === undefined) return undefined;
    const colon = from.lastIndexOf(':');
    const base = find(from.slice(0, colon), from.slice(colon + 1));
    if (base === undefined) throw new RangeError(`the registry has no ${from}`);
    return build(base).image;
  }

  return {
    resolve(repository, tag) {
      const name = ownName(repository);
      if (tag.startsWith('sha256:')) {
        return repositories
          .get(name)
          ?.images.map(build)
          .find(({ image }) => image.id === tag);
      }
      const image = find(name, tag);
      return image === undefined ? undefined : build(image);
    },
    packages: compiled.packages,
    has: (repository) => repositories.has(ownName(repository)),
    tagsOf: (repository) => repositories.get(ownName(repository))?.images.flatMap(({ tags }) => tags) ?? [],
    repositories: (): readonly CatalogRepository[] =>
      compiled.repositories.map(({ name, description, stars, official }) => ({
        name,
        description,
        stars: stars ?? 0,
        official: official ?? false,
      })),
  };
}
