import type { Cell, Expression, OutputColumn, Select } from './ast.ts';
import { type Context, columnIndex, compareCells, evaluate, isAggregate } from './evaluate.ts';
import { SqlError } from './lex.ts';
import type { Rows, Session } from './outcome.ts';
import type { Table } from './store.ts';
import { formatCell, isRight } from './values.ts';

/** @returns whether a condition is true of a row; one that is left out is. @throws SqlError */
export function holds(where: Expression | undefined, context: Context): boolean {
  if (where === undefined) return true;
  const { value, type } = evaluate(where, context);
  if (type !== 'boolean')
    throw new SqlError(
      `argument of WHERE must be type boolean, not type ${type}`,
      'at' in where ? where.at : undefined,
    );
  return value === true;
}

/** @returns what RETURNING shows of rows; nothing if it is not there. @throws SqlError */
export function returned(
  columns: readonly OutputColumn[],
  table: Table,
  rows: readonly (readonly Cell[])[],
  session: Session,
): { rows?: Rows } {
  if (columns.length === 0) return {};
  return {
    rows: show(
      expand(columns, table),
      rows.map((row) => ({ table, alias: undefined, row, group: undefined, session })),
      { table, alias: undefined, row: undefined, group: undefined, session },
    ),
  };
}

function expand(columns: readonly OutputColumn[], table: Table | undefined): OutputColumn[] {
  return columns.flatMap((one) => {
    if (one.value.is !== 'star') return [one];
    if (table === undefined) throw new SqlError('SELECT * with no tables specified is not valid');
    return table.columns.map(({ name }) => ({
      name,
      value: { is: 'column', name, table: undefined, at: 0 } as Expression,
    }));
  });
}

function show(columns: readonly OutputColumn[], contexts: readonly Context[], empty: Context): Rows {
  const types = columns.map(
    ({ value }) =>
      evaluate(value, contexts[0] ?? { ...empty, group: isAggregate(value) ? [] : undefined }).type,
  );
  return {
    columns: columns.map(({ name }, index) => ({ name, right: isRight(types[index]!) })),
    rows: contexts.map((context) =>
      columns.map(({ value }) => {
        const cell = evaluate(value, context);
        return formatCell(cell.value, cell.type) ?? null;
      }),
    ),
  };
}

/** Runs SELECT. @throws SqlError */
export function select(statement: Select, table: Table | undefined, session: Session): Rows {
  const { alias } = statement;
  const base: Context = { table, alias, row: undefined, group: undefined, session };
  const columns = expand(statement.columns, table);
  // A condition is read even when no row is there to try it on.
  if (statement.where !== undefined && table?.rows.length === 0) holds(statement.where, base);
  const kept = (table?.rows ?? [[]])
    .map((row) => ({ ...base, row }))
    .filter((context) => holds(statement.where, context));
  let contexts: Context[] = kept;
  if (statement.group.length > 0) {
    const groups = new Map<string, (readonly Cell[])[]>();
    for (const context of kept) {
      const key = JSON.stringify(
        statement.group.map((one) => evaluate(resolve(one, columns, true), context).value),
      );
      groups.set(key, [...(groups.get(key) ?? []), context.row]);
    }
    contexts = [...groups.values()].map((rows) => ({ ...base, row: rows[0], group: rows }));
  } else if (columns.some(({ value }) => isAggregate(value))) {
    const plain = columns.find(({ value }) => value.is === 'column');
    if (plain?.value.is === 'column') {
      columnIndex(base, plain.value.name, plain.value.table, plain.value.at);
      throw new SqlError(
        `column "${table!.name}.${plain.value.name}" must appear in the GROUP BY clause or be used in an aggregate function`,
        plain.value.at,
      );
    }
    contexts = [{ ...base, group: kept.map(({ row }) => row) }];
  }
  if (statement.order.length > 0) {
    const keys = statement.order.map(({ by, down }) => ({ by: resolve(by, columns, false, table), down }));
    if (contexts.length === 0) for (const { by } of keys) evaluate(by, base);
    const sortable = contexts.map((context) => ({
      context,
      keys: keys.map(({ by }) => evaluate(by, context).value),
    }));
    sortable.sort((a, b) => {
      for (const [at, { down }] of keys.entries()) {
        const x = a.keys[at]!;
        const y = b.keys[at]!;
        // NULL is larger than everything.
        const order = x === null || y === null ? Number(x === null) - Number(y === null) : compareCells(x, y);
        if (order !== 0) return down ? -order : order;
      }
      return 0;
    });
    contexts = sortable.map(({ context }) => context);
  }
  const shown = show(columns, contexts, base);
  const rows = statement.distinct
    ? [...new Map(shown.rows.map((row) => [JSON.stringify(row), row])).values()]
    : shown.rows;
  const from = statement.offset === undefined ? 0 : Number(evaluate(statement.offset, base).value);
  const count = statement.limit === undefined ? rows.length : Number(evaluate(statement.limit, base).value);
  return { ...shown, rows: rows.slice(from, from + count) };
}

/** @returns what a word of ORDER BY or GROUP BY stands for: a column by its number or its new name */
function resolve(
  by: Expression,
  columns: readonly OutputColumn[],
  inputFirst: boolean,
  table?: Table,
): Expression {
  if (by.is === 'value' && by.type === 'integer') {
    const column = columns[Number(by.value) - 1];
    if (column === undefined)
      throw new SqlError(`${inputFirst ? 'GROUP' : 'ORDER'} BY position ${by.value} is not in select list`);
    return column.value;
  }
  if (by.is !== 'column' || by.table !== undefined) return by;
  const named = columns.find(({ name }) => name === by.name);
  return named === undefined || named.value.is === 'column' || (inputFirst && table !== undefined)
    ? by.is === 'column' && named?.value.is === 'column'
      ? named.value
      : by
    : named.value;
}
