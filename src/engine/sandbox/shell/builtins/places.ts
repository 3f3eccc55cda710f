import { SystemError } from '../../kernel/errors.ts';
import type { Task } from '../../kernel/process.ts';
import { Fatal } from '../control.ts';
import { cannotEnter } from '../dialect.ts';
import { getValue } from '../parameters.ts';
import type { Shell } from '../shell-state.ts';

/** @returns the path with `.` and `..` taken out by name (logical) */
export function normalize(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : `${base}/`}${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function mark(shell: Shell, name: string, value: string): void {
  const variable = shell.variables.get(name);
  if (variable) {
    variable.value = value;
    if (shell.kind === 'bash') variable.exported = true;
  } else shell.variables.set(name, { value, exported: shell.kind !== 'dash' || name === 'PWD' });
}

/** @returns where the shell is, as it came there (`$PWD`), or as the kernel says */
export function workingDirectory(shell: Shell): string {
  const known = getValue(shell, 'PWD');
  return known?.startsWith('/') ? known : shell.process.cwd();
}

/** Goes to a directory. @returns whether it could; a message is printed if not */
export function* enter(shell: Shell, target: string, physical: boolean): Task<boolean> {
  const { process, kind } = shell;
  const before = workingDirectory(shell);
  const logical = normalize(before, target);
  try {
    process.chdir(physical ? target : logical);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* shell.complain(cannotEnter(kind, target, error.code));
    return false;
  }
  mark(shell, 'OLDPWD', before);
  mark(shell, 'PWD', physical ? process.cwd() : logical);
  return true;
}

/** `cd [-L|-P] [folder|-]`. */
export function* cd(shell: Shell, args: readonly string[]): Task<number> {
  const { kind } = shell;
  const failure = kind === 'bash' ? 1 : 2;
  let physical = false;
  let at = 0;
  for (; /^-[LPe@]+$/.test(args[at] ?? ''); at++) physical = (args[at] as string).endsWith('P');
  if (args[at] === '--') at++;
  if (args.length - at > 1 && kind === 'bash') {
    yield* shell.complain('too many arguments');
    return 1;
  }
  let target = args[at];
  let shows = false;
  if (target === undefined) {
    target = getValue(shell, 'HOME');
    if (target === undefined) {
      if (kind !== 'bash') return 0;
      yield* shell.complain('HOME not set');
      return 1;
    }
  } else if (target === '-') {
    target = getValue(shell, 'OLDPWD');
    if (target === undefined) {
      if (kind === 'bash') {
        yield* shell.complain('OLDPWD not set');
        return 1;
      }
      target = workingDirectory(shell);
    }
    shows = true;
  } else if (!/^\.{0,2}\//.test(target) && target !== '.' && target !== '..') {
    for (const folder of (getValue(shell, 'CDPATH') ?? '').split(':')) {
      const path = `${folder.replace(/\/$/, '')}/${target}`;
      if (folder === '' || !shell.process.fs.exists(path)) continue;
      target = path;
      shows = true;
      break;
    }
  }
  if (target === '') return 0;
  if (!(yield* enter(shell, target, physical))) return failure;
  if (shows) yield* shell.write(1, `${workingDirectory(shell)}\n`);
  return 0;
}

/** `pwd [-L|-P]`. */
export function* pwd(shell: Shell, args: readonly string[]): Task<number> {
  const path = args.at(-1) === '-P' ? shell.process.cwd() : workingDirectory(shell);
  yield* shell.write(1, `${path}\n`);
  return 0;
}

function short(shell: Shell, path: string): string {
  const home = getValue(shell, 'HOME');
  return home && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
}

/** `dirs` (bash). */
export function* dirs(shell: Shell, args: readonly string[]): Task<number> {
  if (args[0] === '-c') {
    shell.directories = [];
    return 0;
  }
  const all = [workingDirectory(shell), ...shell.directories].map((path) =>
    args.includes('-l') ? path : short(shell, path),
  );
  if (args.includes('-v'))
    yield* shell.write(1, all.map((path, at) => `${String(at).padStart(2)}  ${path}\n`).join(''));
  else yield* shell.write(1, `${all.join(args.includes('-p') ? '\n' : ' ')}\n`);
  return 0;
}

/** `pushd` (bash). */
export function* pushd(shell: Shell, args: readonly string[]): Task<number> {
  const here = workingDirectory(shell);
  const target = args[0] ?? shell.directories[0];
  if (target === undefined) {
    yield* shell.complain('no other directory');
    return 1;
  }
  if (!(yield* enter(shell, target, false))) return 1;
  shell.directories = [here, ...(args[0] === undefined ? shell.directories.slice(1) : shell.directories)];
  return yield* dirs(shell, []);
}

/** `popd` (bash). */
export function* popd(shell: Shell): Task<number> {
  const [target, ...rest] = shell.directories;
  if (target === undefined) {
    yield* shell.complain('directory stack empty');
    return 1;
  }
  if (!(yield* enter(shell, target, false))) return 1;
  shell.directories = rest;
  return yield* dirs(shell, []);
}

/** `umask [-S] [mode]`. */
export function* umask(shell: Shell, args: readonly string[]): Task<number> {
  const symbolic = args[0] === '-S';
  const mode = args.filter((one) => one !== '-S' && one !== '-p')[0];
  if (mode === undefined) {
    const now = shell.process.umask();
    const letters = (shift: number): string =>
      'rwx'.replace(/./g, (letter, at: number) => ((now >> shift) & (4 >> at) ? '' : letter));
    yield* shell.write(
      1,
      symbolic
        ? `u=${letters(6)},g=${letters(3)},o=${letters(0)}\n`
        : `${now.toString(8).padStart(4, '0')}\n`,
    );
    return 0;
  }
  if (/^[0-7]+$/.test(mode)) {
    shell.process.umask(Number.parseInt(mode, 8) & 0o777);
    return 0;
  }
  let bits = ~shell.process.umask() & 0o777;
  const clauses = mode.split(',').map((one) => /^([ugoa]*)([-+=])([rwxX]*)$/.exec(one));
  if (!/^\d/.test(mode) && clauses.every((one) => one !== null)) {
    for (const clause of clauses) {
      let set = 0;
      for (const who of clause?.[1] || 'a') {
        const three = [...(clause?.[3] as string)].reduce(
          (sum, letter) => sum | ({ r: 4, w: 2 }[letter] ?? 1),
          0,
        );
        for (const shift of who === 'a' ? [6, 3, 0] : [{ u: 6, g: 3, o: 0 }[who] as number]) {
          set |= three << shift;
          if (clause?.[2] === '=') bits &= ~(7 << shift);
        }
      }
      bits = clause?.[2] === '-' ? bits & ~set : bits | set;
    }
    shell.process.umask(~bits & 0o777);
    return 0;
  }
  const shown = {
    bash: /^\d/.test(mode)
      ? `${mode}: octal number out of range`
      : `\`${mode[0]}': invalid symbolic mode operator`,
    sh: `illegal mode: ${mode}`,
    dash: `Illegal number: ${mode}`,
  };
  yield* shell.complain(shown[shell.kind]);
  if (shell.kind === 'bash') return 1;
  return 2;
}

/** `ulimit`: the limits of Docker's containers (1,024 open files), which cannot be changed here. */
export function* ulimit(shell: Shell, args: readonly string[]): Task<number> {
  const limits: Readonly<Record<string, string>> = {
    c: 'unlimited',
    d: 'unlimited',
    f: 'unlimited',
    l: '8192',
    m: 'unlimited',
    n: '1024',
    s: '8192',
    t: 'unlimited',
    u: 'unlimited',
    v: 'unlimited',
  };
  const letters =
    args
      .filter((one) => one.startsWith('-'))
      .join('')
      .replace(/[-SH]/g, '') || 'f';
  for (const letter of letters === 'a' ? Object.keys(limits) : letters) {
    const value = limits[letter];
    if (value === undefined) {
      if (shell.kind === 'sh') yield* shell.error(`ulimit: invalid option -- '${letter}'\n`);
      else if (shell.kind === 'dash')
        yield* shell.error(`${shell.prefix('')}ulimit: Illegal option -${letter}\n`);
      else
        yield* shell.error(
          `${shell.prefix()}-${letter}: invalid option\nulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]\n`,
        );
      if (shell.kind === 'dash') throw new Fatal(2);
      return shell.kind === 'sh' ? 1 : 2;
    }
    if (args.some((one) => !one.startsWith('-'))) return 0;
    yield* shell.write(1, letters === 'a' ? `-${letter}: ${value}\n` : `${value}\n`);
  }
  return 0;
}
