import type { ColumnDefinition, Expression, OutputColumn, Select, Statement } from './ast.ts';
import { notModelled } from './lex.ts';
import { TokenReader } from './parse-expression.ts';

/** @returns a statement of SQL. Throws SqlError */
export function parseStatement(sql: string): Statement {
  const reader = new TokenReader(sql);
  const statement = statementOf(reader, sql);
  reader.take(';');
  if (reader.token.kind !== 'end') throw reader.wrong();
  return statement;
}

function statementOf(reader: TokenReader, sql: string): Statement {
  const { token } = reader;
  if (token.kind !== 'word') throw reader.wrong();
  reader.next += 1;
  switch (token.text) {
    case 'select':
      return select(reader, token.at);
    case 'insert':
      return insert(reader);
    case 'update':
      return update(reader);
    case 'delete': {
      reader.expect('from');
      const { at } = reader.token;
      const table = reader.name();
      return { is: 'delete', table, at, where: where(reader), returning: returning(reader) };
    }
    case 'truncate': {
      reader.take('table');
      const { at } = reader.token;
      return { is: 'truncate', name: reader.name(), at };
    }
    case 'create':
      return create(reader, sql);
    case 'drop':
      return drop(reader);
    case 'grant':
      while (reader.token.kind !== 'end') reader.next += 1;
      return { is: 'grant' };
    case 'begin':
    case 'commit':
    case 'rollback':
      reader.take('transaction');
      return { is: 'transaction', verb: token.text };
    case 'start':
      reader.expect('transaction');
      return { is: 'transaction', verb: 'begin' };
    default:
      if (
        /^(alter|with|explain|analyze|vacuum|copy|set|show|comment|revoke|lock|do|values|merge|call|reindex|savepoint|prepare|execute|declare|fetch|listen|notify)$/.test(
          token.text,
        )
      )
        throw notModelled(token.text.toUpperCase(), token.at);
      reader.next -= 1;
      throw reader.wrong();
  }
}

function where(reader: TokenReader): Expression | undefined {
  return reader.take('where') ? reader.expression() : undefined;
}

function returning(reader: TokenReader): OutputColumn[] {
  return reader.take('returning') ? outputs(reader) : [];
}

function outputs(reader: TokenReader): OutputColumn[] {
  return reader.list(() => {
    const value = reader.expression();
    let name = nameOf(value);
    if (reader.take('as')) {
      name = reader.token.text;
      reader.next += 1;
    } else if (
      reader.token.kind === 'name' ||
      (reader.token.kind === 'word' &&
        !/^(from|where|group|order|limit|offset|returning|union|having)$/.test(reader.token.text))
    )
      name = reader.name();
    return { value, name };
  });
}

/** @returns the heading that a value gets without AS */
function nameOf(value: Expression): string {
  if (value.is === 'column' || value.is === 'call') return value.name;
  if (value.is === 'cast') {
    const inner = nameOf(value.item);
    return inner === '?column?'
      ? (({ integer: 'int4', bigint: 'int8', boolean: 'bool' } as Record<string, string>)[value.type] ??
          value.type)
      : inner;
  }
  return value.is === 'value' && value.type === 'boolean' ? 'bool' : '?column?';
}

function select(reader: TokenReader, start: number): Select {
  const distinct = reader.take('distinct');
  const columns = outputs(reader);
  let table: string | undefined;
  let alias: string | undefined;
  let at = start;
  if (reader.take('from')) {
    at = reader.token.at;
    if (reader.token.text === '(') throw notModelled('subqueries', at);
    table = reader.name();
    if (reader.token.text === '(') throw notModelled(`${table}() in FROM`, at);
    if (reader.take('as')) alias = reader.name();
    else if (
      reader.token.kind === 'word' &&
      !/^(where|group|order|limit|offset|join|left|right|inner|full|cross|union|having|for)$/.test(
        reader.token.text,
      )
    )
      alias = reader.name();
    if (/^(join|left|right|inner|full|cross|,)$/.test(reader.token.text))
      throw notModelled('joins', reader.token.at);
  }
  const condition = where(reader);
  const group = reader.takeAll('group', 'by') ? reader.list(() => reader.expression()) : [];
  if (/^(having|union|intersect|except)$/.test(reader.token.text))
    throw notModelled(reader.token.text.toUpperCase(), reader.token.at);
  const order = reader.takeAll('order', 'by')
    ? reader.list(() => {
        const by = reader.expression();
        const down = reader.take('desc');
        if (!down) reader.take('asc');
        return { by, down };
      })
    : [];
  let limit: Expression | undefined;
  let offset: Expression | undefined;
  for (;;) {
    if (reader.take('limit')) limit = reader.take('all') ? undefined : reader.expression();
    else if (reader.take('offset')) offset = reader.expression();
    else break;
  }
  return { is: 'select', columns, distinct, table, alias, at, where: condition, group, order, limit, offset };
}

function insert(reader: TokenReader): Statement {
  reader.expect('into');
  const { at } = reader.token;
  const table = reader.name();
  const columns = reader.take('(')
    ? reader.list(() => ({ at: reader.token.at, name: reader.name() }))
    : undefined;
  if (columns !== undefined) reader.expect(')');
  if (reader.takeAll('default', 'values'))
    return { is: 'insert', table, at, columns: [], rows: [[]], returning: returning(reader) };
  if (reader.token.text === 'select') throw notModelled('INSERT … SELECT', reader.token.at);
  reader.expect('values');
  const rows = reader.list(() => {
    reader.expect('(');
    const row = reader.list(() => (reader.take('default') ? undefined : reader.expression()));
    reader.expect(')');
    return row;
  });
  if (reader.token.text === 'on') throw notModelled('ON CONFLICT', reader.token.at);
  return { is: 'insert', table, at, columns, rows, returning: returning(reader) };
}

function update(reader: TokenReader): Statement {
  const { at } = reader.token;
  const table = reader.name();
  reader.expect('set');
  const set = reader.list(() => {
    const place = reader.token.at;
    const name = reader.name();
    reader.expect('=');
    return { name, at: place, value: reader.expression() };
  });
  if (reader.token.text === 'from') throw notModelled('UPDATE … FROM', reader.token.at);
  return { is: 'update', table, at, set, where: where(reader), returning: returning(reader) };
}

function create(reader: TokenReader, sql: string): Statement {
  if (reader.take('database')) {
    const name = reader.name();
    reader.take('with');
    const owner = reader.takeAll('owner', '=') || reader.take('owner') ? reader.name() : undefined;
    return { is: 'create-database', name, owner };
  }
  if (reader.take('user') || reader.take('role')) {
    const name = reader.name();
    let password: string | undefined;
    while (reader.token.kind !== 'end' && reader.token.text !== ';') {
      if (reader.token.text === 'password') password = reader.tokens[reader.next + 1]?.text;
      reader.next += 1;
    }
    return { is: 'create-role', name, password };
  }
  if (!reader.take('table')) {
    if (reader.token.kind === 'end') throw reader.wrong();
    throw notModelled(`CREATE ${reader.token.text.toUpperCase()}`, reader.token.at);
  }
  const ifNotExists = reader.takeAll('if', 'not', 'exists');
  const name = reader.name();
  if (reader.token.text === 'as') throw notModelled('CREATE TABLE … AS', reader.token.at);
  reader.expect('(');
  const columns: ColumnDefinition[] = [];
  const keys: string[] = [];
  reader.list(() => {
    if (reader.takeAll('primary', 'key')) {
      reader.expect('(');
      keys.push(...reader.list(() => reader.name()));
      reader.expect(')');
      if (keys.length > 1) throw notModelled('primary keys of several columns', reader.token.at);
    } else if (/^(constraint|foreign|check|unique)$/.test(reader.token.text))
      throw notModelled(`${reader.token.text.toUpperCase()} of a table`, reader.token.at);
    else columns.push(column(reader, sql));
  });
  reader.expect(')');
  return {
    is: 'create-table',
    name,
    ifNotExists,
    columns: columns.map((one) => (keys.includes(one.name) ? { ...one, primary: true, notNull: true } : one)),
  };
}

function column(reader: TokenReader, sql: string): ColumnDefinition {
  const name = reader.name();
  const serial = reader.take('serial') ? 'integer' : reader.take('bigserial') ? 'bigint' : undefined;
  let definition: ColumnDefinition =
    serial === undefined ? { name, ...reader.type() } : { name, type: serial, serial: true, notNull: true };
  for (;;) {
    if (reader.takeAll('primary', 'key')) definition = { ...definition, primary: true, notNull: true };
    else if (reader.takeAll('not', 'null')) definition = { ...definition, notNull: true };
    else if (reader.take('unique')) definition = { ...definition, unique: true };
    else if (reader.take('null')) continue;
    else if (reader.take('generated')) {
      if (!reader.take('always')) reader.takeAll('by', 'default');
      if (!reader.takeAll('as', 'identity')) throw notModelled('generated columns', reader.token.at);
      definition = { ...definition, serial: true, notNull: true };
    } else if (reader.take('default')) {
      const from = reader.token.at;
      const value = reader.expression();
      definition = { ...definition, default: value, defaultText: sql.slice(from, reader.token.at).trim() };
    } else if (/^(references|check)$/.test(reader.token.text))
      throw notModelled(reader.token.text.toUpperCase(), reader.token.at);
    else return definition;
  }
}

function drop(reader: TokenReader): Statement {
  const database = reader.take('database');
  if (!database && !reader.take('table')) {
    if (reader.token.kind === 'end') throw reader.wrong();
    throw notModelled(`DROP ${reader.token.text.toUpperCase()}`, reader.token.at);
  }
  const ifExists = reader.takeAll('if', 'exists');
  if (database) return { is: 'drop-database', name: reader.name(), ifExists };
  const names = reader.list(() => reader.name());
  if (!reader.take('cascade')) reader.take('restrict');
  return { is: 'drop-table', names, ifExists };
}
