import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { notFound } from '../dialect.ts';
import { environment, getValue } from '../parameters.ts';
import { Shell } from '../shell-state.ts';
import { ignoredSignals } from '../signals.ts';
import { runToEnd } from './end.ts';
import { foreground } from './foreground.ts';

/**
 * Runs a program and waits for it.
 * @param tail nothing comes after it in this process, so the process becomes the program
 */
export function* runExternal(shell: Shell, argv: readonly string[], tail: boolean): Task<number> {
  const { process } = shell;
  const name = argv[0] as string;
  if (name === '') {
    yield* shell.complain(shell.kind === 'bash' ? ': command not found' : ': Permission denied');
    return 127;
  }
  const env = environment(shell);
  const path = getValue(shell, 'PATH');
  if (path !== undefined && !env.has('PATH')) env.set('PATH', path);
  const program = name.includes('/') ? name : findProgram(shell, name);
  if (program === undefined) {
    yield* shell.complain(shell.builtin === 'exec' ? `${name}: not found` : notFound(shell.kind, name));
    return 127;
  }
  if (shell.kind === 'bash') env.set('_', program);
  const ignore = ignoredSignals(shell);
  const options = { argv, env, files: shell.descriptors.table(), ...(ignore.length > 0 ? { ignore } : {}) };
  const replaces = tail && shell.traps.get('EXIT') === undefined && !hasTraps(shell);
  try {
    if (replaces || (tail && shell.builtin === 'exec')) {
      if (shell.debt > 0) yield* process.work(shell.debt);
      shell.debt = 0;
      return yield* process.exec(options);
    }
    const pid = process.spawn({ ...options, ...(shell.jobControl ? { group: 'new' as const } : {}) });
    return yield* foreground(shell, [pid], shell.jobControl ? pid : undefined, argv.join(' '));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.code === 'ENOEXEC') return yield* runScript(shell, program, argv);
    return yield* explain(shell, name, program, error);
  }
}

function hasTraps(shell: Shell): boolean {
  if (shell.kind === 'bash') return shell.traps.has('ERR');
  for (const action of shell.traps.values()) if (action !== '') return true;
  return false;
}

/** @returns where PATH has a program; undefined if nowhere. A file that may not be run counts only if no other is there. */
export function findProgram(shell: Shell, name: string): string | undefined {
  const known = shell.hashed.get(name);
  if (known !== undefined && shell.process.fs.exists(known)) return known;
  const { fs } = shell.process;
  let denied: string | undefined;
  for (const folder of (getValue(shell, 'PATH') ?? '').split(':')) {
    const path = `${folder === '' ? '.' : folder}/${name}`;
    if (!fs.exists(path)) continue;
    let directory: boolean;
    try {
      directory = fs.stat(path).kind === 'directory';
    } catch (error) {
      if (error instanceof SystemError) continue;
      throw error;
    }
    if (directory) continue;
    if (fs.access(path, 'x')) {
      shell.hashed.set(name, path);
      return path;
    }
    denied ??= path;
  }
  return denied;
}

function* explain(shell: Shell, name: string, program: string, error: SystemError): Task<number> {
  const { kind, process } = shell;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    if (kind === 'bash' && name.includes('/') && process.fs.exists(program)) {
      const first = process.fs.readFile(program).split('\n', 1)[0] as string;
      const interpreter = first.startsWith('#!') ? first.slice(2).trim().split(/\s/)[0] : '';
      yield* shell.complain(`${name}: ${interpreter}: bad interpreter: No such file or directory`);
      return 126;
    }
    const text = kind === 'bash' && name.includes('/') ? `${name}: ${error.message}` : notFound(kind, name);
    yield* shell.complain(text);
    return error.code === 'ENOENT' || kind !== 'bash' ? 127 : 126;
  }
  if (error.code === 'EAGAIN') {
    yield* shell.complain(
      kind === 'bash' ? 'fork: retry: Resource temporarily unavailable' : `can't fork: ${error.message}`,
    );
    return kind === 'bash' ? 254 : 2;
  }
  if (kind === 'bash') {
    const directory = process.fs.exists(program) && process.fs.stat(program).kind === 'directory';
    const shown = name.includes('/') ? name : program;
    yield* shell.complain(`${shown}: ${directory ? 'Is a directory' : error.message}`);
    return 126;
  }
  yield* shell.complain(`${name}: ${error.message}`);
  return 126;
}

/** A text without `#!` that may be run: a shell of the same kind reads it. */
function* runScript(shell: Shell, path: string, argv: readonly string[]): Task<number> {
  const { process, kind, interpreter } = shell;
  const files = shell.descriptors.table();
  const args = argv.slice(1);
  const body = function* (child: typeof process): Task<number> {
    const copy = new Shell(child, kind, interpreter, files.keys());
    copy.name = path;
    copy.positional = [...args];
    copy.scriptFile = true;
    for (const [name, value] of child.env) copy.variables.set(name, { value, exported: true });
    return yield* runToEnd(copy, interpreter.file(copy, path));
  };
  const env = environment(shell);
  const pid = process.spawn({
    argv: [shell.kind, path, ...args],
    env,
    files,
    body,
    ...(shell.jobControl ? { group: 'new' as const } : {}),
  });
  return yield* foreground(shell, [pid], shell.jobControl ? pid : undefined, argv.join(' '));
}
