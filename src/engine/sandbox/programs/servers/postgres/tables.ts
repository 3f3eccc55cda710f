import type { Cell, ColumnDefinition, Expression, SqlType, Statement } from './ast.ts';
import { type Context, evaluate } from './evaluate.ts';
import { SqlError } from './lex.ts';
import type { Outcome, Session } from './outcome.ts';
import type { Cluster, Database, Table } from './store.ts';
import { castCell, formatCell, isRight } from './values.ts';

/** Runs CREATE TABLE. @throws SqlError */
export function createTable(
  cluster: Cluster,
  database: Database,
  statement: Extract<Statement, { is: 'create-table' }>,
  session: Session,
  put: (table: Table) => Cluster,
): Outcome {
  const { name, columns } = statement;
  if (Object.hasOwn(database.tables, name)) {
    if (!statement.ifNotExists) throw new SqlError(`relation "${name}" already exists`);
    return { cluster, tag: 'CREATE TABLE', notice: `relation "${name}" already exists, skipping` };
  }
  for (const [at, one] of columns.entries()) {
    if (columns.findIndex((other) => other.name === one.name) < at)
      throw new SqlError(`column "${one.name}" specified more than once`);
    if (one.default !== undefined)
      evaluate(one.default, {
        table: undefined,
        alias: undefined,
        row: undefined,
        group: undefined,
        session,
      });
  }
  if (columns.filter(({ primary }) => primary).length > 1)
    throw new SqlError(`multiple primary keys for table "${name}" are not allowed`);
  return { cluster: put({ name, columns, rows: [], next: {} }), tag: 'CREATE TABLE' };
}

/** Runs INSERT. @returns the table with the new rows, and these. @throws SqlError */
export function insert(
  statement: Extract<Statement, { is: 'insert' }>,
  before: Table,
  session: Session,
): { table: Table; added: (readonly Cell[])[] } {
  const next = { ...before.next };
  const targets =
    statement.columns?.map((one) => {
      const index = before.columns.findIndex(({ name }) => name === one.name);
      if (index < 0)
        throw new SqlError(`column "${one.name}" of relation "${before.name}" does not exist`, one.at);
      return index;
    }) ?? before.columns.map((_, index) => index);
  const nothing: Context = { table: undefined, alias: undefined, row: undefined, group: undefined, session };
  const added = statement.rows.map((row) => {
    if (row.length > targets.length)
      throw new SqlError('INSERT has more expressions than target columns', statement.at);
    if (row.length < targets.length && statement.columns !== undefined && row.length > 0)
      throw new SqlError('INSERT has more target columns than expressions', statement.at);
    return before.columns.map((column, index) => {
      const given = row[targets.indexOf(index)];
      if (given !== undefined) return stored(column, evaluate(given, nothing), given);
      if (column.serial) {
        const number = next[column.name] ?? 1;
        next[column.name] = number + 1;
        return number;
      }
      return column.default === undefined
        ? null
        : stored(column, evaluate(column.default, nothing), column.default);
    });
  });
  const table = { ...before, next, rows: [...before.rows, ...added] };
  for (const row of added) check(table, row);
  unique(table);
  return { table, added };
}

/** @returns a value as a column keeps it. Throws SqlError */
export function stored(
  column: ColumnDefinition,
  given: { value: Cell; type: SqlType },
  source: Expression,
): Cell {
  const at = 'at' in source ? source.at : undefined;
  const text = (type: SqlType): boolean => type === 'text' || type === 'character varying';
  const number = (type: SqlType): boolean => isRight(type);
  const fits =
    given.value === null ||
    given.type === 'unknown' ||
    given.type === column.type ||
    text(column.type) ||
    (number(given.type) && number(column.type)) ||
    (/^(date|time)/.test(given.type) && /^(date|time)/.test(column.type));
  if (!fits)
    throw new SqlError(
      `column "${column.name}" is of type ${column.type} but expression is of type ${given.type}`,
      at,
      { hint: 'You will need to rewrite or cast the expression.' },
    );
  const value = castCell(given.value, given.type, column.type, at);
  if (column.length !== undefined && typeof value === 'string' && [...value].length > column.length)
    throw new SqlError(`value too long for type character varying(${column.length})`);
  return value;
}

function shownRow(table: Table, row: readonly Cell[]): string {
  return `(${table.columns.map(({ type }, index) => formatCell(row[index] ?? null, type) ?? 'null').join(', ')})`;
}

/** @throws SqlError if a row lacks what must not be null */
export function check(table: Table, row: readonly Cell[]): void {
  for (const [index, column] of table.columns.entries())
    if (column.notNull && row[index] === null)
      throw new SqlError(
        `null value in column "${column.name}" of relation "${table.name}" violates not-null constraint`,
        undefined,
        { detail: `Failing row contains ${shownRow(table, row)}.` },
      );
}

/** @throws SqlError if two rows have the same key */
export function unique(table: Table): void {
  for (const [index, column] of table.columns.entries()) {
    if (!column.primary && !column.unique) continue;
    const seen = new Set<Cell>();
    for (const row of table.rows) {
      const value = row[index]!;
      if (value !== null && seen.has(value)) {
        const key = column.primary ? `${table.name}_pkey` : `${table.name}_${column.name}_key`;
        throw new SqlError(`duplicate key value violates unique constraint "${key}"`, undefined, {
          detail: `Key (${column.name})=(${formatCell(value, column.type)}) already exists.`,
        });
      }
      seen.add(value);
    }
  }
}
