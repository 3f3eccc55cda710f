/** What became of the things of a model since the model before it. */
import { groupsOf, type Item, itemPath, itemsOf, type ListModel, withItems } from './groups.ts';
import type { PartPath } from './model.ts';
import { same } from './same.ts';
import type { PartChange, Scene } from './scene.ts';

/** A model that shows a change: what is gone is in it once more. */
export interface Change<M extends ListModel = ListModel> {
  readonly model: M;
  /** By path; things that are as they were have none. That a thing has another place among its like is no change. */
  readonly changes: Readonly<Record<PartPath, PartChange>>;
}

/**
 * Compares two moments of one thing: what is new, what is otherwise than before, what is gone.
 *
 * @param before the model of the moment before
 * @param after the model of now, of the same kind
 * @returns the model of now with what is gone put back, each thing behind what it stood behind, and the change of each
 *   path. Whatever the things name is in the model.
 */
export function changeBetween<M extends ListModel>(before: M, after: M): Change<M> {
  const changes: Record<PartPath, PartChange> = {};
  let model = after;
  for (const group of groupsOf(after)) {
    const old = new Map(itemsOf(before, group).map((item) => [item.id, item]));
    const now = itemsOf(after, group);
    for (const item of now) {
      const was = old.get(item.id);
      if (was === undefined) {
        if (!isBuiltIn(item)) changes[itemPath(group, item.id)] = 'new';
      } else if (!same(was, item)) changes[itemPath(group, item.id)] = 'changed';
    }
    const there = new Set(now.map(({ id }) => id));
    for (const [id, item] of old)
      if (!there.has(id) && !isBuiltIn(item)) changes[itemPath(group, id)] = 'gone';
    const shown = itemsOf(before, group).filter(
      (item) => there.has(item.id) || !isBuiltIn(item) || isNamedByGone(item.id, before, after),
    );
    model = withItems(model, group, withGone(shown, now, there));
  }
  return { model, changes };
}

/**
 * The picture of a change.
 *
 * @param before the moment before; without one, nothing is marked
 * @param after now
 */
export function changeScene<M extends ListModel>(before: M | undefined, after: M): Scene {
  const { model, changes } =
    before === undefined ? { model: after, changes: {} } : changeBetween(before, after);
  return { model, hidden: [], highlight: [], notes: [], changes };
}

/** What comes into a picture and leaves it, but is there all the time. */
function isBuiltIn(item: Item): boolean {
  return 'builtIn' in item && item.builtIn === true;
}

/** Whether something that is gone was attached to a network. */
function isNamedByGone(network: string, before: ListModel, after: ListModel): boolean {
  if (before.kind !== 'engine' || after.kind !== 'engine') return false;
  const there = new Set(after.containers.map(({ id }) => id));
  return before.containers.some(({ id, networks }) => !there.has(id) && networks.includes(network));
}

function withGone(before: readonly Item[], now: readonly Item[], there: ReadonlySet<string>): Item[] {
  const items = [...now];
  let behind: string | undefined;
  for (const item of before) {
    if (!there.has(item.id)) {
      const at = behind === undefined ? 0 : items.findIndex(({ id }) => id === behind) + 1;
      items.splice(at, 0, item);
    }
    behind = item.id;
  }
  return items;
}
