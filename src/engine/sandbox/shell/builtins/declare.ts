import type { Task } from '../../kernel/process.ts';
import { appendValue, assignArray } from '../assign.ts';
import { Fatal } from '../control.ts';
import { illegalOption, isReadonly } from '../dialect.ts';
import { resolveName, setValue } from '../parameters.ts';
import type { Shell } from '../shell-state.ts';
import { showVariable } from '../show.ts';
import type { Variable } from '../variables.ts';
import { isName } from '../variables.ts';
import { showFunctions } from './functions.ts';

/** Attributes that a declaration gives or takes away; those that it does not name stay as they are. */
export interface Attributes {
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
export function* declareOne(
  shell: Shell,
  argument: string,
  place: number,
  attributes: Attributes,
): Task<boolean> {
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

/** Lists variables as they would be declared again: each behind `prefix`, bash's as `declare` has them. */
export function* listing(
  shell: Shell,
  prefix: string,
  chosen: (variable: Variable) => boolean,
): Task<number> {
  for (const name of [...shell.variables.keys()].sort()) {
    const variable = shell.variables.get(name) as Variable;
    if (!chosen(variable)) continue;
    const shown = showVariable(name, variable, shell.kind);
    yield* shell.write(1, shell.kind === 'bash' ? `${shown}\n` : `${prefix} ${shown}\n`);
  }
  return 0;
}
