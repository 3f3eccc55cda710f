import type { Assignment, Command, Redirection, Word } from 'unbash';
import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { assign } from '../assign.ts';
import type { Builtin } from '../builtins/table.ts';
import { BUILTINS, DECLARATIONS, isBuiltin, SPECIAL } from '../builtins/table.ts';
import { Fatal } from '../control.ts';
import { expandAssignment, expandText, expandWords } from '../expand/word.ts';
import { getValue } from '../parameters.ts';
import { quoteIfNeeded, singleQuote } from '../quote.ts';
import type { Shell } from '../shell-state.ts';
import { cloneVariable, type Variable } from '../variables.ts';
import { expandAlias } from './alias.ts';
import { runExternal } from './external.ts';
import { callFunction } from './function.ts';
import { applyRedirections } from './redirect.ts';

/** Milliseconds of processor time that a command of the shell itself takes. */
const COST = 0.05;

/** Counts a command's processor time; tells the kernel now and then, so that others get their turn. */
export function* work(shell: Shell): Task<void> {
  shell.debt += COST;
  if (shell.debt < 8 * COST) return;
  const { debt } = shell;
  shell.debt = 0;
  yield* shell.process.work(debt);
}

/** Runs a simple command (POSIX 2.9.1). @returns its status */
export function* runCommand(shell: Shell, node: Command, tail: boolean): Task<number> {
  shell.position = node.pos;
  shell.substitutionStatus = undefined;
  if (shell.aliases.size > 0 && node.name) {
    const alias = expandAlias(shell, node);
    if (alias) {
      if ('command' in alias)
        return yield* withAlias(shell, alias.name, runCommand(shell, alias.command, tail));
      return yield* withAlias(shell, alias.name, shell.interpreter.evaluate(shell, alias.text, ''));
    }
  }
  const argv = yield* expandArguments(shell, node);
  yield* work(shell);
  if (argv.length === 0) return yield* assignOnly(shell, node);
  const arrays = shell.arrayArguments;
  const assignments = node.prefix.filter((one) => one.type === 'Assignment');
  const redirects = node.redirects;
  if (argv[0] === 'exec' && !shell.functions.has('exec'))
    return yield* runExec(shell, argv, assignments, redirects);
  if (redirects.length === 0 && assignments.length === 0) {
    if (shell.options.has('xtrace')) yield* trace(shell, argv, []);
    shell.arrayArguments = arrays;
    return yield* dispatch(shell, argv, { functions: true, tail });
  }
  const external = !isFunctionOrBuiltin(shell, argv[0] as string);
  const saved = yield* applyRedirections(shell, redirects);
  if (!saved) return redirectionFailed(shell, argv[0] as string);
  const before = new Map<string, Variable | undefined>();
  let status: number;
  try {
    const shown: string[] = [];
    for (const assignment of assignments) {
      if (!before.has(assignment.name)) before.set(assignment.name, snapshotOf(shell, assignment.name));
      shown.push(yield* assign(shell, assignment, true));
    }
    if (shell.options.has('xtrace')) yield* trace(shell, argv, shown);
    shell.arrayArguments = arrays;
    status = yield* dispatch(shell, argv, { functions: true, tail: tail && external });
  } catch (error) {
    takeBack(shell, before);
    shell.descriptors.restore(saved);
    throw error;
  }
  if (shell.kind === 'bash' || !SPECIAL.has(argv[0] as string)) takeBack(shell, before);
  shell.descriptors.restore(saved);
  return status;
}

function* withAlias(shell: Shell, name: string, task: Task<number>): Task<number> {
  shell.expanding.add(name);
  try {
    return yield* task;
  } finally {
    shell.expanding.delete(name);
  }
}

function snapshotOf(shell: Shell, name: string): Variable | undefined {
  const variable = shell.variables.get(name);
  return variable ? cloneVariable(variable) : undefined;
}

function takeBack(shell: Shell, before: ReadonlyMap<string, Variable | undefined>): void {
  for (const [name, variable] of before) {
    if (variable) shell.variables.set(name, variable);
    else shell.variables.delete(name);
    if (name === 'PATH') shell.hashed.clear();
  }
}

function redirectionFailed(shell: Shell, name: string): number {
  const status = shell.kind === 'dash' ? 2 : 1;
  if (shell.kind !== 'bash' && SPECIAL.has(name)) throw new Fatal(status);
  return status;
}

function isFunctionOrBuiltin(shell: Shell, name: string): boolean {
  return shell.functions.has(name) || isBuiltin(shell, name);
}

/** The fields of a command; assignments among the arguments of `export` and its kin are one field each. */
function* expandArguments(shell: Shell, node: Command): Task<string[]> {
  shell.arrayArguments = new Map();
  if (!node.name) return [];
  const words: Word[] = [node.name];
  let out: string[] = [];
  for (const one of node.suffix) {
    if (one.type === 'Word') words.push(one);
    else if (one.type === 'Assignment') {
      out = [...out, ...(yield* expandWords(shell, words.splice(0)))];
      if (one.value.type === 'ArrayValue') {
        shell.arrayArguments.set(out.length, one);
        out.push(one.name);
      } else {
        const declares = DECLARATIONS.has(out[0] as string);
        const index = one.index ? `[${one.index.text}]` : '';
        const head = `${one.name}${index}${one.append ? '+' : ''}=`;
        if (declares) out.push(head + (yield* expandAssignment(shell, one.value)));
        else
          out.push(
            ...(yield* expandWords(shell, [
              {
                ...one.value,
                text: head + one.value.text,
                value: head + one.value.value,
                parts: one.value.parts
                  ? [{ type: 'Literal', pos: 0, end: 0, text: head, value: head }, ...one.value.parts]
                  : undefined,
              },
            ])),
          );
      }
    }
  }
  const arrays = shell.arrayArguments;
  const rest = yield* expandWords(shell, words);
  shell.arrayArguments = arrays;
  return out.length === 0 ? rest : [...out, ...rest];
}

function* assignOnly(shell: Shell, node: Command): Task<number> {
  const saved = node.redirects.length > 0 ? yield* applyRedirections(shell, node.redirects) : undefined;
  if (!saved && node.redirects.length > 0) return shell.kind === 'dash' ? 2 : 1;
  if (saved && shell.kind === 'bash') shell.descriptors.restore(saved);
  const shown: string[] = [];
  for (const one of node.prefix) if (one.type === 'Assignment') shown.push(yield* assign(shell, one, false));
  if (saved && shell.kind !== 'bash') shell.descriptors.restore(saved);
  const status = shell.substitutionStatus ?? 0;
  if (shell.options.has('xtrace')) for (const one of shown) yield* trace(shell, [], [one]);
  return status;
}

/** Runs a command by its expanded words: function, builtin, or program. */
export function* dispatch(
  shell: Shell,
  argv: readonly string[],
  how: { readonly functions: boolean; readonly tail: boolean },
): Task<number> {
  const name = argv[0] as string;
  const definition = how.functions ? shell.functions.get(name) : undefined;
  if (definition && !(shell.kind !== 'bash' && SPECIAL.has(name))) {
    const status = yield* callFunction(shell, name, definition, argv.slice(1));
    shell.lastArgument = argv.at(-1) as string;
    return status;
  }
  const builtin = isBuiltin(shell, name) ? BUILTINS.get(name) : undefined;
  if (builtin) {
    const status = yield* runBuiltin(shell, name, builtin, argv.slice(1));
    shell.lastArgument = argv.at(-1) as string;
    return status;
  }
  const status = yield* runExternal(shell, argv, how.tail);
  shell.lastArgument = argv.at(-1) as string;
  return status;
}

function* runBuiltin(shell: Shell, name: string, builtin: Builtin, args: readonly string[]): Task<number> {
  const outer = shell.builtin;
  shell.builtin = name;
  let status: number;
  try {
    status = yield* builtin(shell, args);
  } catch (error) {
    shell.builtin = outer;
    if (
      error instanceof SystemError &&
      (error.code === 'EBADF' || error.code === 'ENOSPC' || error.code === 'EPIPE' || error.code === 'EROFS')
    ) {
      yield* shell.complain(`write error: ${error.message}`, name);
      return 1;
    }
    throw error;
  }
  shell.builtin = outer;
  return status;
}

/** `exec`: with a command the process becomes it; without one its redirections stay. */
function* runExec(
  shell: Shell,
  argv: readonly string[],
  assignments: readonly Assignment[],
  redirects: readonly Redirection[],
): Task<number> {
  const saved = yield* applyRedirections(shell, redirects);
  if (!saved) {
    if (shell.interactive || shell.kind === 'bash') return 1;
    throw new Fatal(shell.kind === 'dash' ? 2 : 1);
  }
  for (const one of assignments) yield* assign(shell, one, argv.length > 1);
  if (shell.options.has('xtrace')) yield* trace(shell, argv, []);
  if (argv.length === 1) {
    shell.descriptors.keep(saved);
    return 0;
  }
  shell.builtin = 'exec';
  const status = yield* runExternal(shell, argv.slice(1), true);
  shell.builtin = undefined;
  shell.descriptors.restore(saved);
  if (shell.interactive) return status;
  throw new Fatal(status);
}

/** Prints a command as `set -x` does. */
export function* trace(shell: Shell, argv: readonly string[], assignments: readonly string[]): Task<void> {
  const { kind } = shell;
  shell.options.delete('xtrace');
  let mark = yield* expandText(shell, getValue(shell, 'PS4') ?? '+ ');
  shell.options.add('xtrace');
  if (kind === 'bash' && shell.level > 0) mark = mark.charAt(0).repeat(shell.level) + mark;
  const words = argv.map((word) => {
    if (kind === 'dash') return word;
    return kind === 'bash' ? quoteIfNeeded(word) : ashQuote(word);
  });
  yield* shell.error(`${mark}${[...assignments, ...words].join(' ')}\n`);
}

function ashQuote(word: string): string {
  return /^[A-Za-z0-9_@%+:,./^!{}-]+$/.test(word) || word === ']' ? word : singleQuote(word);
}
