import type { Task } from '../kernel/process.ts';
import type { StoredImage } from './api.ts';
import { DaemonError } from './api.ts';
import { imageEvent } from './events.ts';
import { findImage } from './find-image.ts';
import { shortId } from './ids.ts';
import { storeImage } from './images.ts';
import type { PullProgress } from './pull-progress.ts';
import type { Reference } from './reference.ts';
import { canonical, familiar, familiarName, parseReference, repositoryOf, withTag } from './reference.ts';
import { askRegistry, isLocal, keepPushed, pushedLayers, registryContainer } from './registries.ts';
import type { Engine } from './state.ts';

/** How fast the network of the sandbox is: bytes in a millisecond. */
const SPEED = 40_000;
/** What a layer costs besides, milliseconds. */
const LATENCY = 60;

function* pass(engine: Engine, milliseconds: number): Task<void> {
  yield* engine.kernel.until(() => false, engine.kernel.now() + milliseconds);
}

function refused(reference: Reference, method: string, path: string): string {
  return `${method} "http://${reference.domain}/v2/${reference.path}/${path}": dial tcp ${reference.domain.replace(/^localhost/, '[::1]')}: connect: connection refused`;
}

/** @throws DaemonError in dockerd's words if the registry does not have it */
function ask(engine: Engine, reference: Reference): StoredImage {
  const offer = askRegistry(engine, reference);
  if (offer.kind === 'image') {
    return offer.image;
  }
  const name = canonical(reference);
  if (offer.kind === 'unreachable') {
    const manifest = `manifests/${reference.digest ?? reference.tag ?? 'latest'}`;
    throw new DaemonError(
      500,
      `failed to resolve reference "${name}": failed to do request: ${refused(reference, 'Head', manifest)}`,
    );
  }
  const repository = familiarName(reference);
  if (!engine.missed.some((missed) => missed.repository === repository)) {
    engine.missed.push({ repository, tags: engine.registry.tagsOf(repositoryOf(reference)) });
  }
  if (offer.kind === 'no-repository') {
    throw new DaemonError(
      404,
      `pull access denied for ${repository}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
    );
  }
  throw new DaemonError(404, `failed to resolve reference "${name}": ${name}: not found`);
}

function checkPlatform(platform: string | undefined, image: StoredImage): void {
  if (platform === undefined || platform === '') {
    return;
  }
  const [os, architecture] = platform.split('/');
  if (os !== image.os || (architecture !== undefined && architecture !== image.architecture)) {
    throw new DaemonError(
      404,
      `no matching manifest for ${platform} in the manifest list entries: no match for platform in manifest: not found`,
    );
  }
}

/** @returns what a registry has under a name. @throws DaemonError 404 for what no registry has */
export function offered(engine: Engine, text: string, platform: string | undefined): StoredImage {
  const image = ask(engine, withTag(parseReference(text)));
  checkPlatform(platform, image);
  return image;
}

/**
 * `docker pull`: layers that another image has are not fetched again.
 * @throws DaemonError 404 for what no registry has
 */
export function* pull(
  engine: Engine,
  text: string,
  options: { readonly platform?: string; readonly progress: (event: PullProgress) => void },
): Task<void> {
  const reference = withTag(parseReference(text));
  yield* pass(engine, LATENCY);
  const image = ask(engine, reference);
  checkPlatform(options.platform, image);
  const { progress } = options;
  const tagOrDigest = reference.digest ?? reference.tag ?? 'latest';
  progress({ kind: 'pulling', tag: tagOrDigest, repository: reference.path });
  const name = canonical(reference.digest === undefined ? reference : { ...reference, tag: undefined });
  const fresh = engine.state.references.get(name) !== image.id;
  if (!engine.state.images.has(image.id)) {
    yield* fetchLayers(engine, image, progress);
  }
  storeImage(engine, image, [name]);
  progress({ kind: 'digest', digest: image.id });
  progress({ kind: 'status', reference: familiar(reference), fresh });
  imageEvent(engine, image.id, 'pull', familiar(reference));
}

function* fetchLayers(
  engine: Engine,
  image: StoredImage,
  progress: (event: PullProgress) => void,
): Task<void> {
  const known = new Set(
    [...engine.state.images.values()].flatMap(({ layers }) => layers.map(({ digest }) => digest)),
  );
  const missing = image.layers.filter(({ digest }) => !known.has(digest));
  for (const { digest, size } of image.layers) {
    const status = known.has(digest) ? 'Already exists' : 'Pulling fs layer';
    progress({ kind: 'layer', id: shortId(digest), status, size });
  }
  for (const { digest, size } of missing) {
    yield* pass(engine, LATENCY + size / SPEED);
    progress({ kind: 'layer', id: shortId(digest), status: 'Download complete', size });
    progress({ kind: 'layer', id: shortId(digest), status: 'Pull complete', size });
  }
}

/** `docker push`: to a registry that runs as a container here. Others refuse, for nobody is logged in. */
export function* push(engine: Engine, text: string, progress: (line: string) => void): Task<void> {
  const reference = withTag(parseReference(text));
  const name = canonical(reference);
  if (reference.digest !== undefined) {
    throw new DaemonError(400, 'cannot push a digest reference');
  }
  progress(`The push refers to repository [${reference.domain}/${reference.path}]`);
  const id = engine.state.references.get(name);
  if (id === undefined) {
    throw new DaemonError(404, `tag does not exist: ${familiar(reference)}`);
  }
  const image = findImage(engine, id);
  const top = image.layers.at(-1)?.digest ?? image.id;
  const container = registryContainer(engine, reference);
  if (container === undefined) {
    yield* pass(engine, LATENCY);
    if (isLocal(reference)) {
      throw new DaemonError(500, `failed to do request: ${refused(reference, 'Head', `blobs/${top}`)}`);
    }
    throw new DaemonError(
      403,
      'push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    );
  }
  const there = pushedLayers(engine, container);
  for (const { digest, size } of image.layers) {
    if (there.has(digest)) {
      progress(`${shortId(digest)}: Layer already exists`);
    } else {
      yield* pass(engine, LATENCY + size / SPEED);
      progress(`${shortId(digest)}: Pushed`);
    }
  }
  if (container.pid === 0) {
    throw new DaemonError(
      500,
      `failed to do request: ${refused(reference, 'Put', `manifests/${reference.tag}`)}`,
    );
  }
  keepPushed(engine, container, reference, image);
  progress(`${reference.tag}: digest: ${image.id} size: ${manifestSize(image)}`);
  imageEvent(engine, image.id, 'push', familiar(reference));
}

/** @returns bytes that an OCI manifest with so many layers takes */
function manifestSize(image: StoredImage): number {
  return 370 + 158 * image.layers.length;
}
