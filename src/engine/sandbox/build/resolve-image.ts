import { type Daemon, DaemonError, type StoredImage } from '../daemon/api.ts';
import { canonical, parseReference, type Reference, withTag } from '../daemon/reference.ts';
import { SolveError } from './build-error.ts';
import type { BuildStore } from './build-store.ts';
import { type Fiber, pass } from './fiber.ts';
import type { Progress, Vertex } from './progress.ts';

/** Milliseconds that it takes to ask a registry, and bytes that come from it in one. */
const LATENCY = 60;
const SPEED = 40_000;

/** An image that a build begins with. */
export interface ResolvedImage {
  readonly image: StoredImage;
  /** In full, without digest. */
  readonly name: string;
  /** As BuildKit shows it: with its digest. */
  readonly shown: string;
}

/** @returns what is wrong with a name; undefined: nothing */
export function badReference(name: string): string | undefined {
  try {
    parseReference(name);
    return undefined;
  } catch (problem) {
    if (!(problem instanceof DaemonError)) throw problem;
    return problem.message;
  }
}

function local(daemon: Daemon, store: BuildStore, name: string): StoredImage | undefined {
  try {
    return daemon.image(name);
  } catch (problem) {
    if (!(problem instanceof DaemonError)) throw problem;
    return store.image(name);
  }
}

/** What the containerd resolver says where dockerd's words are its own. */
function why(problem: DaemonError, name: string): string {
  if (problem.message.startsWith('pull access denied')) {
    return 'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
  }
  const prefix = `failed to resolve reference "${name}": `;
  return problem.message.startsWith(prefix) ? problem.message.slice(prefix.length) : problem.message;
}

function referenceOf(typed: string): Reference {
  const bad = badReference(typed);
  if (bad !== undefined) throw new SolveError(`failed to parse stage name ${JSON.stringify(typed)}: ${bad}`);
  return withTag(parseReference(typed));
}

/**
 * Finds the image of a FROM: among those here, else (or with `--pull`) in its registry.
 * @param told is given the image
 * @throws SolveError without lines
 */
export function* resolveImage(
  daemon: Daemon,
  store: BuildStore,
  progress: Progress,
  typed: string,
  pull: boolean,
): Fiber<ResolvedImage> {
  const reference = referenceOf(typed);
  const name = canonical(reference);
  const vertex = progress.start(`[internal] load metadata for ${name}`);
  const here = pull ? undefined : local(daemon, store, name);
  if (here === undefined) yield* pass(daemon.kernel, LATENCY);
  try {
    const image = here ?? daemon.offered(name);
    progress.done(vertex);
    return { image, name, shown: reference.digest === undefined ? `${name}@${image.id}` : name };
  } catch (problem) {
    if (!(problem instanceof DaemonError)) throw problem;
    const short = why(problem, name);
    progress.done(vertex, { error: short });
    throw new SolveError(`${typed}: failed to resolve source metadata for ${name}: ${short}`, [], short);
  }
}

/** Fetches the layers of an image that are not here yet. */
export function* fetchImage(
  daemon: Daemon,
  store: BuildStore,
  progress: Progress,
  vertex: Vertex,
  { image, name, shown }: ResolvedImage,
): Fiber<void> {
  const { kernel } = daemon;
  progress.status(vertex, `resolve ${shown}`);
  const known = new Set([
    ...daemon.images().flatMap((each) => each.image.layers.map(({ digest }) => digest)),
    ...store.layers(),
  ]);
  const missing = image.layers.filter(({ digest }) => !known.has(digest));
  const began = kernel.now();
  for (const { digest, size } of missing) {
    const before = kernel.now();
    yield* pass(kernel, LATENCY + size / SPEED);
    progress.status(vertex, digest, { current: size, total: size }, kernel.now() - before);
  }
  for (const { digest, size } of missing) {
    const before = kernel.now();
    yield* pass(kernel, 20 + size / (4 * SPEED));
    progress.status(vertex, `extracting ${digest}`, {}, kernel.now() - before);
  }
  store.keepImage(name, image);
  progress.done(vertex, { cached: missing.length === 0 && kernel.now() === began });
}
