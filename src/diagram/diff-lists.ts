import type { ItemEdit } from './edit.ts';
import { type GroupName, groupsOf, type Item, itemsOf, type ListModel } from './groups.ts';
import { commonSubsequence, same } from './same.ts';

/**
 * The first edit on the way from one model of lists to another. Where things refer to things of other lists (a service
 * to its networks), no model on the way refers to nothing: what refers goes first, what is referred to comes first.
 *
 * @param from a model
 * @param to a model of the same kind
 * @returns undefined: there is nothing left to do
 */
export function nextListEdit(from: ListModel, to: ListModel): ItemEdit | undefined {
  const groups = groupsOf(from);
  if (groups.length === 1) return nextOnlyEdit(from, to, groups[0]!);
  const referring = groups.slice(-1);
  const named = groups.slice(0, -1);
  return (
    first(referring, (group) => nextRemoval(from, to, group)) ??
    first(named, (group) => nextAddition(from, to, group)) ??
    first(groups, (group) => nextChange(from, to, group)) ??
    first(referring, (group) => nextAddition(from, to, group)) ??
    first(named, (group) => nextRemoval(from, to, group)) ??
    first(groups, (group) => nextMove(from, to, group)) ??
    nextLeftOut(from, to)
  );
}

function first<T, R>(list: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nextRemoval(from: ListModel, to: ListModel, group: GroupName): ItemEdit | undefined {
  const wanted = new Set(itemsOf(to, group).map((item) => item.id));
  const items = itemsOf(from, group);
  const index = items.findIndex((item) => !wanted.has(item.id));
  return index === -1 ? undefined : { kind: 'remove-item', group, index, item: items[index]! };
}

function nextAddition(from: ListModel, to: ListModel, group: GroupName): ItemEdit | undefined {
  const there = new Set(itemsOf(from, group).map((item) => item.id));
  const items = itemsOf(to, group);
  const index = items.findIndex((item) => !there.has(item.id));
  if (index === -1) return undefined;
  // Others may stand in front of it that are still to go.
  return { kind: 'add-item', group, index: Math.min(index, there.size), item: items[index]! };
}

function nextChange(from: ListModel, to: ListModel, group: GroupName): ItemEdit | undefined {
  const wanted = new Map(itemsOf(to, group).map((item) => [item.id, item]));
  for (const [index, before] of itemsOf(from, group).entries()) {
    const after = wanted.get(before.id);
    if (after && !same(before, after)) return { kind: 'change-item', group, index, before, after };
  }
  return undefined;
}

/** Both lists hold the same things; the first that stands elsewhere comes forward. */
function nextMove(from: ListModel, to: ListModel, group: GroupName): ItemEdit | undefined {
  const items = itemsOf(from, group);
  const wanted = itemsOf(to, group);
  const at = wanted.findIndex((item, index) => items[index]?.id !== item.id);
  if (at === -1) return undefined;
  const index = items.findIndex((item) => item.id === wanted[at]!.id);
  return { kind: 'move-item', group, index, to: at, item: items[index]! };
}

function nextLeftOut(from: ListModel, to: ListModel): ItemEdit | undefined {
  const before = from.kind === 'engine' ? from.leftOut : undefined;
  const after = to.kind === 'engine' ? to.leftOut : undefined;
  if (same(before, after)) return undefined;
  return { kind: 'leave-out', ...(before && { before }), ...(after && { after }) };
}

/** For lists that are never empty and whose order says something: what moves goes, and comes again. */
function nextOnlyEdit(from: ListModel, to: ListModel, group: GroupName): ItemEdit | undefined {
  const a = itemsOf(from, group);
  const b = itemsOf(to, group);
  const pairs = commonSubsequence<Item>(a, b, (one, other) => one.id === other.id);
  const gone = a.findIndex((_, index) => !pairs.some(([i]) => i === index));
  if (gone !== -1 && a.length > 1) return { kind: 'remove-item', group, index: gone, item: a[gone]! };
  const changed = pairs.find(([i, j]) => !same(a[i], b[j]));
  if (changed) {
    const [index, other] = changed;
    return { kind: 'change-item', group, index, before: a[index]!, after: b[other]! };
  }
  const added = b.findIndex((_, index) => !pairs.some(([, j]) => j === index));
  if (added === -1) return undefined;
  if (gone !== -1) return { kind: 'change-item', group, index: gone, before: a[gone]!, after: b[added]! };
  return { kind: 'add-item', group, index: added, item: b[added]! };
}
