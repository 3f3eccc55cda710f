import type { Edit, FloorEdit, ItemEdit, PanelEdit } from './edit.ts';
import { type Item, itemsOf, type ListModel, withItems } from './groups.ts';
import type { Model, Panel, Tier } from './model.ts';
import { besideOf, type Tiers } from './tiers.ts';

/**
 * Does one edit.
 *
 * @param model the model that the edit was made for; it stays as it is
 * @param edit one of the edits of `diffModels`, all before it done
 * @returns the new model
 */
export function applyEdit(model: Model, edit: Edit): Model {
  if ('panels' in model) return { ...model, panels: editPanels(model.panels, edit as PanelEdit) };
  return editLists(model, edit as ItemEdit);
}

function editLists(model: ListModel, edit: ItemEdit): ListModel {
  if (edit.kind === 'leave-out') {
    if (model.kind !== 'engine') return model;
    const { leftOut: _, ...rest } = model;
    return edit.after ? { ...rest, leftOut: edit.after } : rest;
  }
  return withItems(model, edit.group, editItems(itemsOf(model, edit.group), edit));
}

function editItems(items: readonly Item[], edit: Exclude<ItemEdit, { kind: 'leave-out' }>): Item[] {
  switch (edit.kind) {
    case 'remove-item':
      return items.toSpliced(edit.index, 1);
    case 'add-item':
      return items.toSpliced(edit.index, 0, edit.item);
    case 'change-item':
      return items.with(edit.index, edit.after);
    case 'move-item':
      return items.toSpliced(edit.index, 1).toSpliced(edit.to, 0, edit.item);
  }
}

function editPanels(panels: readonly Panel[], edit: PanelEdit): Panel[] {
  if (edit.kind === 'remove-panel') return panels.toSpliced(edit.index, 1);
  if (edit.kind === 'add-panel') return panels.toSpliced(edit.index, 0, edit.panel);
  const id = edit.kind === 'redraw-panel' ? edit.before.id : edit.panel;
  return panels.map((panel) => (panel.id === id ? editPanel(panel, edit) : panel));
}

function editPanel(panel: Panel, edit: Exclude<PanelEdit, { kind: 'remove-panel' | 'add-panel' }>): Panel {
  switch (edit.kind) {
    case 'redraw-panel':
      return edit.after;
    case 'name-panel': {
      const { label: _, ...rest } = panel;
      return edit.after ? { ...rest, label: edit.after } : rest;
    }
    case 'set-beside': {
      const { [edit.floor.id]: _, ...others } = panel.beside;
      return {
        ...panel,
        beside: edit.after.length > 0 ? { ...others, [edit.floor.id]: edit.after } : others,
      };
    }
    case 'change-floor': {
      const tiers = editFloors(panel.tiers, edit.place, edit);
      if (edit.before.kind !== 'part' || edit.after.kind !== 'part') return { ...panel, tiers };
      const carried = besideOf(panel, edit.before.part.id);
      const { [edit.before.part.id]: _, ...others } = panel.beside;
      return { ...panel, tiers, beside: carried ? { ...others, [edit.after.part.id]: carried } : others };
    }
    default:
      return { ...panel, tiers: editFloors(panel.tiers, edit.place, edit) };
  }
}

/** Does a floor's edit in the list that `place` leads to. */
function editFloors(tiers: Tiers, place: readonly number[], edit: FloorEdit): Tier[] {
  const [index = 0, column, ...deeper] = place;
  const tier = tiers[index];
  if (column !== undefined && tier?.kind === 'columns') {
    const floors = editFloors(tier.columns[column] ?? [], deeper, edit);
    return tiers.with(index, { ...tier, columns: tier.columns.with(column, floors) });
  }
  switch (edit.kind) {
    case 'remove-floor':
      return tiers.toSpliced(index, 1);
    case 'add-floor':
      return tiers.toSpliced(index, 0, edit.floor);
    case 'change-floor':
      return tiers.with(index, edit.after);
    case 'repeat-floor':
      return tiers.with(index, { ...edit.floor, repeat: edit.repeat });
    case 'remove-column':
    case 'add-column': {
      if (tier?.kind !== 'columns') return [...tiers];
      const columns =
        edit.kind === 'add-column'
          ? tier.columns.toSpliced(edit.column, 0, edit.floors)
          : tier.columns.toSpliced(edit.column, 1);
      return tiers.with(index, { ...tier, columns });
    }
  }
}
