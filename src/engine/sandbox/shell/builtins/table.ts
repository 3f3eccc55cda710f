import type { Task } from '../../kernel/process.ts';
import type { Shell } from '../shell-state.ts';
import { alias, hash, lookups, unalias } from './commands.ts';
import { declare, local } from './declare.ts';
import { breakLoop, continueLoop, evaluate, exit, returnFrom, shift, source } from './flow.ts';
import { getopts } from './getopts.ts';
import { bg, disown, fg, jobs } from './job-control.ts';
import { echo, printf } from './output.ts';
import { cd, dirs, popd, pushd, pwd, ulimit, umask } from './places.ts';
import { mapfile, read } from './read.ts';
import { set, shopt } from './settings.ts';
import { kill, trap } from './signals.ts';
import { test } from './test.ts';
import { exportNames, letValues, readonly, unset } from './variables.ts';
import { wait } from './wait.ts';

/** A command that the shell runs itself. `args` are without its name. */
export type Builtin = (shell: Shell, args: readonly string[]) => Task<number>;

/** Special builtins (POSIX 2.14): their failure ends a POSIX shell, and assignments before them stay. */
export const SPECIAL: ReadonlySet<string> = new Set([
  ':',
  '.',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'times',
  'trap',
  'unset',
]);

/** Commands whose arguments may be assignments. */
export const DECLARATIONS: ReadonlySet<string> = new Set([
  'export',
  'readonly',
  'local',
  'declare',
  'typeset',
]);

const ONLY_BASH = new Set([
  'declare',
  'typeset',
  'shopt',
  'mapfile',
  'readarray',
  'dirs',
  'pushd',
  'popd',
  'disown',
  'builtin',
  'caller',
  'enable',
  'suspend',
  'logout',
]);
const NOT_DASH = new Set(['source', 'let', 'history', 'help']);

/** @returns whether the shell played has a builtin of that name */
export function isBuiltin(shell: Shell, name: string): boolean {
  if (!BUILTINS.has(name)) return false;
  if (shell.kind === 'bash') return true;
  return !ONLY_BASH.has(name) && !(shell.kind === 'dash' && NOT_DASH.has(name));
}

const { type, command, builtin } = lookups({ isBuiltin, isSpecial: (name) => SPECIAL.has(name) });

function constant(status: number): Builtin {
  return function* () {
    return status;
  };
}

function* times(shell: Shell): Task<number> {
  const own = shell.process.processes().find((one) => one.pid === shell.process.pid)?.cpu ?? 0;
  const seconds = `${Math.floor(own / 60000)}m${((own % 60000) / 1000).toFixed(shell.kind === 'bash' ? 3 : 6)}s`;
  const none = shell.kind === 'bash' ? '0m0.000s' : '0m0.000000s';
  yield* shell.write(1, `${seconds} ${none}\n${none} ${none}\n`);
  return 0;
}

function* history(shell: Shell, args: readonly string[]): Task<number> {
  if (args[0] === '-c') {
    shell.history = [];
    return 0;
  }
  const from =
    args[0] !== undefined && /^\d+$/.test(args[0]) ? Math.max(0, shell.history.length - Number(args[0])) : 0;
  const lines = shell.history
    .slice(from)
    .map((line, at) => `${String(from + at + 1).padStart(5)}  ${line}\n`);
  yield* shell.write(1, lines.join(''));
  return 0;
}

function* caller(shell: Shell): Task<number> {
  if (shell.frames.length === 0) return 1;
  yield* shell.write(1, `${shell.line()} ${shell.name}\n`);
  return 0;
}

/** Every builtin of every shell; `isBuiltin` says which one has which. `exec` is the command runner's. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', constant(0)],
  ['true', constant(0)],
  ['false', constant(1)],
  ['.', source],
  ['source', source],
  ['[', test],
  ['test', test],
  ['alias', alias],
  ['bg', bg],
  ['break', breakLoop],
  ['builtin', builtin],
  ['caller', caller],
  ['cd', cd],
  ['command', command],
  ['continue', continueLoop],
  ['declare', declare],
  ['dirs', dirs],
  ['disown', disown],
  ['echo', echo],
  ['enable', constant(0)],
  ['eval', evaluate],
  ['exec', constant(0)],
  ['exit', exit],
  ['export', exportNames],
  ['fg', fg],
  ['getopts', getopts],
  ['hash', hash],
  ['history', history],
  ['jobs', jobs],
  ['kill', kill],
  ['let', letValues],
  ['local', local],
  ['logout', exit],
  ['mapfile', mapfile],
  ['popd', popd],
  ['printf', printf],
  ['pushd', pushd],
  ['pwd', pwd],
  ['read', read],
  ['readarray', mapfile],
  ['readonly', readonly],
  ['return', returnFrom],
  ['set', set],
  ['shift', shift],
  ['shopt', shopt],
  ['times', times],
  ['trap', trap],
  ['type', type],
  ['typeset', declare],
  ['ulimit', ulimit],
  ['umask', umask],
  ['unalias', unalias],
  ['unset', unset],
  ['wait', wait],
]);
