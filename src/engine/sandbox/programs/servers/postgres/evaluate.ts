import type { Cell, Expression, SqlType } from './ast.ts';
import { notModelled, SqlError } from './lex.ts';
import type { Table } from './store.ts';
import { castCell, formatCell } from './values.ts';

/** What an expression is computed from. */
export interface Context {
  readonly table: Table | undefined;
  readonly alias: string | undefined;
  readonly row: readonly Cell[] | undefined;
  /** The rows that an aggregate counts. */
  readonly group: readonly (readonly Cell[])[] | undefined;
  readonly session: {
    readonly user: string;
    readonly database: string;
    readonly version: string;
    now(): number;
    random(): number;
  };
}

export interface Typed {
  readonly value: Cell;
  readonly type: SqlType;
}

const AGGREGATES = new Set(['count', 'sum', 'min', 'max', 'avg', 'string_agg']);
const NUMBERS = new Set<SqlType>(['integer', 'bigint', 'numeric', 'double precision']);

/** @returns whether something in an expression is computed over many rows */
export function isAggregate(expression: Expression): boolean {
  switch (expression.is) {
    case 'call':
      return AGGREGATES.has(expression.name) || expression.items.some(isAggregate);
    case 'operator':
      return expression.items.some(isAggregate);
    case 'cast':
      return isAggregate(expression.item);
    default:
      return false;
  }
}

/** @returns the index of a column. Throws SqlError */
export function columnIndex(
  context: Pick<Context, 'table' | 'alias'>,
  name: string,
  table: string | undefined,
  at: number,
): number {
  const { table: from } = context;
  if (table !== undefined && table !== (context.alias ?? from?.name))
    throw new SqlError(`missing FROM-clause entry for table "${table}"`, at);
  const index = from?.columns.findIndex((one) => one.name === name) ?? -1;
  if (index < 0)
    throw new SqlError(
      table === undefined ? `column "${name}" does not exist` : `column ${table}.${name} does not exist`,
      at,
    );
  return index;
}

/** @returns what an expression is in a row. Throws SqlError */
export function evaluate(expression: Expression, context: Context): Typed {
  switch (expression.is) {
    case 'value':
      return expression;
    case 'column': {
      const index = columnIndex(context, expression.name, expression.table, expression.at);
      return { value: context.row?.[index] ?? null, type: context.table!.columns[index]!.type };
    }
    case 'star':
      throw new SqlError('syntax error at or near "*"');
    case 'cast': {
      const { value, type } = evaluate(expression.item, context);
      return { value: castCell(value, type, expression.type, expression.at), type: expression.type };
    }
    case 'call':
      return AGGREGATES.has(expression.name) ? aggregate(expression, context) : call(expression, context);
    case 'operator':
      return operate(expression, context);
  }
}

function aggregate(expression: Extract<Expression, { is: 'call' }>, context: Context): Typed {
  const { name, items, at } = expression;
  if (context.group === undefined) throw new SqlError(`aggregate functions are not allowed here`, at);
  const [item] = items;
  if (name === 'count' && item?.is === 'star') return { value: context.group.length, type: 'bigint' };
  if (item === undefined || name === 'string_agg')
    throw item === undefined ? new SqlError(`function ${name}() does not exist`, at) : notModelled(name, at);
  const all = context.group.map((row) => evaluate(item, { ...context, row, group: undefined }));
  const type = all[0]?.type ?? evaluate(item, { ...context, row: undefined, group: undefined }).type;
  let values = all.map(({ value }) => value).filter((value) => value !== null);
  if (expression.distinct) values = [...new Set(values)];
  if (name === 'count') return { value: values.length, type: 'bigint' };
  if (name === 'min' || name === 'max') {
    const sorted = values.toSorted(compareCells);
    return { value: sorted.at(name === 'min' ? 0 : -1) ?? null, type };
  }
  if (!NUMBERS.has(type))
    throw new SqlError(`function ${name}(${type}) does not exist`, at, {
      hint: 'No function matches the given name and argument types. You might need to add explicit type casts.',
    });
  const sum = values.reduce<number>((total, value) => total + Number(value), 0);
  if (name === 'sum')
    return { value: values.length === 0 ? null : sum, type: type === 'integer' ? 'bigint' : type };
  if (values.length === 0) return { value: null, type: 'numeric' };
  const mean = sum / values.length;
  return type === 'double precision' ? { value: mean, type } : { value: mean.toFixed(16), type: 'numeric' };
}

function call(expression: Extract<Expression, { is: 'call' }>, context: Context): Typed {
  const { name, at } = expression;
  const items = expression.items.map((item) => evaluate(item, context));
  const [first] = items;
  const text = (value: string): Typed => ({ value, type: 'text' });
  switch (name) {
    case 'now':
    case 'current_timestamp':
      return { value: context.session.now(), type: 'timestamp with time zone' };
    case 'current_date':
      return { value: castCell(context.session.now(), 'timestamp with time zone', 'date', at), type: 'date' };
    case 'version':
      return text(
        `PostgreSQL ${context.session.version} on x86_64-pc-linux-musl, compiled by gcc (Alpine 14.2.0) 14.2.0, 64-bit`,
      );
    case 'current_user':
    case 'current_database':
      return text(name === 'current_user' ? context.session.user : context.session.database);
    case 'random':
      return { value: context.session.random(), type: 'double precision' };
    case 'coalesce':
      return items.find(({ value }) => value !== null) ?? { value: null, type: 'text' };
    case 'concat':
      return text(items.map(({ value, type }) => formatCell(value, type) ?? '').join(''));
  }
  if (first === undefined || !/^(upper|lower|length|trim|abs|round)$/.test(name)) {
    const types = items.map(({ type }) => type).join(', ');
    throw new SqlError(`function ${name}(${types}) does not exist`, at, {
      hint: 'No function matches the given name and argument types. You might need to add explicit type casts.',
    });
  }
  if (first.value === null) return first;
  switch (name) {
    case 'upper':
      return text(String(first.value).toUpperCase());
    case 'lower':
      return text(String(first.value).toLowerCase());
    case 'trim':
      return text(String(first.value).trim());
    case 'length':
      return { value: [...String(first.value)].length, type: 'integer' };
    case 'abs':
      return { value: Math.abs(Number(first.value)), type: first.type };
    default:
      return { value: Number(first.value).toFixed(Number(items[1]?.value ?? 0)), type: 'numeric' };
  }
}

/** @returns the order of two values that are not null */
export function compareCells(a: Cell, b: Cell): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

function operate(expression: Extract<Expression, { is: 'operator' }>, context: Context): Typed {
  const { name, items, at } = expression;
  const bool = (value: boolean | null): Typed => ({ value, type: 'boolean' });
  let [a, b] = items.slice(0, 2).map((item) => evaluate(item, context)) as [Typed, Typed | undefined];
  if (name === 'is null' || name === 'is not null') return bool((a.value === null) === (name === 'is null'));
  if (name === 'not') return bool(a.value === null ? null : !truth(a, at, 'NOT'));
  if (name === 'and' || name === 'or') {
    const sides = [a, b!].map((side) => (side.value === null ? null : truth(side, at, name.toUpperCase())));
    const decisive = name === 'or';
    return bool(sides.includes(decisive) ? decisive : sides.includes(null) ? null : !decisive);
  }
  if (name === 'minus') return { value: a.value === null ? null : -Number(a.value), type: a.type };
  if (b === undefined) throw new SqlError('syntax error', at);
  if (name === 'in') {
    if (a.value === null) return bool(null);
    return bool(
      items.slice(1).some((_, place) => {
        const equal: Expression = { is: 'operator', name: '=', items: [items[0]!, items[place + 1]!], at };
        return operate(equal as Extract<Expression, { is: 'operator' }>, context).value === true;
      }),
    );
  }
  if (name === '||')
    return {
      value:
        a.value === null || b.value === null
          ? null
          : `${formatCell(a.value, a.type)}${formatCell(b.value, b.type)}`,
      type: 'text',
    };
  if (a.type === 'unknown' && b.type !== 'unknown')
    a = { value: castCell(a.value, 'unknown', b.type, at), type: b.type };
  if (b.type === 'unknown' && a.type !== 'unknown')
    b = { value: castCell(b.value, 'unknown', a.type, at), type: a.type };
  const missing = (): SqlError =>
    new SqlError(`operator does not exist: ${a.type} ${name} ${b!.type}`, at, {
      hint: 'No operator matches the given name and argument types. You might need to add explicit type casts.',
    });
  if (/^[-+*/%]$/.test(name)) {
    if (!NUMBERS.has(a.type) || !NUMBERS.has(b.type)) throw missing();
    const type: SqlType = [a.type, b.type].includes('double precision')
      ? 'double precision'
      : [a.type, b.type].includes('numeric')
        ? 'numeric'
        : [a.type, b.type].includes('bigint')
          ? 'bigint'
          : 'integer';
    if (a.value === null || b.value === null) return { value: null, type };
    return { value: arithmetic(name, Number(a.value), Number(b.value), type), type };
  }
  const kind = (type: SqlType): string =>
    NUMBERS.has(type)
      ? 'number'
      : /^(text|character|unknown)/.test(type)
        ? 'text'
        : /^(time|date)/.test(type)
          ? 'time'
          : type;
  if (kind(a.type) !== kind(b.type)) throw missing();
  if (a.value === null || b.value === null) return bool(null);
  if (name === 'like' || name === 'ilike') {
    if (kind(a.type) !== 'text') throw missing();
    return bool(like(String(a.value), String(b.value), name === 'ilike'));
  }
  const order = compareCells(a.value, b.value);
  return bool(
    name === '='
      ? order === 0
      : name === '<>'
        ? order !== 0
        : name === '<'
          ? order < 0
          : name === '>'
            ? order > 0
            : name === '<='
              ? order <= 0
              : order >= 0,
  );
}

function truth(side: Typed, at: number, verb: string): boolean {
  if (side.type !== 'boolean')
    throw new SqlError(`argument of ${verb} must be type boolean, not type ${side.type}`, at);
  return side.value === true;
}

function arithmetic(name: string, a: number, b: number, type: SqlType): number {
  if ((name === '/' || name === '%') && b === 0) throw new SqlError('division by zero');
  const whole = type === 'integer' || type === 'bigint';
  const value =
    name === '+'
      ? a + b
      : name === '-'
        ? a - b
        : name === '*'
          ? a * b
          : name === '/'
            ? whole
              ? Math.trunc(a / b)
              : a / b
            : a % b;
  if (type === 'integer' && Math.abs(value) > 2_147_483_647) throw new SqlError('integer out of range');
  return value;
}

function like(text: string, pattern: string, ignoreCase: boolean): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '[\\s\\S]*')
    .replaceAll('_', '[\\s\\S]');
  return new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u').test(text);
}
