/** Puts the boxes of an engine's picture into bands, one below another. */
import { chooseForms, type FormGroup } from '../layout/cells.ts';
import {
  type Blocks,
  type Box,
  COLUMN_GAP,
  columnsWidth,
  containerNeeds,
  containersIn,
  type FloorBox,
  floorNeeds,
  floorsIn,
  type Measure,
  widthOfBox,
} from './blocks.ts';

/** Cells between images that share nothing. */
export const ROOT_GAP = 2;

/** Cells that a container's box should have at least, so that some of its lines can be in full. */
const GOOD_WIDTH = 22;

/** Boxes side by side. */
export interface Band {
  readonly roots: readonly FloorBox[];
  readonly width: number;
}

/** Bands from the top, and how their boxes are measured. */
export interface Arrangement {
  readonly bands: readonly Band[];
  readonly measure: Measure;
}

/**
 * Chooses the forms of labels, and puts the boxes into one band if they fit, else into several. An image whose
 * containers have no room side by side is drawn once more in the next band: nothing stands on a container.
 *
 * @param blocks the boxes
 * @param groups the forms to choose
 * @param width cells, 20 or more
 */
export function arrange(blocks: Blocks, groups: readonly FormGroup[], width: number): Arrangement {
  const { roots } = blocks;
  const loose: Measure = { uniform: 0, stateBelow: false };
  const containers = containersIn(roots);
  const floors = floorsIn(roots);
  const widest = (stateBelow: boolean) =>
    containers.reduce((most, box) => Math.max(most, containerNeeds(box, stateBelow)), 0);

  if (chooseForms(groups, () => rowWidth(roots, loose) <= width)) {
    const even = { ...loose, uniform: widest(false) };
    const measure = rowWidth(roots, even) <= width ? even : loose;
    return { bands: roots.length > 0 ? [{ roots, width: rowWidth(roots, measure) }] : [], measure };
  }
  const fits = (room: number, stateBelow: boolean) => () =>
    containers.every((box) => containerNeeds(box, stateBelow) <= room) &&
    floors.every(
      (floor) =>
        floorNeeds(floor) <=
        Math.min(width, Math.max(room, columnsWidth(floor.columns, { uniform: 0, stateBelow }))),
    );
  const rooms = roomsOf(width);
  const stateBelow = !rooms.some((room) => chooseForms(groups, fits(room, false)));
  // Where nothing helps, the shortest forms are left chosen.
  if (stateBelow) rooms.some((room) => chooseForms(groups, fits(room, true)));
  const measure = { uniform: Math.min(widest(stateBelow), width), stateBelow };
  return { bands: bandsOf(blocks, width, measure), measure };
}

/** The cells of one box among as many as a band can hold, then among fewer; at last alone. */
function roomsOf(width: number): number[] {
  const most = Math.max(1, Math.floor((width + ROOT_GAP) / (GOOD_WIDTH + ROOT_GAP)));
  return Array.from({ length: most }, (_, index) => {
    const across = most - index;
    return Math.floor((width + ROOT_GAP) / across) - ROOT_GAP;
  });
}

/** Cells of boxes that share no floor, side by side. */
function rowWidth(roots: readonly Box[], measure: Measure): number {
  return columnsWidth(roots, measure) + Math.max(0, roots.length - 1) * (ROOT_GAP - COLUMN_GAP);
}

function bandsOf(blocks: Blocks, width: number, measure: Measure): Band[] {
  const pieces = blocks.roots.flatMap((root) => split(root, width, measure, blocks)) as FloorBox[];
  return packed(pieces, width, measure, ROOT_GAP).map((roots) => ({
    roots,
    width: Math.min(width, rowWidth(roots, measure)),
  }));
}

/** A box that is too wide as several, each with some of what stands on it. */
function split(box: Box, width: number, measure: Measure, blocks: Blocks): readonly Box[] {
  if (box.kind === 'container' || columnsWidth(box.columns, measure) <= width) return [box];
  const columns = box.columns.flatMap((column) => split(column, width, measure, blocks));
  return packed(columns, width, measure, COLUMN_GAP).map((some, index) =>
    index === 0 ? { ...box, columns: some } : blocks.again(box, some),
  );
}

/** Boxes in as few rows as it takes when none changes places. */
function packed<B extends Box>(
  boxes: readonly B[],
  width: number,
  measure: Measure,
  gap: number,
): (readonly B[])[] {
  const rows: B[][] = [];
  let used = 0;
  for (const box of boxes) {
    const own = widthOfBox(box, measure);
    const row = rows.at(-1);
    if (row && used + gap + own <= width) {
      row.push(box);
      used += gap + own;
    } else {
      rows.push([box]);
      used = own;
    }
  }
  return rows;
}
