import type { StoredImage } from './api.ts';
import { DaemonError } from './api.ts';
import { canonical, familiar, parseReference, withTag } from './reference.ts';
import type { Engine } from './state.ts';

/** Beginning of the name under which the store keeps an image that has no other name. */
export const DANGLING = 'moby-dangling@';

/** @returns whether a text may be an id or the beginning of one, without `sha256:`; '' if not */
export function idPrefix(text: string): string {
  const bare = text.replace(/^sha256:/, '');
  return /^[0-9a-f]{4,64}$/.test(bare) ? bare : '';
}

/** @returns the image's names in full, dangling ones included */
export function referencesTo(engine: Engine, id: string): readonly string[] {
  const found: string[] = [];
  for (const [name, target] of engine.state.references) {
    if (target === id) {
      found.push(name);
    }
  }
  return found;
}

function missing(shown: string): DaemonError {
  return new DaemonError(404, `No such image: ${shown}`);
}

function byPrefix(engine: Engine, prefix: string): StoredImage | undefined {
  const found = [...engine.state.images.values()].filter(({ id }) => id.startsWith(`sha256:${prefix}`));
  if (found.length > 1) {
    throw new DaemonError(404, 'ambiguous reference');
  }
  return found[0];
}

/**
 * @param text a name, a digest, an id or the beginning of one
 * @throws DaemonError 404 `No such image: nginx:latest`, 400 `invalid reference format` (moby daemon/containerd/image.go)
 */
export function findImage(engine: Engine, text: string): StoredImage {
  const { images, references } = engine.state;
  const prefix = idPrefix(text);
  if (/^(sha256:)?[0-9a-f]{64}$/.test(text)) {
    const image = images.get(`sha256:${prefix}`);
    if (image === undefined) {
      throw missing(`sha256:${prefix}`);
    }
    return image;
  }
  if (text.startsWith('sha256:') && prefix !== '') {
    const image = byPrefix(engine, prefix);
    if (image !== undefined) {
      return image;
    }
  }
  const reference = withTag(parseReference(text));
  const { digest } = reference;
  if (digest !== undefined) {
    const here = [...references].some(
      ([name, id]) => id === digest && name.startsWith(`${reference.domain}/${reference.path}`),
    );
    const image = here ? images.get(digest) : undefined;
    if (image === undefined) {
      throw missing(familiar(reference));
    }
    return image;
  }
  const named = images.get(references.get(canonical(reference)) ?? '');
  const image = named ?? (prefix === '' ? undefined : byPrefix(engine, prefix));
  if (image === undefined) {
    throw missing(familiar(reference));
  }
  return image;
}
