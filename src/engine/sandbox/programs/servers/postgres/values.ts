import type { Cell, SqlType } from './ast.ts';
import { SqlError } from './lex.ts';

/** @returns a value as psql shows it; undefined for NULL */
export function formatCell(value: Cell, type: SqlType): string | undefined {
  if (value === null) return undefined;
  if (type === 'boolean') return value === true ? 't' : 'f';
  if (type === 'date' || type.startsWith('timestamp')) {
    const text = new Date(Number(value)).toISOString();
    if (type === 'date') return text.slice(0, 10);
    const fraction = text.slice(19, 23).replace(/\.?0+$/, '');
    return `${text.slice(0, 10)} ${text.slice(11, 19)}${fraction}${type.includes('with time zone') ? '+00' : ''}`;
  }
  return String(value);
}

/** Whether psql puts values of a type at the right. */
export function isRight(type: SqlType): boolean {
  return type === 'integer' || type === 'bigint' || type === 'numeric' || type === 'double precision';
}

/** @returns a value as one of another type. Throws SqlError for a text that spells none */
export function castCell(value: Cell, from: SqlType, to: SqlType, at?: number): Cell {
  if (value === null) return null;
  const text = formatCell(value, from) ?? '';
  const invalid = (name: string = to): SqlError =>
    new SqlError(`invalid input syntax for type ${name}: "${text}"`, at);
  switch (to) {
    case 'integer':
    case 'bigint': {
      if (typeof value === 'boolean') return value ? 1 : 0;
      if (
        typeof value !== 'number' &&
        !(from === 'unknown' || from === 'text' || from === 'character varying' || from === 'numeric')
      )
        throw invalid();
      if (!/^\s*[-+]?\d+\s*$/.test(text) && from !== 'numeric' && from !== 'double precision')
        throw invalid();
      const number = Math.round(Number(text));
      if (to === 'integer' && Math.abs(number) > 2_147_483_647)
        throw from === 'unknown'
          ? new SqlError(`value "${text}" is out of range for type integer`, at)
          : new SqlError('integer out of range');
      return number;
    }
    case 'numeric':
    case 'double precision':
      if (text.trim() === '' || Number.isNaN(Number(text))) throw invalid();
      return Number(text);
    case 'boolean': {
      if (typeof value === 'boolean') return value;
      const found = /^(?:(t|true|y|yes|on|1)|(f|false|n|no|off|0))$/i.exec(text.trim());
      if (found === null) throw invalid();
      return found[1] !== undefined;
    }
    case 'date':
    case 'timestamp with time zone':
    case 'timestamp without time zone': {
      const time =
        typeof value === 'number'
          ? value
          : Date.parse(
              /[zZ]$|[+-]\d\d(:?\d\d)?$/.test(text) && text.length > 10
                ? text.replace(/([+-]\d\d)$/, '$1:00')
                : `${text.trim().replace(' ', 'T')}${text.trim().length > 10 ? 'Z' : ''}`,
            );
      if (Number.isNaN(time)) throw invalid();
      return to === 'date' ? time - (((time % 86_400_000) + 86_400_000) % 86_400_000) : time;
    }
    case 'unknown':
      return value;
    default:
      return text;
  }
}
