import type { LeftOut } from './engine/model.ts';
import { type GroupName, type Item, itemPath } from './groups.ts';
import type { Label, Panel, Part, PartPath, Tier } from './model.ts';
import { partsOfTiers, type Tiers } from './tiers.ts';

/** Where a floor is: its index in the stack, or index, column, index … where it is in a column. Odd in length. */
export type Place = readonly number[];

/** A floor's edit; `panel` is the panel's id. */
export type FloorEdit =
  | {
      readonly kind: 'remove-floor' | 'add-floor';
      readonly panel: string;
      readonly place: Place;
      readonly floor: Tier;
    }
  /** Another floor in this place; if both are one part, what stands beside it stays. */
  | {
      readonly kind: 'change-floor';
      readonly panel: string;
      readonly place: Place;
      readonly before: Tier;
      readonly after: Tier;
    }
  | {
      readonly kind: 'repeat-floor';
      readonly panel: string;
      readonly place: Place;
      readonly floor: Tier;
      readonly repeat: number;
    }
  /** `place` is that of the tier of columns. */
  | {
      readonly kind: 'remove-column' | 'add-column';
      readonly panel: string;
      readonly place: Place;
      readonly column: number;
      readonly floors: Tiers;
    };

/** An edit of a panel or of what it holds. */
export type PanelEdit =
  | FloorEdit
  | {
      readonly kind: 'set-beside';
      readonly panel: string;
      readonly floor: Part;
      readonly before: readonly Part[];
      readonly after: readonly Part[];
    }
  | { readonly kind: 'name-panel'; readonly panel: string; readonly before?: Label; readonly after?: Label }
  | { readonly kind: 'remove-panel'; readonly index: number; readonly panel: Panel }
  | { readonly kind: 'add-panel'; readonly index: number; readonly panel: Panel }
  /** The last resort, where parts change places in a way that leaves no valid picture between. */
  | { readonly kind: 'redraw-panel'; readonly before: Panel; readonly after: Panel };

/** An edit of a list: of layers, of services, of pods. */
export type ItemEdit =
  | {
      readonly kind: 'remove-item' | 'add-item';
      readonly group: GroupName;
      readonly index: number;
      readonly item: Item;
    }
  | {
      readonly kind: 'change-item';
      readonly group: GroupName;
      readonly index: number;
      readonly before: Item;
      readonly after: Item;
    }
  /** To another place among its like; nothing but the order changes. */
  | {
      readonly kind: 'move-item';
      readonly group: GroupName;
      readonly index: number;
      readonly to: number;
      readonly item: Item;
    }
  /** What an engine's picture leaves out; the numbers are the engine model's own. */
  | { readonly kind: 'leave-out'; readonly before?: LeftOut; readonly after?: LeftOut };

/** One step on the way from one model to another. */
export type Edit = PanelEdit | ItemEdit;

/**
 * The parts that an edit is about to take away or change.
 *
 * @param edit an edit that is not done yet
 * @returns their paths; none if the edit only adds
 */
export function touchedBefore(edit: Edit): PartPath[] {
  switch (edit.kind) {
    case 'remove-floor':
    case 'repeat-floor':
      return paths(edit.panel, partsOfTiers([edit.floor]));
    case 'change-floor':
      return paths(edit.panel, partsOfTiers([edit.before]));
    case 'remove-column':
      return paths(edit.panel, partsOfTiers(edit.floors));
    case 'set-beside':
      return paths(
        edit.panel,
        edit.before.filter((part) => !edit.after.some((other) => other.id === part.id)),
      );
    case 'remove-panel':
      return paths(edit.panel.id, partsOfTiers(edit.panel.tiers));
    case 'redraw-panel':
      return paths(edit.before.id, partsOfTiers(edit.before.tiers));
    case 'remove-item':
    case 'move-item':
      return [itemPath(edit.group, edit.item.id)];
    case 'change-item':
      return [itemPath(edit.group, edit.before.id)];
    default:
      return [];
  }
}

/**
 * The parts that an edit has put in.
 *
 * @param edit an edit that is done
 * @returns their paths; none if the edit only takes away, repeats or renames
 */
export function touchedAfter(edit: Edit): PartPath[] {
  switch (edit.kind) {
    case 'add-floor':
      return paths(edit.panel, partsOfTiers([edit.floor]));
    case 'change-floor':
      return paths(edit.panel, partsOfTiers([edit.after]));
    case 'add-column':
      return paths(edit.panel, partsOfTiers(edit.floors));
    case 'set-beside':
      return paths(
        edit.panel,
        edit.after.filter((part) => !edit.before.some((other) => other.id === part.id)),
      );
    case 'add-panel':
      return paths(edit.panel.id, partsOfTiers(edit.panel.tiers));
    case 'redraw-panel':
      return paths(edit.after.id, partsOfTiers(edit.after.tiers));
    case 'add-item':
    case 'move-item':
      return [itemPath(edit.group, edit.item.id)];
    case 'change-item':
      return [itemPath(edit.group, edit.after.id)];
    default:
      return [];
  }
}

function paths(panel: string, parts: readonly Part[]): PartPath[] {
  return parts.map((part) => (panel === '' ? part.id : `${panel}/${part.id}`));
}
