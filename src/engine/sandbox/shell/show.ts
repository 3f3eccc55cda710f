import type { Kind } from './dialect.ts';
import { doubleQuote, singleQuote } from './quote.ts';
import { sortedIndexes, type Variable } from './variables.ts';

/** @returns the letters of a variable's attributes, as `declare` takes them */
export function declarationFlags(variable: Variable): string {
  let flags = '';
  if (variable.list) flags += 'a';
  if (variable.table) flags += 'A';
  if (variable.integer) flags += 'i';
  if (variable.reference) flags += 'n';
  if (variable.readonly) flags += 'r';
  if (variable.exported) flags += 'x';
  if (variable.letters === 'lower') flags += 'l';
  if (variable.letters === 'upper') flags += 'u';
  return flags;
}

/** @returns the command that would make a variable again, as `declare -p` prints it */
export function showVariable(name: string, variable: Variable, kind: Kind): string {
  if (kind !== 'bash') return variable.value === undefined ? name : `${name}=${singleQuote(variable.value)}`;
  const flags = declarationFlags(variable) || '-';
  const value = showValue(variable);
  return `declare -${flags} ${name}${value === undefined ? '' : `=${value}`}`;
}

/** @returns the value as bash writes it after `=`; undefined if there is none */
export function showValue(variable: Variable): string | undefined {
  const { list, table } = variable;
  if (list)
    return `(${sortedIndexes(list)
      .map((at) => `[${at}]=${doubleQuote(list.get(at) as string)}`)
      .join(' ')})`;
  if (table) {
    const items = [...table].map(
      ([key, value]) => `[${/^[\w.-]+$/.test(key) ? key : doubleQuote(key)}]=${doubleQuote(value)} `,
    );
    return `(${items.join('')})`;
  }
  return variable.value === undefined ? undefined : doubleQuote(variable.value);
}
