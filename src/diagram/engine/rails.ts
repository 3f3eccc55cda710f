/** Networks as dotted lines above a band, with a dot over each container that is attached. */
import { type Cell, formWidth } from '../layout/cells.ts';
import { DOTTED, LIGHT } from '../layout/glyphs.ts';
import type { Sheet } from '../layout/sheet.ts';
import type { ContainerBox } from './blocks.ts';
import type { Placed } from './place.ts';

/** Cells before a rail's name, for its marker. */
const MARKER_ROOM = 2;

/** The rails of a band. */
export interface Rails {
  /** The networks, the uppermost first. */
  readonly cells: readonly Cell[];
  /** Whether the names have rows of their own, because a dot would stand in a name. */
  readonly namesAbove: boolean;
}

type PlacedContainer = Placed & { readonly box: ContainerBox };

/**
 * The networks that a band needs rails for.
 *
 * @param networks every network's cell, by its id
 * @param placed the band's boxes; only their columns matter
 */
export function railsOf(networks: ReadonlyMap<string, Cell>, placed: readonly Placed[]): Rails {
  const attached = containersOf(placed).filter(({ box }) => box.container.networks.length > 0);
  const used = new Set(attached.flatMap(({ box }) => box.container.networks));
  const cells = [...networks].flatMap(([id, cell]) => (used.has(id) ? [cell] : []));
  const names = Math.max(0, ...cells.map(nameRoom));
  return { cells, namesAbove: attached.some((each) => anchorOf(each) <= names) };
}

/** Rows that the rails take. */
export function railsHeight({ cells, namesAbove }: Rails): number {
  return cells.length * (namesAbove ? 2 : 1);
}

/**
 * Draws the rails of a band.
 *
 * @param sheet where
 * @param rails the networks
 * @param placed the band's boxes in their places
 * @param top the uppermost row
 * @param width cells of the band
 */
export function drawRails(
  sheet: Sheet,
  { cells, namesAbove }: Rails,
  placed: readonly Placed[],
  top: number,
  width: number,
): void {
  const rowOf = (index: number) => top + (namesAbove ? index * 2 + 1 : index);
  // Lines to the rails above pass a name's row; the name ends before the first of them.
  const passing = Math.min(width, ...containersOf(placed).map((each) => anchorOf(each) + 1));
  cells.forEach((cell, index) => {
    const y = rowOf(index);
    const room = namesAbove && index > 0 ? passing : width;
    sheet.bare(cell, 0, namesAbove ? y - 1 : y, Math.min(room, nameRoom(cell) + 1), { align: 'left' });
    const from = namesAbove ? 0 : nameRoom(cell) + 1;
    if (!cell.hidden && from < width - 1) sheet.canvas.horizontal(from, y, width - 1, DOTTED);
  });
  for (const each of containersOf(placed)) {
    const { cell, container } = each.box;
    if (cell.hidden) continue;
    const x = anchorOf(each);
    const rows = cells.flatMap((rail, index) =>
      !rail.hidden && container.networks.some((id) => rail.path === `networks/${id}`) ? [rowOf(index)] : [],
    );
    const [highest] = rows;
    if (highest === undefined) continue;
    sheet.canvas.vertical(x, highest, each.y, LIGHT);
    for (const row of rows) sheet.canvas.text(x, row, sheet.glyphs.dot, 1, 'border');
  }
}

/** Cells at the left of a rail that its name takes. */
function nameRoom(cell: Cell): number {
  return MARKER_ROOM + formWidth(cell);
}

/** The column in which a container is attached: near its right border, so that a rail's name has room at the left. */
function anchorOf({ x, width }: Placed): number {
  return x + Math.max(1, width - 4);
}

function containersOf(placed: readonly Placed[]): PlacedContainer[] {
  return placed.filter((each): each is PlacedContainer => each.box.kind === 'container');
}
