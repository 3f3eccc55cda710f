import type { Task } from '../../kernel/process.ts';
import { Fatal } from '../control.ts';
import { isReadonly } from '../dialect.ts';
import { arrayIndex, compute, getValue, resolveName, unsetVariable } from '../parameters.ts';
import { quoteIfNeeded } from '../quote.ts';
import type { Shell } from '../shell-state.ts';
import { showVariable } from '../show.ts';
import type { Variable } from '../variables.ts';
import { type Attributes, badOption, declareOne, listing } from './declare.ts';

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
