import type { FloorEdit, Place } from './edit.ts';
import type { ColumnsTier, Panel, Tier } from './model.ts';
import { commonSubsequence, same } from './same.ts';
import { partsOfTiers, type Tiers } from './tiers.ts';

/** In this order edits are done: what goes, what changes, what comes, how often. */
interface Found {
  readonly remove: FloorEdit[];
  readonly change: FloorEdit[];
  readonly add: FloorEdit[];
  readonly repeat: FloorEdit[];
}

/**
 * The edits of floors that may be done next to lead from one panel to another, the best first. Doing one of them may
 * move the others' places, so ask again after it.
 *
 * Floors are the same by their part's id; tiers of columns, and columns, if they share a part. Floors between two that
 * stay are paired from the bottom, since what lies on the same floor plays the same part: a pair is a change.
 *
 * @param from the panel as it is
 * @param to the panel as it shall be
 */
export function floorEdits(from: Panel, to: Panel): FloorEdit[] {
  const found: Found = { remove: [], change: [], add: [], repeat: [] };
  compareFloors(from.tiers, to.tiers, from.id, [], found);
  return [...found.remove, ...found.change, ...found.add, ...found.repeat];
}

function compareFloors(from: Tiers, to: Tiers, panel: string, above: Place, found: Found): void {
  for (const { a, b, at } of aligned(from, to, sameTier)) {
    const place = [...above, at];
    if (a && b) compareTiers(a, b, panel, place, found);
    else if (a) found.remove.push({ kind: 'remove-floor', panel, place, floor: a });
    else if (b) found.add.push({ kind: 'add-floor', panel, place, floor: b });
  }
}

function compareTiers(a: Tier, b: Tier, panel: string, place: Place, found: Found): void {
  if (a.kind === 'columns' && b.kind === 'columns' && sameTier(a, b)) {
    compareColumns(a, b, panel, place, found);
  } else if (a.kind !== 'part' || b.kind !== 'part') {
    found.change.push({ kind: 'change-floor', panel, place, before: a, after: b });
    return;
  } else if (!same(a.part, b.part)) {
    found.change.push({ kind: 'change-floor', panel, place, before: a, after: { ...b, repeat: a.repeat } });
  }
  if (a.repeat !== b.repeat)
    found.repeat.push({ kind: 'repeat-floor', panel, place, floor: a, repeat: b.repeat });
}

function compareColumns(a: ColumnsTier, b: ColumnsTier, panel: string, place: Place, found: Found): void {
  for (const { a: left, b: right, at } of aligned(a.columns, b.columns, sharePart)) {
    if (left && right) compareFloors(left, right, panel, [...place, at], found);
    else if (left) found.remove.push({ kind: 'remove-column', panel, place, column: at, floors: left });
    else if (right) found.add.push({ kind: 'add-column', panel, place, column: at, floors: right });
  }
}

/** Two elements that belong together, or one that goes (`a`) or comes (`b`); `at` is its index in the first list. */
interface Aligned<T> {
  readonly a?: T;
  readonly b?: T;
  readonly at: number;
}

function aligned<T>(from: readonly T[], to: readonly T[], match: (a: T, b: T) => boolean): Aligned<T>[] {
  const result: Aligned<T>[] = [];
  let i = 0;
  let j = 0;
  for (const [nextI, nextJ] of [...commonSubsequence(from, to, match), [from.length, to.length] as const]) {
    const pairs = Math.min(nextI - i, nextJ - j);
    for (; nextI - i > pairs; i++) result.push({ a: from[i]!, at: i });
    for (; nextJ - j > pairs; j++) result.push({ b: to[j]!, at: i });
    for (; i < nextI; i++, j++) result.push({ a: from[i]!, b: to[j]!, at: i });
    if (nextI < from.length) result.push({ a: from[nextI]!, b: to[nextJ]!, at: nextI });
    i = nextI + 1;
    j = nextJ + 1;
  }
  return result;
}

function sameTier(a: Tier, b: Tier): boolean {
  if (a.kind === 'part' || b.kind === 'part')
    return a.kind === 'part' && b.kind === 'part' && a.part.id === b.part.id;
  return a.columns.some((column) => b.columns.some((other) => sharePart(column, other)));
}

function sharePart(a: Tiers, b: Tiers): boolean {
  const ids = new Set(partsOfTiers(a).map((part) => part.id));
  return partsOfTiers(b).some((part) => ids.has(part.id));
}
