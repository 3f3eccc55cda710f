import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { Exit, Fatal, LoopExit, Return } from '../control.ts';
import { cannotOpenScript, illegalNumber } from '../dialect.ts';
import { findProgram } from '../run/external.ts';
import type { Shell } from '../shell-state.ts';

/** A number that `exit`, `return`, `break` and `shift` take. @returns undefined, with the message printed, if it is none */
function* number(shell: Shell, text: string): Task<number | undefined> {
  if (/^-?\d+$/.test(text) && (shell.kind === 'bash' || !text.startsWith('-'))) return Number(text);
  yield* shell.complain(illegalNumber(shell.kind, text));
  return undefined;
}

/** `exit [n]`. */
export function* exit(shell: Shell, args: readonly string[]): Task<number> {
  if (shell.interactive && shell.level === 0 && shell.terminal !== undefined && shell.kind === 'bash')
    yield* shell.error('exit\n');
  if (args[0] === undefined) throw new Exit(shell.status);
  const status = yield* number(shell, args[0]);
  throw new Exit(status === undefined ? 2 : status & 255);
}

/** `return [n]`. */
export function* returnFrom(shell: Shell, args: readonly string[]): Task<number> {
  if (shell.frames.length === 0 && shell.sourced === 0 && shell.kind === 'bash') {
    yield* shell.complain("can only `return' from a function or sourced script");
    return 2;
  }
  if (args[0] === undefined) throw new Return(shell.status);
  const status = yield* number(shell, args[0]);
  if (status === undefined) {
    if (shell.kind === 'bash') throw new Return(2);
    throw new Fatal(2);
  }
  throw new Return(status & 255);
}

function leave(kind: 'break' | 'continue') {
  return function* (shell: Shell, args: readonly string[]): Task<number> {
    const levels = args[0] === undefined ? 1 : yield* number(shell, args[0]);
    if (levels === undefined || levels < 1) {
      if (shell.kind === 'bash' && levels !== undefined)
        yield* shell.complain(`${args[0]}: loop count out of range`);
      if (shell.kind === 'bash') return levels === undefined ? 128 : 1;
      throw new Fatal(2);
    }
    if (shell.loops === 0) {
      if (shell.kind === 'bash')
        yield* shell.complain("only meaningful in a `for', `while', or `until' loop");
      return 0;
    }
    throw new LoopExit(kind, Math.min(levels, shell.loops));
  };
}

/** `break [n]`. */
export const breakLoop = leave('break');
/** `continue [n]`. */
export const continueLoop = leave('continue');

/** `shift [n]`. */
export function* shift(shell: Shell, args: readonly string[]): Task<number> {
  const count = args[0] === undefined ? 1 : yield* number(shell, args[0]);
  if (count === undefined || count < 0) {
    if (shell.kind !== 'bash') throw new Fatal(2);
    return 1;
  }
  if (count > shell.positional.length) {
    if (shell.kind !== 'dash') return 1;
    yield* shell.complain("can't shift that many");
    throw new Fatal(2);
  }
  shell.positional.splice(0, count);
  return 0;
}

/** `eval word…`. */
export function* evaluate(shell: Shell, args: readonly string[]): Task<number> {
  const text = args.join(' ');
  return text.trim() === '' ? 0 : yield* shell.interpreter.evaluate(shell, text, 'eval');
}

/** `. file` and `source file`. */
export function* source(shell: Shell, args: readonly string[]): Task<number> {
  const { kind } = shell;
  const name = args[0];
  if (name === undefined) {
    if (kind !== 'bash') return 0;
    yield* shell.complain('filename argument required');
    yield* shell.error(`${shell.builtin}: usage: ${shell.builtin} filename [arguments]\n`);
    return 2;
  }
  const path = name.includes('/') ? name : (findProgramOrFile(shell, name) ?? name);
  let text: string;
  try {
    text = shell.process.fs.readFile(path);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (kind === 'bash') {
      yield* shell.complain(
        error.code === 'EISDIR' ? `${name}: is a directory` : `${name}: ${error.message}`,
        error.code === 'EISDIR' ? shell.builtin : '',
      );
      return 1;
    }
    if (kind === 'dash' && !name.includes('/')) yield* shell.complain(`${name}: not found`);
    else yield* shell.complain(cannotOpenScript(kind, path, error.code));
    throw new Fatal(kind === 'dash' && !name.includes('/') ? 127 : 2);
  }
  const { positional } = shell;
  if (args.length > 1 && kind !== 'dash') shell.positional = args.slice(1);
  shell.sourced++;
  try {
    const status = yield* shell.interpreter.evaluate(shell, text, path);
    return status;
  } catch (error) {
    if (error instanceof Return) return error.status;
    throw error;
  } finally {
    shell.sourced--;
    if (args.length > 1 && kind !== 'dash') shell.positional = positional;
  }
}

function findProgramOrFile(shell: Shell, name: string): string | undefined {
  const { fs } = shell.process;
  const folders = (shell.variables.get('PATH')?.value ?? '').split(':');
  for (const folder of folders) {
    const path = `${folder || '.'}/${name}`;
    if (fs.exists(path) && fs.stat(path).kind === 'file') return path;
  }
  return shell.kind === 'bash' && fs.exists(name) ? name : findProgram(shell, name);
}
