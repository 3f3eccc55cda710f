import type { Cell, Statement } from './ast.ts';
import { type Context, evaluate } from './evaluate.ts';
import { notModelled, SqlError } from './lex.ts';
import type { Outcome, Session } from './outcome.ts';
import { holds, returned, select } from './query.ts';
import type { Cluster, Database, Table } from './store.ts';
import { check, createTable, insert, stored, unique } from './tables.ts';

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
