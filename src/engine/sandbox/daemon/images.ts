import type { StoredImage } from './api.ts';
import { DaemonError } from './api.ts';
import { imageEvent } from './events.ts';
import { DANGLING, findImage, referencesTo } from './find-image.ts';
import { canonical, familiar, familiarName, parseReference, withTag } from './reference.ts';
import type { Engine } from './state.ts';
import { edit } from './state.ts';

/** An image with all that the store knows of it. */
export interface ListedImage {
  readonly image: StoredImage;
  readonly tags: readonly string[];
  readonly digests: readonly string[];
  /** How many containers were made from it. */
  readonly containers: number;
}

/** Takes a name away. The image stays, without a name, if that was its last one and `keep` says so. */
export function dropReference(engine: Engine, name: string, keep: boolean): void {
  const references = edit(engine, engine.state.references);
  const id = references.get(name);
  if (id === undefined) {
    return;
  }
  references.delete(name);
  if (referencesTo(engine, id).length > 0) {
    return;
  }
  if (keep) {
    references.set(`${DANGLING}${id}`, id);
  } else {
    edit(engine, engine.state.images).delete(id);
  }
}

/** Gives an image a name in full; an old owner of the name loses it, and stays without one. */
function addReference(engine: Engine, name: string, id: string): void {
  const references = edit(engine, engine.state.references);
  const before = references.get(name);
  if (before !== undefined && before !== id) {
    dropReference(engine, name, true);
  }
  references.set(name, id);
  references.delete(`${DANGLING}${id}`);
}

/** Puts an image into the store under names in full, without an event. */
export function storeImage(engine: Engine, image: StoredImage, names: readonly string[]): void {
  const images = edit(engine, engine.state.images);
  if (!images.has(image.id)) {
    images.set(image.id, image);
  }
  for (const name of names) {
    addReference(engine, name, image.id);
  }
  if (referencesTo(engine, image.id).length === 0) {
    edit(engine, engine.state.references).set(`${DANGLING}${image.id}`, image.id);
  }
}

/** Adds an image that was built, loaded or committed. */
export function addImage(engine: Engine, image: StoredImage, references: readonly string[]): void {
  const parsed = references.map((text) => withTag(parseReference(text)));
  storeImage(engine, image, parsed.map(canonical));
  for (const reference of parsed) {
    imageEvent(engine, image.id, 'tag', familiar(reference));
  }
}

/** `docker tag`. */
export function tag(engine: Engine, source: string, target: string): void {
  const image = findImage(engine, source);
  const reference = withTag(parseReference(target));
  if (reference.digest !== undefined) {
    throw new DaemonError(400, 'refusing to create a tag with a digest reference');
  }
  addReference(engine, canonical(reference), image.id);
  imageEvent(engine, image.id, 'tag', familiar(reference));
}

/** @returns names as docker shows them: `nginx:alpine`, and `nginx@sha256:…` */
export function namesOfImage(
  engine: Engine,
  id: string,
): { readonly tags: readonly string[]; readonly digests: readonly string[] } {
  const tags: string[] = [];
  const digests = new Set<string>();
  for (const name of referencesTo(engine, id)) {
    if (name.startsWith(DANGLING)) {
      continue;
    }
    const reference = parseReference(name);
    digests.add(`${familiarName(reference)}@${id}`);
    if (reference.digest === undefined) {
      tags.push(familiar(reference));
    }
  }
  return { tags: tags.sort(), digests: [...digests].sort() };
}

/** @returns all images, the newest first */
export function listImages(engine: Engine): readonly ListedImage[] {
  const used = new Map<string, number>();
  for (const { imageId } of engine.state.containers.values()) {
    used.set(imageId, (used.get(imageId) ?? 0) + 1);
  }
  const names = new Map<string, string[]>();
  for (const [name, id] of engine.state.references) {
    names.set(id, [...(names.get(id) ?? []), name]);
  }
  return [...engine.state.images.values()]
    .filter(({ id }) => names.has(id))
    .map((image) => ({ image, ...namesOfImage(engine, image.id), containers: used.get(image.id) ?? 0 }))
    .sort((a, b) => (a.image.created < b.image.created ? 1 : a.image.created > b.image.created ? -1 : 0));
}

/** @returns bytes of an image's layers */
export function sizeOfImage(image: StoredImage): number {
  return image.layers.reduce((sum, { size }) => sum + size, 0);
}
