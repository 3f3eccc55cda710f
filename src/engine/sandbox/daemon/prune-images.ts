import type { Filters } from './api.ts';
import { imageEvent, pruneEvent } from './events.ts';
import { matchesLabels, untilFilter } from './filters.ts';
import { DANGLING, idPrefix, referencesTo } from './find-image.ts';
import { dropReference } from './images.ts';
import { canonical, familiar, parseReference, withTag } from './reference.ts';
import type { Removed } from './remove-image.ts';
import type { Engine } from './state.ts';

/** Names and images that containers hold on to: by the name they were made with, else by id. */
function held(engine: Engine): { readonly names: ReadonlySet<string>; readonly ids: ReadonlySet<string> } {
  const names = new Set<string>();
  const ids = new Set<string>();
  for (const { imageId, config } of engine.state.containers.values()) {
    names.add(`${DANGLING}${imageId}`);
    const prefix = idPrefix(config.Image);
    if ((prefix !== '' && imageId.startsWith(`sha256:${prefix}`)) || config.Image.endsWith(`@${imageId}`)) {
      ids.add(imageId);
    } else {
      names.add(canonical(withTag(parseReference(config.Image))));
    }
  }
  return { names, ids };
}

/** `docker image prune`: images without a name; with `all`, those that no container uses. */
export function pruneImages(
  engine: Engine,
  options: { readonly all: boolean; readonly filters: Filters },
): { readonly deleted: readonly Removed[]; readonly reclaimed: number } {
  const before = untilFilter(options.filters, engine.kernel.now());
  const dangling = options.filters.get('dangling')?.at(-1);
  const all = dangling === undefined ? options.all : dangling === 'false' || dangling === '0';
  const keep = held(engine);
  const layersBefore = new Map(
    [...engine.state.images.values()].flatMap(({ layers }) =>
      layers.map(({ digest, size }) => [digest, size]),
    ),
  );
  const deleted: Removed[] = [];
  for (const name of [...engine.state.references.keys()].sort()) {
    const id = engine.state.references.get(name) ?? '';
    const image = engine.state.images.get(id);
    const nameless = name.startsWith(DANGLING);
    const wanted =
      image !== undefined &&
      (all || nameless) &&
      !keep.names.has(name) &&
      !(keep.ids.has(id) && referencesTo(engine, id).length === 1) &&
      before(Date.parse(image.created)) &&
      matchesLabels(options.filters, image.config.Labels ?? {});
    if (!wanted) {
      continue;
    }
    if (!nameless) {
      const shown = familiar(parseReference(name));
      imageEvent(engine, id, 'untag', shown);
      deleted.push({ untagged: shown });
    }
    dropReference(engine, name, false);
    if (!engine.state.images.has(id)) {
      imageEvent(engine, id, 'delete', id);
      deleted.push({ deleted: id });
    }
  }
  const left = new Set(
    [...engine.state.images.values()].flatMap(({ layers }) => layers.map(({ digest }) => digest)),
  );
  let reclaimed = 0;
  for (const [digest, size] of layersBefore) {
    reclaimed += left.has(String(digest)) ? 0 : Number(size);
  }
  pruneEvent(engine, 'image', reclaimed);
  return { deleted, reclaimed };
}
