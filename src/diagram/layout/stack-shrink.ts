import { cellsNeeded } from './stack-measure.ts';
import type { CellStack, Floor } from './stack-tree.ts';

/** The least that a column can be wide, borders not counted: one letter and what stands for the rest. */
const LEAST = 2;

/**
 * Makes a stack fit where even the shortest labels do not: copies that have no room side by side are drawn once, with
 * their number behind the label; columns that have no room at all are drawn one under the other. What is still too
 * wide then will be cut.
 *
 * @param stack the floors, with the forms of labels chosen
 * @param inner cells between the outer borders
 * @returns the stack itself if it fits
 */
export function shrinkStack(stack: CellStack, inner: number): CellStack {
  if (cellsNeeded(stack, false) <= inner) return stack;
  return stackOf(stack.floors.flatMap((floor) => shrinkFloor(floor, inner)));
}

function shrinkFloor(floor: Floor, inner: number): readonly Floor[] {
  if (cellsNeeded(stackOf([floor]), false) <= inner) return [floor];
  if (floor.copies > 1) return shrinkFloor(once(floor, floor.copies), inner);
  if (floor.kind === 'cell') return [floor];
  const each = Math.floor((inner + 1) / floor.columns.length) - 1;
  if (
    each < LEAST ||
    floor.columns.some((column) => column.floors.some((inside) => inside.copies > each / LEAST))
  ) {
    return floor.columns.flatMap((column) => shrinkStack(column, inner).floors);
  }
  const columns = floor.columns.map((column) => shrinkStack(column, each));
  return [{ ...floor, columns, height: Math.max(...columns.map((column) => column.height)) }];
}

/** One copy that stands for so many. */
function once(floor: Floor, times: number): Floor {
  if (floor.kind === 'cell') return { ...floor, copies: 1, standsFor: floor.standsFor * times };
  const columns = floor.columns.map((column) =>
    stackOf(column.floors.map((inside) => marked(inside, times))),
  );
  return { ...floor, copies: 1, columns };
}

/** The same floor, with its number multiplied. */
function marked(floor: Floor, times: number): Floor {
  if (floor.kind === 'cell') return { ...floor, standsFor: floor.standsFor * times };
  const columns = floor.columns.map((column) =>
    stackOf(column.floors.map((inside) => marked(inside, times))),
  );
  return { ...floor, columns };
}

function stackOf(floors: readonly Floor[]): CellStack {
  return { floors, height: floors.reduce((sum, floor) => sum + floor.height, 0) };
}
