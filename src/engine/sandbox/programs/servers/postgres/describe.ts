import type { ColumnDefinition } from './ast.ts';
import { notModelled } from './lex.ts';
import { errorMessage, type Message } from './messages.ts';
import type { Rows } from './outcome.ts';
import type { Cluster, Table } from './store.ts';

function rowsOf(names: readonly string[], rows: readonly (readonly string[])[]): Rows {
  return { columns: names.map((name) => ({ name, right: false })), rows };
}

/** @returns what psql shows for `\l`, `\dt`, `\d`, `\d TABLE`, `\du` */
export function describe(cluster: Cluster, name: string, what: string, pattern: string | null): Message {
  const database = cluster.databases[name]!;
  const { superuser } = cluster;
  const none = (kind: string): Message => ({
    kind: 'listing',
    title: pattern === null ? 'Did not find any relations.' : `Did not find any ${kind} named "${pattern}".`,
    rows: null,
    foot: [],
  });
  if (what === 'l') {
    const access = `=c/${superuser}          +\n${superuser}=CTc/${superuser}`;
    const all = Object.values(cluster.databases)
      .filter((one) => pattern === null || one.name === pattern)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      kind: 'listing',
      title: 'List of databases',
      rows: rowsOf(
        [
          'Name',
          'Owner',
          'Encoding',
          'Locale Provider',
          'Collate',
          'Ctype',
          'Locale',
          'ICU Rules',
          'Access privileges',
        ],
        all.map((one) => [
          one.name,
          one.owner,
          'UTF8',
          'libc',
          'en_US.utf8',
          'en_US.utf8',
          '',
          '',
          one.name.startsWith('template') ? access : '',
        ]),
      ),
      foot: [],
    };
  }
  if (what === 'du' || what === 'dg')
    return {
      kind: 'listing',
      title: 'List of roles',
      rows: rowsOf(
        ['Role name', 'Attributes'],
        Object.keys(cluster.roles)
          .sort()
          .map((role) => [
            role,
            role === superuser ? 'Superuser, Create role, Create DB, Replication, Bypass RLS' : '',
          ]),
      ),
      foot: ['\0no count'],
    };
  if (what !== 'd' && what !== 'dt') return errorMessage(notModelled(`\\${what}`), null);
  if (what === 'd' && pattern !== null) {
    const table = Object.hasOwn(database.tables, pattern) ? database.tables[pattern] : undefined;
    return table === undefined ? none('relation') : describeTable(table);
  }
  const tables = Object.values(database.tables).filter((one) => pattern === null || one.name === pattern);
  if (tables.length === 0) return none('relation');
  const relations = tables.flatMap((table) => [
    ['public', table.name, 'table', database.owner],
    ...(what === 'dt'
      ? []
      : table.columns
          .filter(({ serial }) => serial)
          .map((column) => ['public', `${table.name}_${column.name}_seq`, 'sequence', database.owner])),
  ]);
  return {
    kind: 'listing',
    title: what === 'dt' ? 'List of relations' : 'List of relations',
    rows: rowsOf(
      ['Schema', 'Name', 'Type', 'Owner'],
      relations.sort((a, b) => (a[1]! < b[1]! ? -1 : 1)),
    ),
    foot: [],
  };
}

function typeText(column: ColumnDefinition): string {
  return column.length === undefined ? column.type : `${column.type}(${column.length})`;
}

function describeTable(table: Table): Message {
  const keys = [
    ...table.columns
      .filter(({ primary }) => primary)
      .map(({ name }) => `    "${table.name}_pkey" PRIMARY KEY, btree (${name})`),
    ...table.columns
      .filter((one) => one.unique && !one.primary)
      .map(({ name }) => `    "${table.name}_${name}_key" UNIQUE CONSTRAINT, btree (${name})`),
  ];
  return {
    kind: 'listing',
    title: `Table "public.${table.name}"`,
    rows: rowsOf(
      ['Column', 'Type', 'Collation', 'Nullable', 'Default'],
      table.columns.map((column) => [
        column.name,
        typeText(column),
        '',
        column.notNull ? 'not null' : '',
        column.serial ? `nextval('${table.name}_${column.name}_seq'::regclass)` : defaultText(column),
      ]),
    ),
    foot: ['\0no count', ...(keys.length === 0 ? [] : ['Indexes:', ...keys])],
  };
}

function defaultText(column: ColumnDefinition): string {
  const text = column.defaultText ?? '';
  return text.startsWith("'") ? `${text}::${column.type}` : text;
}
