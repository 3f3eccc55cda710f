import type { ArrayValue, Assignment } from 'unbash';
import type { Task } from '../kernel/process.ts';
import { indexText } from './expand/parameter.ts';
import { arithmeticText, expandAssignment, expandOne, expandWords, wordOf } from './expand/word.ts';
import {
  arrayIndex,
  compute,
  getElement,
  getValue,
  readonlyError,
  resolveName,
  setValue,
} from './parameters.ts';
import { quoteIfNeeded } from './quote.ts';
import type { Shell } from './shell-state.ts';
import type { Variable } from './variables.ts';

/**
 * Performs an assignment of a command.
 * @param exported for the command's environment
 * @returns it as `set -x` shows it
 */
export function* assign(shell: Shell, assignment: Assignment, exported: boolean): Task<string> {
  const { name, value, append } = assignment;
  if (value.type === 'ArrayValue') {
    yield* assignArray(shell, name, value, append === true);
    return `${name}${append ? '+' : ''}=(${value.elements.map((element) => element.text).join(' ')})`;
  }
  const text = yield* expandAssignment(shell, value);
  const index = assignment.index ? yield* indexText(shell, name, assignment.index) : undefined;
  if (append) appendValue(shell, name, text, index);
  else setValue(shell, name, text, index);
  if (exported) {
    const variable = shell.variables.get(resolveName(shell, name));
    if (variable) variable.exported = true;
  }
  const place = assignment.index ? `[${assignment.index.text}]` : '';
  const shown = shell.kind === 'dash' || text === '' ? text : quoteIfNeeded(text);
  return `${name}${place}${append ? '+' : ''}=${shown}`;
}

/** `name+=text`: adds to a number, else to the text's end. */
export function appendValue(shell: Shell, name: string, text: string, index?: string): void {
  const before = (index === undefined ? getValue(shell, name) : getElement(shell, name, index)) ?? '';
  const variable = shell.variables.get(resolveName(shell, name));
  if (variable?.integer)
    setValue(shell, name, String(compute(shell, before || '0') + compute(shell, text)), index);
  else setValue(shell, name, before + text, index);
}

/** `name=(…)` and `name+=(…)` (bash). */
export function* assignArray(shell: Shell, written: string, value: ArrayValue, append: boolean): Task<void> {
  const name = resolveName(shell, written);
  const variable = shell.variables.get(name) ?? { value: undefined };
  if (variable.readonly) throw readonlyError(shell, name);
  const { elements } = value;
  if (variable.table) {
    const table = append ? variable.table : new Map<string, string>();
    yield* fillTable(shell, table, elements);
    variable.table = table;
    return;
  }
  const list = append
    ? (variable.list ?? new Map(variable.value === undefined ? [] : [[0, variable.value]]))
    : new Map<number, string>();
  const target: Variable = { ...variable, list };
  let next = append ? Math.max(-1, ...list.keys()) + 1 : 0;
  for (const element of elements) {
    const keyed = keyedElement(element.text);
    if (keyed) {
      next = arrayIndex(shell, target, yield* arithmeticText(shell, keyed.key), name);
      const text = yield* valueText(shell, keyed.value);
      list.set(next, keyed.append ? (list.get(next) ?? '') + text : text);
      next++;
    } else
      for (const text of yield* expandWords(shell, [element])) list.set(next++, shape(shell, variable, text));
  }
  variable.list = list;
  variable.value = undefined;
  shell.variables.set(name, variable);
}

function shape(shell: Shell, variable: Variable, text: string): string {
  return variable.integer ? String(compute(shell, text)) : text;
}

function* fillTable(shell: Shell, table: Map<string, string>, elements: ArrayValue['elements']): Task<void> {
  let key: string | undefined;
  for (const element of elements) {
    const keyed = keyedElement(element.text);
    if (keyed) {
      const name = yield* valueText(shell, keyed.key);
      const text = yield* valueText(shell, keyed.value);
      table.set(name, keyed.append ? (table.get(name) ?? '') + text : text);
    } else {
      for (const text of yield* expandWords(shell, [element])) {
        if (key === undefined) key = text;
        else {
          table.set(key, text);
          key = undefined;
        }
      }
    }
  }
  if (key !== undefined) table.set(key, '');
}

function* valueText(shell: Shell, text: string): Task<string> {
  const word = text === '' ? undefined : wordOf(shell, text);
  return word ? yield* expandOne(shell, word) : '';
}

function keyedElement(text: string): { key: string; value: string; append: boolean } | undefined {
  if (text[0] !== '[') return undefined;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') at++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) {
      const rest = /^(\+?)=([\s\S]*)$/.exec(text.slice(at + 1));
      return rest ? { key: text.slice(1, at), value: rest[2] as string, append: rest[1] === '+' } : undefined;
    }
  }
  return undefined;
}
