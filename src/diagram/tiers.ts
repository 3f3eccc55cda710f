/** Reading and editing the floors of a stack; nothing is changed in place. */
import type { Panel, Part, PartTier, Tier } from './model.ts';

/** A stack's floors, top floor first. */
export type Tiers = readonly Tier[];

/**
 * The parts of a stack, each once.
 *
 * @param tiers the floors
 * @returns the parts; column by column, each from the top
 */
export function partsOfTiers(tiers: Tiers): Part[] {
  return tiers.flatMap((tier) => (tier.kind === 'part' ? [tier.part] : tier.columns.flatMap(partsOfTiers)));
}

/**
 * What stands beside a floor. Ids are the author's, so a floor may be called `constructor`.
 *
 * @param panel the panel
 * @param floor the id of the floor's part
 * @returns the parts; undefined if nothing stands there
 */
export function besideOf(panel: Panel, floor: string): readonly Part[] | undefined {
  return Object.hasOwn(panel.beside, floor) ? panel.beside[floor] : undefined;
}

/**
 * How many floors a stack is high.
 *
 * @param tiers the floors
 * @returns floors; a tier of columns counts as its highest column
 */
export function heightOf(tiers: Tiers): number {
  let height = 0;
  for (const tier of tiers) height += tier.kind === 'part' ? 1 : Math.max(...tier.columns.map(heightOf));
  return height;
}

/**
 * How many columns stand side by side at the widest place of a stack.
 *
 * @param tiers the floors
 * @returns columns, 1 or more for a stack that has a floor
 */
export function columnsAcross(tiers: Tiers): number {
  let most = 0;
  for (const tier of tiers) {
    const across =
      tier.kind === 'part' ? 1 : tier.columns.reduce((sum, column) => sum + columnsAcross(column), 0);
    most = Math.max(most, across * tier.repeat);
  }
  return most;
}

/**
 * Puts other floors in the place of parts. A column that loses its last floor goes, and so does a tier that loses its
 * last column.
 *
 * @param tiers the floors
 * @param replace gives the floors that take a part's place: none removes it, the same one keeps it
 * @returns the new floors, which may be none at all
 */
export function replaceFloors(tiers: Tiers, replace: (tier: PartTier) => Tiers): Tier[] {
  return tiers.flatMap((tier): Tiers => {
    if (tier.kind === 'part') return replace(tier);
    const columns = tier.columns
      .map((column) => replaceFloors(column, replace))
      .filter((column) => column.length > 0);
    return columns.length > 0 ? [{ ...tier, columns }] : [];
  });
}

/**
 * Sets how many copies stand side by side of the tier that holds a part: the part's own if it is repeated already,
 * else the innermost columns around it, else the part's own.
 *
 * @param tiers the floors
 * @param id the part's id
 * @param repeat the number of copies
 * @returns the new floors
 */
export function setRepeat(tiers: Tiers, id: string, repeat: number): Tier[] {
  return tiers.map((tier): Tier => {
    if (tier.kind === 'part') return tier.part.id === id ? { ...tier, repeat } : tier;
    const inner = tier.columns.some((column) =>
      column.some((floor) =>
        floor.kind === 'part'
          ? floor.part.id === id && floor.repeat > 1
          : partsOfTiers([floor]).some((part) => part.id === id),
      ),
    );
    if (inner) return { ...tier, columns: tier.columns.map((column) => setRepeat(column, id, repeat)) };
    return partsOfTiers([tier]).some((part) => part.id === id) ? { ...tier, repeat } : tier;
  });
}
