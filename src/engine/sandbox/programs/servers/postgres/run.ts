import type { Cell, ColumnDefinition, Expression, OutputColumn, Select, SqlType, Statement } from './ast.ts';
import { type Context, columnIndex, compareCells, evaluate, isAggregate } from './evaluate.ts';
import { notModelled, SqlError } from './lex.ts';
import type { Cluster, Database, Table } from './store.ts';
import { castCell, formatCell, isRight } from './values.ts';

export interface Rows {
  readonly columns: readonly { readonly name: string; readonly right: boolean }[];
  /** undefined (null in transit) is NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What a statement did. */
export interface Outcome {
  readonly cluster: Cluster;
  /** `INSERT 0 1` */
  readonly tag: string;
  readonly rows?: Rows;
  readonly notice?: string;
}

type Session = Context['session'];

/** Runs one statement (not those of transactions). Throws SqlError */
export function runStatement(cluster: Cluster, session: Session, statement: Statement): Outcome {
  const database = cluster.databases[session.database]!;
  const change = (tables: Database['tables']): Cluster => ({
    ...cluster,
    databases: { ...cluster.databases, [database.name]: { ...database, tables } },
  });
  const put = (table: Table): Cluster => change({ ...database.tables, [table.name]: table });
  const tableAt = (name: string, at?: number): Table => {
    const table = Object.hasOwn(database.tables, name) ? database.tables[name] : undefined;
    if (table === undefined) throw new SqlError(`relation "${name}" does not exist`, at);
    return table;
  };
  switch (statement.is) {
    case 'select': {
      const table = statement.table === undefined ? undefined : tableAt(statement.table, statement.at);
      const rows = select(statement, table, session);
      return { cluster, tag: `SELECT ${rows.rows.length}`, rows };
    }
    case 'create-table':
      return createTable(cluster, database, statement, session, put);
    case 'drop-table': {
      const tables = { ...database.tables };
      const notices: string[] = [];
      for (const name of statement.names) {
        if (!Object.hasOwn(tables, name)) {
          if (!statement.ifExists) throw new SqlError(`table "${name}" does not exist`);
          notices.push(`table "${name}" does not exist, skipping`);
        }
        delete tables[name];
      }
      return {
        cluster: change(tables),
        tag: 'DROP TABLE',
        ...(notices.length === 0 ? {} : { notice: notices.join('\nNOTICE:  ') }),
      };
    }
    case 'truncate':
      return { cluster: put({ ...tableAt(statement.name, statement.at), rows: [] }), tag: 'TRUNCATE TABLE' };
    case 'insert': {
      const before = tableAt(statement.table, statement.at);
      const { table, added } = insert(statement, before, session);
      return {
        cluster: put(table),
        tag: `INSERT 0 ${added.length}`,
        ...returned(statement.returning, table, added, session),
      };
    }
    case 'update': {
      const table = tableAt(statement.table, statement.at);
      const set = statement.set.map((one) => {
        const index = table.columns.findIndex(({ name }) => name === one.name);
        if (index < 0)
          throw new SqlError(`column "${one.name}" of relation "${table.name}" does not exist`, one.at);
        return { index, value: one.value };
      });
      const changed: (readonly Cell[])[] = [];
      const rows = table.rows.map((row) => {
        const context: Context = { table, alias: undefined, row, group: undefined, session };
        if (!holds(statement.where, context)) return row;
        const next = [...row];
        for (const { index, value } of set)
          next[index] = stored(table.columns[index]!, evaluate(value, context), value);
        changed.push(next);
        return next;
      });
      const after = { ...table, rows };
      for (const row of changed) check(after, row);
      unique(after);
      return {
        cluster: put(after),
        tag: `UPDATE ${changed.length}`,
        ...returned(statement.returning, after, changed, session),
      };
    }
    case 'delete': {
      const table = tableAt(statement.table, statement.at);
      const gone = table.rows.filter((row) =>
        holds(statement.where, { table, alias: undefined, row, group: undefined, session }),
      );
      const rows = table.rows.filter((row) => !gone.includes(row));
      return {
        cluster: put({ ...table, rows }),
        tag: `DELETE ${gone.length}`,
        ...returned(statement.returning, table, gone, session),
      };
    }
    case 'create-database': {
      const { name } = statement;
      if (Object.hasOwn(cluster.databases, name)) throw new SqlError(`database "${name}" already exists`);
      const made: Database = { name, owner: statement.owner ?? session.user, tables: {} };
      return {
        cluster: { ...cluster, databases: { ...cluster.databases, [name]: made } },
        tag: 'CREATE DATABASE',
      };
    }
    case 'drop-database': {
      const { name } = statement;
      if (name === session.database) throw new SqlError('cannot drop the currently open database');
      if (!Object.hasOwn(cluster.databases, name)) {
        if (!statement.ifExists) throw new SqlError(`database "${name}" does not exist`);
        return { cluster, tag: 'DROP DATABASE', notice: `database "${name}" does not exist, skipping` };
      }
      const databases = { ...cluster.databases };
      delete databases[name];
      return { cluster: { ...cluster, databases }, tag: 'DROP DATABASE' };
    }
    case 'create-role': {
      const { name, password } = statement;
      if (Object.hasOwn(cluster.roles, name)) throw new SqlError(`role "${name}" already exists`);
      return {
        cluster: { ...cluster, roles: { ...cluster.roles, [name]: password ?? null } },
        tag: 'CREATE ROLE',
      };
    }
    case 'grant':
      return { cluster, tag: 'GRANT' };
    case 'transaction':
      throw notModelled('this transaction');
  }
}

function createTable(
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

function insert(
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
function stored(column: ColumnDefinition, given: { value: Cell; type: SqlType }, source: Expression): Cell {
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

function check(table: Table, row: readonly Cell[]): void {
  for (const [index, column] of table.columns.entries())
    if (column.notNull && row[index] === null)
      throw new SqlError(
        `null value in column "${column.name}" of relation "${table.name}" violates not-null constraint`,
        undefined,
        { detail: `Failing row contains ${shownRow(table, row)}.` },
      );
}

function unique(table: Table): void {
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

function holds(where: Expression | undefined, context: Context): boolean {
  if (where === undefined) return true;
  const { value, type } = evaluate(where, context);
  if (type !== 'boolean')
    throw new SqlError(
      `argument of WHERE must be type boolean, not type ${type}`,
      'at' in where ? where.at : undefined,
    );
  return value === true;
}

function returned(
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

function select(statement: Select, table: Table | undefined, session: Session): Rows {
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
