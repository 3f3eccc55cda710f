/** The edits that lead from one model to another. */
import { applyEdit } from './apply-edit.ts';
import { floorEdits } from './diff-floors.ts';
import { nextListEdit } from './diff-lists.ts';
import type { Edit, FloorEdit } from './edit.ts';
import type { Model, Panel, Part } from './model.ts';
import { commonSubsequence, same } from './same.ts';
import { besideOf, partsOfTiers } from './tiers.ts';

/**
 * The edits that turn one model into another, in the order in which they are best shown: what goes, what changes,
 * what comes, how often, what stands beside, and the name last. Every model on the way is valid.
 *
 * @param from a model
 * @param to a model of the same kind
 * @returns the edits; done in order on `from`, they give exactly `to`
 * @throws RangeError if the models are of different kinds
 */
export function diffModels(from: Model, to: Model): Edit[] {
  if (from.kind !== to.kind) throw new RangeError(`a ${from.kind} cannot turn into a ${to.kind}`);
  const edits: Edit[] = [];
  let current = from;
  for (let edit = nextEdit(current, to); edit; edit = nextEdit(current, to)) {
    edits.push(edit);
    current = applyEdit(current, edit);
  }
  return edits;
}

/** The first edit on the way, or undefined if there is nothing left to do. */
function nextEdit(from: Model, to: Model): Edit | undefined {
  if ('panels' in from && 'panels' in to) return nextPanelsEdit(from.panels, to.panels);
  if (!('panels' in from) && !('panels' in to)) return nextListEdit(from, to);
  return undefined;
}

function nextPanelsEdit(from: readonly Panel[], to: readonly Panel[]): Edit | undefined {
  const pairs = commonSubsequence(from, to, (a, b) => a.id === b.id);
  const gone = from.findIndex((_, index) => !pairs.some(([i]) => i === index));
  if (gone !== -1 && from.length > 1) return { kind: 'remove-panel', index: gone, panel: from[gone]! };
  for (const [i, j] of pairs) {
    const edit = nextPanelEdit(from[i]!, to[j]!);
    if (edit) return edit;
  }
  const added = to.findIndex((_, index) => !pairs.some(([, j]) => j === index));
  if (added !== -1) return { kind: 'add-panel', index: added, panel: to[added]! };
  return undefined;
}

function nextPanelEdit(from: Panel, to: Panel): Edit | undefined {
  if (same(from, to)) return undefined;
  const staying = new Set(Object.values(to.beside).flatMap((parts) => parts.map((part) => part.id)));
  const leaving = besideEdit(from, (part) => staying.has(part.id));
  if (leaving) return leaving;

  const floors = floorEdits(from, to);
  const present = new Set(
    [...partsOfTiers(from.tiers), ...Object.values(from.beside).flat()].map((part) => part.id),
  );
  const possible = floors.find((edit) => newIds(edit).every((id) => !present.has(id)));
  if (possible) return clearedFirst(from, possible) ?? possible;
  if (floors.length > 0) return { kind: 'redraw-panel', before: from, after: to };

  for (const [floor, parts] of Object.entries(from.beside)) {
    const wanted = besideOf(to, floor) ?? [];
    const after = parts.filter((part) => wanted.some((other) => other.id === part.id));
    if (after.length < parts.length) return setBeside(from, floor, after);
  }
  for (const part of partsOfTiers(to.tiers)) {
    const after = besideOf(to, part.id);
    if (after && !same(after, besideOf(from, part.id))) return setBeside(from, part.id, after);
  }
  return {
    kind: 'name-panel',
    panel: from.id,
    ...(from.label && { before: from.label }),
    ...(to.label && { after: to.label }),
  };
}

/** The first edit that takes away parts beside a floor which are not to be kept. */
function besideEdit(panel: Panel, keep: (part: Part) => boolean): Edit | undefined {
  for (const [floor, parts] of Object.entries(panel.beside)) {
    const after = parts.filter(keep);
    if (after.length < parts.length) return setBeside(panel, floor, after);
  }
  return undefined;
}

function setBeside(panel: Panel, floor: string, after: readonly Part[]): Edit {
  const part = partsOfTiers(panel.tiers).find((other) => other.id === floor)!;
  return { kind: 'set-beside', panel: panel.id, floor: part, before: besideOf(panel, floor) ?? [], after };
}

/** The ids that an edit brings in. */
function newIds(edit: FloorEdit): string[] {
  const ids = (tiers: Parameters<typeof partsOfTiers>[0]) => partsOfTiers(tiers).map((part) => part.id);
  if (edit.kind === 'add-floor') return ids([edit.floor]);
  if (edit.kind === 'add-column') return ids(edit.floors);
  if (edit.kind !== 'change-floor') return [];
  const before = ids([edit.before]);
  return ids([edit.after]).filter((id) => !before.includes(id));
}

/** Before a floor goes, what stands beside it goes. */
function clearedFirst(panel: Panel, edit: FloorEdit): Edit | undefined {
  let going: string[] = [];
  if (edit.kind === 'remove-floor') going = partsOfTiers([edit.floor]).map((part) => part.id);
  if (edit.kind === 'remove-column') going = partsOfTiers(edit.floors).map((part) => part.id);
  if (edit.kind === 'change-floor' && !(edit.before.kind === 'part' && edit.after.kind === 'part')) {
    const after = partsOfTiers([edit.after]).map((part) => part.id);
    going = partsOfTiers([edit.before])
      .map((part) => part.id)
      .filter((id) => !after.includes(id));
  }
  const floor = going.find((id) => besideOf(panel, id));
  return floor === undefined ? undefined : setBeside(panel, floor, []);
}
