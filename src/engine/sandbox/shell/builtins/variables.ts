import { print } from 'unbash/printer';
import type { Task } from '../../kernel/process.ts';
import { appendValue, assignArray } from '../assign.ts';
import { Fatal } from '../control.ts';
import { illegalOption, isReadonly } from '../dialect.ts';
import { arrayIndex, compute, getValue, resolveName, setValue, unsetVariable } from '../parameters.ts';
import { quoteIfNeeded } from '../quote.ts';
import type { Shell } from '../shell-state.ts';
import { showVariable } from '../show.ts';
import { isName, type Variable } from '../variables.ts';

interface Attributes {
  exported?: boolean | undefined;
  readonly?: boolean | undefined;
  integer?: boolean | undefined;
  letters?: 'lower' | 'upper' | undefined;
  reference?: boolean | undefined;
  list?: boolean;
  table?: boolean;
}

/** Complains of an option; ends a POSIX shell, for these are special builtins. */
export function* badOption(shell: Shell, option: string, usage: string): Task<number> {
  yield* shell.complain(illegalOption(shell.kind, option));
  if (shell.kind !== 'bash') throw new Fatal(2);
  yield* shell.error(`${shell.builtin}: usage: ${usage}\n`);
  return 2;
}

/** Gives a name attributes and perhaps a value; `argument` is `name`, `name=value` or `name+=value`. */
function* declareOne(shell: Shell, argument: string, place: number, attributes: Attributes): Task<boolean> {
  const { kind } = shell;
  const match = /^([^=[+]*)(\[[^\]]*\])?(?:(\+?)=([\s\S]*))?$/.exec(argument);
  const name = match?.[1] ?? argument;
  if (!isName(name)) {
    const shown =
      kind === 'bash'
        ? `\`${argument}': not a valid identifier`
        : `${argument.split('=')[0]}: bad variable name`;
    yield* shell.complain(shown);
    if (kind !== 'bash') throw new Fatal(2);
    return false;
  }
  const array = shell.arrayArguments.get(place);
  let variable = shell.variables.get(attributes.reference ? name : resolveName(shell, name));
  if (variable?.readonly && (match?.[4] !== undefined || array)) {
    yield* shell.complain(
      isReadonly(kind, name),
      kind === 'bash' && shell.builtin !== 'local' && shell.builtin !== 'declare' ? '' : shell.builtin,
    );
    if (kind !== 'bash') throw new Fatal(2);
    return false;
  }
  if (!variable) {
    variable = { value: undefined };
    shell.variables.set(name, variable);
  }
  if (attributes.integer !== undefined) variable.integer = attributes.integer;
  if ('letters' in attributes) variable.letters = attributes.letters;
  if (attributes.table && !variable.table) variable.table = new Map();
  if (attributes.list && !variable.list) {
    variable.list = new Map(variable.value === undefined ? [] : [[0, variable.value]]);
    variable.value = undefined;
  }
  if (array && array.value.type === 'ArrayValue')
    yield* assignArray(shell, name, array.value, array.append === true);
  else if (match?.[4] !== undefined) {
    const index = match[2]?.slice(1, -1);
    if (attributes.reference) variable.value = match[4];
    else if (match[3]) appendValue(shell, name, match[4], index);
    else setValue(shell, name, match[4], index);
  }
  const target = shell.variables.get(attributes.reference ? name : resolveName(shell, name)) ?? variable;
  if (attributes.exported !== undefined) target.exported = attributes.exported;
  if (attributes.readonly !== undefined) target.readonly = attributes.readonly;
  if (attributes.reference !== undefined) target.reference = attributes.reference;
  return true;
}

function* listing(shell: Shell, prefix: string, chosen: (variable: Variable) => boolean): Task<number> {
  for (const name of [...shell.variables.keys()].sort()) {
    const variable = shell.variables.get(name) as Variable;
    if (!chosen(variable)) continue;
    const shown = showVariable(name, variable, shell.kind);
    yield* shell.write(1, shell.kind === 'bash' ? `${shown}\n` : `${prefix} ${shown}\n`);
  }
  return 0;
}

function marking(word: 'export' | 'readonly', attribute: 'exported' | 'readonly') {
  return function* (shell: Shell, args: readonly string[]): Task<number> {
    let at = 0;
    let on = true;
    let functions = false;
    const attributes: Attributes = {};
    for (; /^-./.test(args[at] ?? ''); at++) {
      if (args[at] === '--') {
        at++;
        break;
      }
      for (const letter of (args[at] as string).slice(1)) {
        if (letter === 'p') continue;
        if (letter === 'n' && word === 'export') on = false;
        else if (letter === 'f' && shell.kind === 'bash') functions = true;
        else if (letter === 'a' && word === 'readonly') attributes.list = true;
        else
          return yield* badOption(
            shell,
            `-${letter}`,
            word === 'export'
              ? 'export [-fn] [name[=value] ...] or export -p'
              : 'readonly [-aAf] [name[=value] ...] or readonly -p',
          );
      }
    }
    if (at >= args.length) return yield* listing(shell, word, (variable) => variable[attribute] === true);
    if (functions) return 0;
    let status = 0;
    for (; at < args.length; at++) {
      if (!(yield* declareOne(shell, args[at] as string, at + 1, { ...attributes, [attribute]: on })))
        status = 1;
    }
    return status;
  };
}

/** `export`. */
export const exportNames = marking('export', 'exported');
/** `readonly`. */
export const readonly = marking('readonly', 'readonly');

function keepForFrame(shell: Shell, argument: string, inherit: boolean): void {
  const name = /^[A-Za-z_]\w*/.exec(argument)?.[0];
  const frame = shell.frames.at(-1);
  if (!name || !frame || frame.locals.has(name)) return;
  const before = shell.variables.get(name);
  frame.locals.set(name, before);
  if (before?.readonly) return;
  if (shell.kind !== 'bash' || inherit) {
    if (before && shell.kind === 'dash') shell.variables.set(name, { ...before });
    else if (before) shell.variables.delete(name);
  } else {
    shell.variables.delete(name);
    if (before?.exported) shell.variables.set(name, { value: undefined, exported: true });
  }
}

/** `local`. */
export function* local(shell: Shell, args: readonly string[]): Task<number> {
  if (shell.frames.length === 0) {
    yield* shell.complain(shell.kind === 'bash' ? 'can only be used in a function' : 'not in a function');
    if (shell.kind !== 'bash') throw new Fatal(2);
    return 1;
  }
  if (shell.kind === 'bash') return yield* declare(shell, args);
  let status = 0;
  for (let at = 0; at < args.length; at++) {
    keepForFrame(shell, args[at] as string, false);
    if (!(yield* declareOne(shell, args[at] as string, at + 1, {}))) status = 1;
  }
  return status;
}

/** `declare`, `typeset`, and bash's `local` (bash). */
export function* declare(shell: Shell, args: readonly string[]): Task<number> {
  const attributes: Attributes = {};
  let at = 0;
  let shows = false;
  let functions = false;
  let global = false;
  for (; /^[-+]./.test(args[at] ?? ''); at++) {
    const option = args[at] as string;
    if (option === '--') {
      at++;
      break;
    }
    const on = option[0] === '-';
    for (const letter of option.slice(1)) {
      if (letter === 'x') attributes.exported = on;
      else if (letter === 'r') attributes.readonly = on;
      else if (letter === 'i') attributes.integer = on;
      else if (letter === 'l') attributes.letters = on ? 'lower' : undefined;
      else if (letter === 'u') attributes.letters = on ? 'upper' : undefined;
      else if (letter === 'n') attributes.reference = on;
      else if (letter === 'a') attributes.list = on;
      else if (letter === 'A') attributes.table = on;
      else if (letter === 'g') global = true;
      else if (letter === 'p') shows = true;
      else if (letter === 'f' || letter === 'F') functions = true;
      else if (letter !== 't' && letter !== 'I') {
        return yield* badOption(
          shell,
          `${option[0]}${letter}`,
          `${shell.builtin} [-aAfFgiIlnrtux] [name[=value] ...] or ${shell.builtin} -p [-aAfFilnrtux] [name ...]`,
        );
      }
    }
  }
  const names = args.slice(at);
  if (functions)
    return yield* showFunctions(
      shell,
      names,
      args.some((arg) => /^-\w*F/.test(arg)),
    );
  if (shows || names.length === 0) {
    if (names.length === 0) {
      return yield* listing(
        shell,
        '',
        (variable) =>
          (['exported', 'readonly', 'integer'] as const).every(
            (key) => attributes[key] === undefined || variable[key] === attributes[key],
          ) &&
          (!attributes.list || variable.list !== undefined) &&
          (!attributes.table || variable.table !== undefined),
      );
    }
    let status = 0;
    for (const name of names) {
      const variable = shell.variables.get(name);
      if (variable) yield* shell.write(1, `${showVariable(name, variable, 'bash')}\n`);
      else {
        yield* shell.complain(`${name}: not found`);
        status = 1;
      }
    }
    return status;
  }
  let status = 0;
  for (; at < args.length; at++) {
    if (shell.frames.length > 0 && !global) keepForFrame(shell, args[at] as string, false);
    if (!(yield* declareOne(shell, args[at] as string, at + 1, attributes))) status = 1;
  }
  return status;
}

/** @returns a function's definition as text */
export function functionText(shell: Shell, name: string): string | undefined {
  const definition = shell.functions.get(name);
  if (!definition) return undefined;
  const text = definition.source.text.slice(definition.pos, definition.end);
  const printed = print(shell.parse(text).script).trimEnd();
  const body = printed.slice(printed.indexOf('{') + 1, printed.lastIndexOf('}')).trim();
  const lines = body
    .split('\n')
    .map((line) => line.replace(/^( {2})+/, (indent) => indent + indent))
    .map((line, at) => (at === 0 ? `    ${line}` : `  ${line}`));
  return `${name} () \n{ \n${lines.map((line) => line.replace(/^ {2}(?=\S)/, '    ')).join('\n')}\n}`;
}

function* showFunctions(shell: Shell, names: readonly string[], onlyNames: boolean): Task<number> {
  let status = 0;
  for (const name of names.length > 0 ? names : [...shell.functions.keys()].sort()) {
    const text = functionText(shell, name);
    if (text === undefined) status = 1;
    else
      yield* shell.write(
        1,
        onlyNames ? (names.length > 0 ? `${name}\n` : `declare -f ${name}\n`) : `${text}\n`,
      );
  }
  return status;
}

/** `unset`. */
export function* unset(shell: Shell, args: readonly string[]): Task<number> {
  let at = 0;
  let kind: 'v' | 'f' | undefined;
  for (; /^-./.test(args[at] ?? ''); at++) {
    if (args[at] === '--') {
      at++;
      break;
    }
    for (const letter of (args[at] as string).slice(1)) {
      if (letter === 'v' || letter === 'f') kind = letter;
      else if (letter !== 'n' || shell.kind !== 'bash')
        return yield* badOption(shell, `-${letter}`, 'unset [-f] [-v] [-n] [name ...]');
    }
  }
  let status = 0;
  for (const name of args.slice(at)) {
    const element = /^([A-Za-z_]\w*)\[([\s\S]*)\]$/.exec(name);
    const variable = element ? shell.variables.get(resolveName(shell, element[1] as string)) : undefined;
    if (element && shell.kind === 'bash') {
      const key = element[2] as string;
      if (variable?.table) variable.table.delete(key.replace(/^(["'])(.*)\1$/, '$2'));
      else if (variable?.list) variable.list.delete(arrayIndex(shell, variable, key, element[1] as string));
      continue;
    }
    if (kind === 'f') shell.functions.delete(name);
    else if (kind === 'v' || shell.variables.has(name) || shell.kind !== 'bash') {
      if (!unsetVariable(shell, name)) {
        yield* shell.complain(
          shell.kind === 'bash' ? `${name}: cannot unset: readonly variable` : isReadonly(shell.kind, name),
        );
        if (shell.kind !== 'bash') throw new Fatal(2);
        status = 1;
      }
    } else shell.functions.delete(name);
  }
  return status;
}

/** `let` (bash, busybox). */
export function* letValues(shell: Shell, args: readonly string[]): Task<number> {
  if (args.length === 0) {
    yield* shell.complain('expression expected');
    return 1;
  }
  let value = 0n;
  for (const one of args) value = compute(shell, one);
  return Number(value === 0n);
}

/** `set` without arguments: all variables. */
export function* showAll(shell: Shell): Task<number> {
  for (const name of [...shell.variables.keys()].sort()) {
    const variable = shell.variables.get(name) as Variable;
    const value = getValue(shell, name);
    if (variable.list || variable.table)
      yield* shell.write(1, `${showVariable(name, variable, 'bash').replace(/^declare -\S+ /, '')}\n`);
    else if (value === undefined) continue;
    else if (shell.kind === 'bash')
      yield* shell.write(1, `${name}=${value === '' ? '' : quoteIfNeeded(value)}\n`);
    else yield* shell.write(1, `${showVariable(name, variable, shell.kind)}\n`);
  }
  return 0;
}
