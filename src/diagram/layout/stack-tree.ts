/** Panels as trees of cells, measured. */
import type { Panel, PartPath, StackModel, Tier } from '../model.ts';
import { pathIn } from '../parts.ts';
import { besideOf, heightOf, type Tiers } from '../tiers.ts';
import type { Cell, CellMaker, FormGroup, Forms } from './cells.ts';

/** A floor of one part. */
export interface CellFloor {
  readonly kind: 'cell';
  readonly cell: Cell;
  readonly copies: number;
  /** Of how many copies this one stands for all: `×3` behind the label. */
  readonly standsFor: number;
  readonly height: 1;
}

/** A floor of columns. */
export interface ColumnsFloor {
  readonly kind: 'columns';
  readonly columns: readonly CellStack[];
  readonly copies: number;
  /** Floors of the highest column. */
  readonly height: number;
}

export type Floor = CellFloor | ColumnsFloor;

/** Floors, the top one first. */
export interface CellStack {
  readonly floors: readonly Floor[];
  readonly height: number;
}

/** What stands beside the floors of one row. */
export interface Beside {
  /** The floors' row, from the top. */
  readonly row: number;
  readonly cells: readonly Cell[];
  readonly floors: readonly Cell[];
}

/** A panel as it is to be drawn. */
export interface PanelTree {
  readonly id: string;
  readonly title: Forms | undefined;
  readonly stack: CellStack;
  readonly beside: readonly Beside[];
  /** The row of each part's id, from the top. */
  readonly rows: ReadonlyMap<string, number>;
  /** Nothing of it is drawn. */
  readonly hidden: boolean;
}

/**
 * The panels of a model as trees. Labels that choose the same form: those in one row of neighbouring columns, those
 * that stand beside a floor, the same part in every panel, and all titles.
 *
 * @param model the stacks
 * @param maker makes the cells, and keeps the groups
 */
export function panelTrees(model: StackModel, maker: CellMaker): PanelTree[] {
  const titles = maker.group();
  const groups = new Map<string, FormGroup>();
  return model.panels.map((panel) => {
    const rows = new Map<string, number>();
    const cells = new Map<string, Cell>();
    const builder: Builder = { panel, maker, groups, rows, cells };
    const stack = stackOf(builder, panel.tiers, 0);
    const beside = besideRows(builder);
    const drawn = (cell: Cell) => !cell.hidden;
    const hidden = ![...cells.values()].some(drawn) && !beside.some((floor) => floor.cells.some(drawn));
    return {
      id: panel.id,
      title: panel.label && maker.forms(panel.label, titles),
      stack,
      beside,
      rows,
      hidden,
    };
  });
}

interface Builder {
  readonly panel: Panel;
  readonly maker: CellMaker;
  /** By part id, over all panels. */
  readonly groups: Map<string, FormGroup>;
  readonly rows: Map<string, number>;
  readonly cells: Map<string, Cell>;
}

/** What stands beside the floors, row by row from the top. */
function besideRows(builder: Builder): Beside[] {
  const { panel, rows, cells, groups, maker } = builder;
  const byRow = new Map<number, { row: number; cells: Cell[]; floors: Cell[] }>();
  for (const [floor, row] of rows) {
    const parts = besideOf(panel, floor);
    const cell = cells.get(floor);
    if (!parts || !cell) continue;
    const group = parts.map((part) => groups.get(part.id)).find((known) => known) ?? maker.group();
    const there = byRow.get(row) ?? { row, cells: [], floors: [] };
    there.floors.push(cell);
    there.cells.push(...parts.map((part) => cellOf(builder, part, group)));
    byRow.set(row, there);
  }
  return [...byRow.values()].sort((a, b) => a.row - b.row);
}

function stackOf(builder: Builder, tiers: Tiers, top: number): CellStack {
  let height = 0;
  const floors = tiers.map((tier): Floor => {
    const floor = floorOf(builder, tier, top + height);
    height += floor.height;
    return floor;
  });
  return { floors, height };
}

function floorOf(builder: Builder, tier: Tier, row: number): Floor {
  if (tier.kind === 'part') {
    const group = builder.groups.get(tier.part.id) ?? builder.maker.group();
    const cell = cellOf(builder, tier.part, group);
    builder.rows.set(tier.part.id, row);
    builder.cells.set(tier.part.id, cell);
    return { kind: 'cell', cell, copies: tier.repeat, standsFor: 1, height: 1 };
  }
  const height = heightOf([tier]);
  if (tier.columns.length > 1) groupRows(builder, tier.columns);
  const columns = tier.columns.map((column) => stackOf(builder, column, row + height - heightOf(column)));
  return { kind: 'columns', columns, copies: tier.repeat, height };
}

/** Gives the parts of each row of neighbouring columns one group; rows are counted from the bottom. */
function groupRows(builder: Builder, columns: readonly Tiers[]): void {
  const byRow: FormGroup[] = [];
  for (const column of columns) {
    for (let above = 1; above <= column.length; above++) {
      const tier = column[column.length - above];
      if (tier?.kind !== 'part') continue;
      const group = byRow[above] ?? builder.groups.get(tier.part.id) ?? builder.maker.group();
      byRow[above] = group;
      if (!builder.groups.has(tier.part.id)) builder.groups.set(tier.part.id, group);
    }
  }
}

function cellOf(
  { panel, maker, groups }: Builder,
  part: Panel['beside'][string][number],
  group: FormGroup,
): Cell {
  groups.set(part.id, groups.get(part.id) ?? group);
  const path: PartPath = pathIn(panel, part.id);
  return maker.cell(path, part.label, part.role, groups.get(part.id) ?? group);
}
