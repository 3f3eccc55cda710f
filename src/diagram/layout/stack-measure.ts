/** How much room the floors of a stack need. */
import { formWidth } from './cells.ts';
import type { CellStack, Floor } from './stack-tree.ts';

/**
 * The cells a stack needs between its outer borders so that no label is cut. Each label has a blank on both sides.
 *
 * @param stack the floors, with the forms of labels chosen
 * @param equal whether columns of a tier are to be equally wide
 */
export function cellsNeeded(stack: CellStack, equal: boolean): number {
  let most = 1;
  for (const floor of stack.floors) most = Math.max(most, floorNeeds(floor, equal));
  return most;
}

function floorNeeds(floor: Floor, equal: boolean): number {
  if (floor.kind === 'cell') {
    const times = floor.standsFor > 1 ? ` ×${floor.standsFor}`.length : 0;
    return floor.copies * (formWidth(floor.cell) + times + 3) - 1;
  }
  let widest = 0;
  let sum = 0;
  for (const column of floor.columns) {
    const need = cellsNeeded(column, equal);
    widest = Math.max(widest, need);
    sum += need + 1;
  }
  return equal ? floor.copies * floor.columns.length * (widest + 1) - 1 : floor.copies * sum - 1;
}

/**
 * A width between the outer borders that all tiers divide into equal columns is one less than a multiple of this.
 *
 * @param stack the floors
 */
export function unitOf(stack: CellStack): number {
  let unit = 1;
  for (const floor of stack.floors) {
    if (floor.kind === 'cell') unit = commonMultiple(unit, floor.copies);
    else {
      const inner = floor.columns.reduce((multiple, column) => commonMultiple(multiple, unitOf(column)), 1);
      unit = commonMultiple(unit, floor.copies * floor.columns.length * inner);
    }
  }
  return unit;
}

function commonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
