import type { GroupName } from './groups.ts';
import { itemPath } from './groups.ts';
import type { Label, PartPath, Role } from './model.ts';

/** A part with its path. */
export interface NamedPart {
  readonly path: PartPath;
  readonly label: Label;
  readonly role?: Role;
}

/** The parts that the things of a list are, in the list's order. */
export function partsOfList(
  group: GroupName,
  items: readonly { readonly id: string; readonly label: Label }[],
): NamedPart[] {
  return items.map(({ id, label }) => ({ path: itemPath(group, id), label }));
}
