import type { ParameterOperation, Word } from 'unbash';
import { fromText, toText } from '../../kernel/bytes.ts';
import type { Task } from '../../kernel/process.ts';
import { ExpansionError } from '../control.ts';
import {
  compute,
  getElement,
  getValue,
  lookup,
  resolveName,
  separators,
  setValue,
  unset,
} from '../parameters.ts';
import type { Context, Reference } from '../shell-records.ts';
import type { Shell } from '../shell-state.ts';
import { elements, isName, keys } from '../variables.ts';
import { BREAK, joinParts, type Part } from './fields.ts';
import { convertCase, removePattern, replacePattern } from './operators.ts';
import { transform } from './transform.ts';
import { arithmeticText, expandOne, expandParts, expandPattern } from './word.ts';

/** What a reference stands for: one value or several. */
interface Value {
  readonly values: readonly string[];
  readonly set: boolean;
  /** `@` or `*` where it may be several fields. */
  readonly many: '@' | '*' | undefined;
}

/** Expands `$name` and `${…}`, adding pieces to `out`. @throws ExpansionError */
export function* expandParameter(
  shell: Shell,
  reference: Reference,
  context: Context,
  out: Part[],
): Task<void> {
  const { prefix, operation } = reference;
  let { parameter, index } = reference;
  if (!validReference(shell, reference)) throw badSubstitution(shell, reference.text);
  if (prefix === '!') {
    if (operation?.type === 'Names') {
      const names = [...shell.variables.keys()].filter((name) => name.startsWith(parameter)).sort();
      give(shell, { values: names, set: true, many: operation.operator }, context, out);
      return;
    }
    if (index?.text === '@' || index?.text === '*') {
      give(shell, { values: keys(lookup(shell, parameter)), set: true, many: index.text }, context, out);
      return;
    }
    const target = index ? yield* element(shell, parameter, index) : getValue(shell, parameter);
    if (!target) {
      if (shell.variables.get(parameter)?.reference) return;
      throw new ExpansionError(`${parameter}: invalid indirect expansion`, 1, false);
    }
    const parts = /^([A-Za-z_]\w*)\[(.*)\]$/.exec(target);
    if (!parts && !isName(target) && !/^(\d+|[@*#?$!-])$/.test(target)) {
      throw new ExpansionError(`${target}: invalid variable name`, 1, false);
    }
    parameter = parts ? (parts[1] as string) : target;
    index = parts ? literalWord(parts[2] as string) : undefined;
  }
  const value = yield* read(shell, parameter, index);
  if (prefix === '#') {
    const length = value.many ? value.values.length : lengthOf(shell, value, parameter);
    push(String(length), context, out);
    return;
  }
  if (!operation) {
    if (!value.set && shell.options.has('nounset') && !value.many) throw unset(shell, parameter);
    give(shell, value, context, out);
    return;
  }
  yield* operate(shell, parameter, index, value, operation, context, out);
}

function literalWord(text: string): Word {
  return { type: 'Word', text, value: text, pos: 0, end: 0 };
}

function validReference(shell: Shell, reference: Reference): boolean {
  const { parameter, operation, prefix } = reference;
  if (!/^(?:[A-Za-z_]\w*|\d+|[@*#?$!-])$/.test(parameter)) return false;
  if (operation?.type === 'Unknown') return false;
  if (shell.kind === 'bash') return true;
  if (prefix === '!' || reference.index) return false;
  const type = operation?.type;
  if (type === 'CaseModification' || type === 'Transform' || type === 'Names') return false;
  return shell.kind === 'sh' || (type !== 'Replace' && type !== 'Slice');
}

function badSubstitution(shell: Shell, text: string): ExpansionError {
  if (shell.kind === 'bash') return new ExpansionError(`${text}: bad substitution`, 1, false);
  return new ExpansionError(
    shell.kind === 'dash' ? 'Bad substitution' : 'syntax error: bad substitution',
    2,
    true,
  );
}

function lengthOf(shell: Shell, value: Value, parameter: string): number {
  if (!value.set && shell.options.has('nounset')) throw unset(shell, parameter);
  return measure(shell, value.values[0] ?? '');
}

function* read(shell: Shell, parameter: string, index: Word | undefined): Task<Value> {
  if (parameter === '@' || parameter === '*') {
    return { values: shell.positional, set: shell.positional.length > 0, many: parameter };
  }
  if (index && (index.text === '@' || index.text === '*')) {
    const values = elements(lookup(shell, parameter));
    return { values, set: values.length > 0, many: index.text };
  }
  const value = index ? yield* element(shell, parameter, index) : getValue(shell, parameter);
  return { values: value === undefined ? [] : [value], set: value !== undefined, many: undefined };
}

function* element(shell: Shell, parameter: string, index: Word): Task<string | undefined> {
  return getElement(shell, parameter, yield* indexText(shell, parameter, index));
}

/** @returns an index as `getElement` takes it: the key of an associative array, else arithmetic */
export function* indexText(shell: Shell, parameter: string, index: Word): Task<string> {
  if (shell.variables.get(resolveName(shell, parameter))?.table) return yield* expandOne(shell, index);
  return yield* arithmeticText(shell, index.text);
}

function push(text: string, context: Context, out: Part[]): void {
  out.push({ text, quoted: context.quoted, split: !context.quoted });
}

/** Adds values: each a field for `"$@"`, one joined for `"$*"`. */
function give(shell: Shell, value: Value, context: Context, out: Part[]): void {
  const { values, many } = value;
  if (!many) {
    if (context.quoted || values.length > 0) push(values[0] ?? '', context, out);
    return;
  }
  if (many === '*' && (context.quoted || context.joined)) {
    push(values.join(separators(shell).charAt(0)), context, out);
    return;
  }
  values.forEach((one, at) => {
    if (at > 0) out.push(BREAK);
    push(one, context, out);
  });
}

function* operate(
  shell: Shell,
  parameter: string,
  index: Word | undefined,
  value: Value,
  operation: ParameterOperation,
  context: Context,
  out: Part[],
): Task<void> {
  if (operation.type === 'Default') {
    const empty = !value.set || (operation.operator.startsWith(':') && isNull(value));
    const operator = operation.operator.at(-1) as string;
    if (operator === '+') {
      if (!empty) out.push(...(yield* operandParts(shell, operation.operand, context)));
      else if (context.quoted) push('', context, out);
      return;
    }
    if (!empty) return give(shell, value, context, out);
    if (operator === '-') {
      out.push(...(yield* operandParts(shell, operation.operand, context)));
    } else if (operator === '=') {
      const text = joinParts(yield* expandParts(shell, operation.operand, { ...context, joined: true }));
      if (!isName(parameter)) {
        throw new ExpansionError(
          shell.kind === 'bash'
            ? `$${parameter}: cannot assign in this way`
            : `${parameter}: bad variable name`,
          shell.kind === 'bash' ? 1 : 2,
          shell.kind !== 'bash',
        );
      }
      setValue(shell, parameter, text, index ? yield* indexText(shell, parameter, index) : undefined);
      push(text, context, out);
    } else {
      const text = yield* expandOne(shell, operation.operand);
      const fallback =
        operation.operator === ':?'
          ? shell.kind === 'bash'
            ? 'parameter null or not set'
            : 'parameter not set or null'
          : 'parameter not set';
      throw new ExpansionError(
        `${parameter}: ${text || fallback}`,
        shell.kind === 'bash' ? (shell.command ? 127 : 1) : 2,
        true,
      );
    }
    return;
  }
  if (!value.set && !value.many && shell.options.has('nounset')) throw unset(shell, parameter);
  if (operation.type === 'Slice') {
    give(shell, yield* slice(shell, parameter, value, operation), context, out);
    return;
  }
  let each: (text: string) => string;
  if (operation.type === 'Remove') {
    const pattern = yield* expandPattern(shell, operation.operand);
    each = (text) => removePattern(shell, text, pattern, operation.operator);
  } else if (operation.type === 'Replace') {
    const pattern = yield* expandPattern(shell, operation.pattern);
    const replacement = yield* replacementText(shell, operation.replacement, context);
    each = (text) => replacePattern(shell, text, pattern, operation.operator, replacement);
  } else if (operation.type === 'CaseModification') {
    const pattern = operation.operand ? yield* expandPattern(shell, operation.operand) : '?';
    each = (text) => convertCase(shell, text, operation.operator, pattern);
  } else if (operation.type === 'Transform') {
    const made = yield* transform(shell, parameter, operation.operand.text, value.values, value.set);
    give(shell, { ...value, values: made }, context, out);
    return;
  } else return give(shell, value, context, out);
  if (!value.set && !value.many) give(shell, value, context, out);
  else give(shell, { ...value, values: value.values.map(each) }, context, out);
}

function* replacementText(shell: Shell, word: Word, context: Context): Task<string> {
  return joinParts(yield* expandParts(shell, word, { quoted: context.quoted, joined: true }));
}

/** The word after `:-`: what of it was not quoted is split when the whole is not. */
function* operandParts(shell: Shell, word: Word, context: Context): Task<Part[]> {
  const parts = yield* expandParts(shell, word, context);
  if (context.quoted) return parts.length === 0 ? [{ text: '', quoted: true, split: false }] : parts;
  return parts.map((part) => (part === BREAK || part.quoted ? part : { ...part, split: true }));
}

function isNull(value: Value): boolean {
  return value.values.length === 0 || (value.values.length === 1 && value.values[0] === '');
}

function wide(shell: Shell): boolean {
  const locale = getValue(shell, 'LC_ALL') || getValue(shell, 'LC_CTYPE') || getValue(shell, 'LANG') || '';
  return shell.kind === 'bash' && /utf-?8/i.test(locale);
}

function measure(shell: Shell, text: string): number {
  return wide(shell) ? [...toText(text)].length : text.length;
}

function* slice(
  shell: Shell,
  parameter: string,
  value: Value,
  operation: ParameterOperation & { type: 'Slice' },
): Task<Value> {
  const offset = Number(compute(shell, yield* arithmeticText(shell, operation.offset.text)));
  const length = operation.length
    ? Number(compute(shell, yield* arithmeticText(shell, operation.length.text)))
    : undefined;
  if (value.many) {
    let items: readonly string[] = value.values;
    let from = offset;
    if (parameter === '@' || parameter === '*') items = [shell.name, ...value.values];
    if (from < 0) from += items.length;
    if (from < 0) return { ...value, values: [] };
    if (length !== undefined && length < 0) {
      throw new ExpansionError(`${operation.length?.text}: substring expression < 0`, 1, false);
    }
    if ((parameter === '@' || parameter === '*') && offset === 0 && length === undefined)
      return { ...value, values: items };
    return { ...value, values: items.slice(from, length === undefined ? undefined : from + length) };
  }
  const text = value.values[0] ?? '';
  const chars = wide(shell) ? [...toText(text)] : text;
  const from = offset < 0 ? chars.length + offset : offset;
  if (from < 0 || from > chars.length) return { ...value, values: [''] };
  const to = length === undefined ? chars.length : length < 0 ? chars.length + length : from + length;
  if (to < from) {
    if (shell.kind !== 'bash') return { ...value, values: [''] };
    throw new ExpansionError(`${operation.length?.text}: substring expression < 0`, 1, false);
  }
  const cut = chars.slice(from, to);
  return { ...value, values: [typeof cut === 'string' ? cut : fromText(cut.join(''))] };
}
