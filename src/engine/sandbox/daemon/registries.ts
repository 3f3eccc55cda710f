import type { FsNode } from '../filesystem/node.ts';
import { file, withDirectories, withNode } from '../filesystem/tree.ts';
import type { StoredImage } from './api.ts';
import { readPathThrough, writePath } from './paths.ts';
import type { Reference } from './reference.ts';
import { repositoryOf } from './reference.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';

/** The port of this computer that a registry's name points to; undefined: it is elsewhere. */
function localPort(domain: string): number | undefined {
  const [, host, port] = /^(localhost|127\.0\.0\.1|\[::1\]):(\d+)$/.exec(domain) ?? [];
  return host === undefined ? undefined : Number(port);
}

/** @returns whether a name's registry is this computer */
export function isLocal(reference: Reference): boolean {
  return localPort(reference.domain) !== undefined;
}

function runsRegistry(engine: Engine, container: ContainerRecord): boolean {
  return (
    container.namespaces !== undefined &&
    engine.kernel
      .processesOf(container.namespaces)
      .some(({ argv }) => (argv[0] ?? '').split('/').at(-1) === 'registry')
  );
}

/** @returns the container whose published port a local registry's name points to, if a registry runs in it */
export function registryContainer(engine: Engine, reference: Reference): ContainerRecord | undefined {
  const port = localPort(reference.domain);
  return [...engine.state.containers.values()].find(
    (container) =>
      container.ports.some(({ hostPort, protocol }) => hostPort === port && protocol === 'tcp') &&
      runsRegistry(engine, container),
  );
}

const keyOf = ({ path, tag, digest }: Reference) => `${path}:${digest ?? tag ?? 'latest'}`;

/** Keeps an image in a registry that runs here; it goes away with its container. */
export function keepPushed(
  engine: Engine,
  container: ContainerRecord,
  reference: Reference,
  image: StoredImage,
): void {
  const kept = engine.state.pushed.get(container.id) ?? new Map<string, StoredImage>();
  edit(engine, engine.state.pushed).set(
    container.id,
    new Map([
      ...kept,
      [keyOf(reference), image],
      [keyOf({ ...reference, tag: undefined, digest: image.id }), image],
    ]),
  );
  writeStorage(engine, container, reference, image);
}

/** Where Distribution keeps images, under the root directory that its image's configuration names. */
const STORAGE = '/var/lib/registry';

/**
 * Puts into the storage of a registry that runs here what says that it has an image: the links of the tag and the
 * manifest, where Distribution looks for them, and layers of their size (its storage/paths.go).
 */
function writeStorage(
  engine: Engine,
  container: ContainerRecord,
  { path, tag }: Reference,
  image: StoredImage,
): void {
  const before = readPathThrough(engine, container, STORAGE);
  if (before?.kind !== 'directory') return;
  const mtime = engine.kernel.now();
  let tree = before;
  const put = (place: string, node: FsNode): void => {
    const whole = `/docker/registry/v2/${place}`;
    tree = withNode(
      withDirectories(tree, whole.slice(0, whole.lastIndexOf('/')), { mtime }),
      whole,
      node,
      mtime,
    );
  };
  const manifests = `repositories/${path}/_manifests`;
  const link = file(image.id, { mtime });
  put(`${manifests}/revisions/sha256/${image.id.slice(7)}/link`, link);
  if (tag !== undefined) put(`${manifests}/tags/${tag}/current/link`, link);
  for (const { digest, size } of image.layers) {
    const hex = digest.slice(7);
    put(`blobs/sha256/${hex.slice(0, 2)}/${hex}/data`, file('', { mtime, size }));
  }
  writePath(engine, container, STORAGE, tree);
}

/** What a registry has under a name. */
export type Offer =
  | { readonly kind: 'image'; readonly image: StoredImage }
  | { readonly kind: 'no-tag' }
  | { readonly kind: 'no-repository' }
  | { readonly kind: 'unreachable' };

/** Asks the registry that a name belongs to. */
export function askRegistry(engine: Engine, reference: Reference): Offer {
  if (isLocal(reference)) {
    const container = registryContainer(engine, reference);
    if (container === undefined) {
      return { kind: 'unreachable' };
    }
    const image = engine.state.pushed.get(container.id)?.get(keyOf(reference));
    return image === undefined ? { kind: 'no-tag' } : { kind: 'image', image };
  }
  const repository = repositoryOf(reference);
  const found = engine.registry.resolve(repository, reference.digest ?? reference.tag ?? 'latest');
  if (found !== undefined) {
    return { kind: 'image', image: found.image };
  }
  return { kind: engine.registry.has(repository) ? 'no-tag' : 'no-repository' };
}

/** @returns the digests of a registry's layers that the registry has already */
export function pushedLayers(engine: Engine, container: ContainerRecord): ReadonlySet<string> {
  return new Set(
    [...(engine.state.pushed.get(container.id)?.values() ?? [])].flatMap(({ layers }) =>
      layers.map(({ digest }) => digest),
    ),
  );
}
