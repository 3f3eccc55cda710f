import { DaemonError } from './api.ts';
import { imageEvent } from './events.ts';
import { DANGLING, findImage, idPrefix, referencesTo } from './find-image.ts';
import { shortId } from './ids.ts';
import { dropReference } from './images.ts';
import type { Reference } from './reference.ts';
import { canonical, familiar, parseReference, repositoryOf, withTag } from './reference.ts';
import type { ContainerRecord, Engine } from './state.ts';

/** What `docker rmi` prints a line for. */
export interface Removed {
  readonly untagged?: string;
  readonly deleted?: string;
}

const shown = (name: string) => familiar(parseReference(name));

function conflict(reference: string, hard: boolean, message: string): DaemonError {
  const force = hard ? 'cannot be forced' : 'must be forced';
  return new DaemonError(409, `conflict: unable to delete ${reference} (${force}) - ${message}`);
}

function user(
  engine: Engine,
  id: string,
  which: (container: ContainerRecord) => boolean,
): ContainerRecord | undefined {
  return [...engine.state.containers.values()].find(
    (container) => container.imageId === id && which(container),
  );
}

interface Softness {
  /** A stopped container that was made from it is in the way. */
  readonly stopped: boolean;
  /** Further names are in the way. */
  readonly references: boolean;
}

function checkConflicts(engine: Engine, id: string, names: number, soft: Softness): void {
  const running = user(engine, id, (container) => container.running);
  if (running !== undefined) {
    throw conflict(shortId(id), true, `image is being used by running container ${shortId(running.id)}`);
  }
  const stopped = soft.stopped ? user(engine, id, (container) => !container.running) : undefined;
  if (stopped !== undefined) {
    throw conflict(shortId(id), false, `image is being used by stopped container ${shortId(stopped.id)}`);
  }
  if (soft.references && names > 1) {
    throw conflict(shortId(id), false, 'image is referenced in multiple repositories');
  }
}

function untag(engine: Engine, name: string, keep: boolean): Removed[] {
  const id = engine.state.references.get(name) ?? '';
  dropReference(engine, name, keep);
  if (name.startsWith(DANGLING)) {
    return [];
  }
  imageEvent(engine, id, 'untag', shown(name));
  return [{ untagged: shown(name) }];
}

/** The parents that have no name of their own and nothing else above them. */
function danglingParents(engine: Engine, id: string): readonly string[] {
  const parents: string[] = [];
  for (let at = engine.state.images.get(id)?.parent; at !== undefined; ) {
    const parent = at;
    const alone = referencesTo(engine, parent).every((name) => name.startsWith(DANGLING));
    const children = [...engine.state.images.values()].filter(
      (image) => image.parent === parent && image.id !== id && !parents.includes(image.id),
    );
    if (!engine.state.images.has(parent) || !alone || children.length > 0) {
      break;
    }
    parents.push(parent);
    at = engine.state.images.get(parent)?.parent;
  }
  return parents;
}

function deleteAll(
  engine: Engine,
  id: string,
  names: readonly string[],
  soft: Softness,
  prune: boolean,
): readonly Removed[] {
  checkConflicts(engine, id, names.length, soft);
  const parents = prune ? danglingParents(engine, id) : [];
  const removed: Removed[] = names.flatMap((name) => untag(engine, name, false));
  imageEvent(engine, id, 'delete', id);
  removed.push({ deleted: id });
  for (const parent of parents) {
    if (user(engine, parent, () => true) !== undefined) {
      break;
    }
    for (const name of referencesTo(engine, parent)) {
      dropReference(engine, name, false);
    }
    imageEvent(engine, parent, 'delete', parent);
    removed.push({ deleted: parent });
  }
  return removed;
}

/** The names that a reference means: one with its tag, or, for a digest, all of its repository. */
function sameNames(names: readonly string[], reference: Reference): readonly string[] {
  const repository = repositoryOf(reference);
  return names.filter((name) => {
    if (name.startsWith(DANGLING)) {
      return true;
    }
    const other = parseReference(name);
    if (repositoryOf(other) !== repository) {
      return false;
    }
    return reference.digest !== undefined || other.tag === reference.tag || other.tag === undefined;
  });
}

/**
 * `docker rmi` (moby daemon/containerd/image_delete.go).
 * @throws DaemonError 404, or 409 while a container or another name is in the way
 */
export function removeImage(
  engine: Engine,
  text: string,
  options: { readonly force: boolean; readonly prune: boolean },
): readonly Removed[] {
  const { id } = findImage(engine, text);
  const names = referencesTo(engine, id);
  const soft = { stopped: !options.force, references: !options.force };
  const prefix = idPrefix(text);
  const byId = prefix !== '' && id.startsWith(`sha256:${prefix}`) && !isName(engine, text, id);
  if (byId) {
    return deleteAll(
      engine,
      id,
      names,
      { ...soft, references: soft.references && repositories(names) > 1 },
      options.prune,
    );
  }
  const reference = withTag(parseReference(text));
  const same = sameNames(names, reference);
  if (same.length !== names.length) {
    return same.flatMap((name) => untag(engine, name, false));
  }
  const using = reference.digest === undefined ? user(engine, id, () => true) : undefined;
  if (using !== undefined) {
    if (!options.force) {
      throw conflict(
        familiar(reference),
        false,
        `container ${shortId(using.id)} is using its referenced image ${shortId(id)}`,
      );
    }
    return same.flatMap((name) => untag(engine, name, true));
  }
  return deleteAll(engine, id, names, { ...soft, references: false }, options.prune);
}

function isName(engine: Engine, text: string, id: string): boolean {
  if (/^(sha256:)?[0-9a-f]{64}$/.test(text)) {
    return false;
  }
  try {
    return engine.state.references.get(canonical(withTag(parseReference(text)))) === id;
  } catch {
    return false;
  }
}

/** As in dockerd several tags of one repository do not count as several references. */
function repositories(names: readonly string[]): number {
  return new Set(
    names.filter((name) => !name.startsWith(DANGLING)).map((name) => repositoryOf(parseReference(name))),
  ).size;
}
