import type { Statement } from 'unbash';
import type { Process, Program, Task } from '../kernel/process.ts';
import { type Invocation, readArguments } from './arguments.ts';
import { workingDirectory } from './builtins/places.ts';
import { isOption } from './builtins/settings.ts';
import { Discard, ExpansionError, Fatal } from './control.ts';
import type { Kind } from './dialect.ts';
import { passwordEntry } from './expand/tilde.ts';
import { freeze, thaw } from './frozen.ts';
import { runCommand } from './input.ts';
import { interpreter, runSource } from './interpreter.ts';
import { runToEnd } from './run/end.ts';
import type { Front } from './shell-records.ts';
import { Shell } from './shell-state.ts';
import { arrange } from './signals.ts';
import { isName } from './variables.ts';

export type { Kind } from './dialect.ts';

const BASH_VERSION = '5.2.15(1)-release';
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * A shell as a program: POSIX sh with what learners use of bash.
 * @param kind `sh` behaves and complains as busybox ash, `dash` as Debian's /bin/sh, `bash` as bash 5.2
 * @param front who gives it its commands, if that is not its standard input
 */
export function shell(kind: Kind, front?: Front): Program {
  return function* (process: Process): Task<number> {
    const state = new Shell(process, kind, interpreter, openNumbers(process, front));
    state.front = front;
    const call = readArguments(kind, process.argv, (name) => isOption(state, name));
    if (call.problem !== undefined) {
      yield* state.error(`${process.argv[0]}: ${kind === 'dash' ? '0: ' : ''}${call.problem}\n`);
      return 2;
    }
    if (call.prints) {
      yield* state.write(
        1,
        `GNU bash, version ${BASH_VERSION} (${process.machine().architecture}-pc-linux-gnu)\n`,
      );
      return 0;
    }
    setUp(state, call);
    return yield* toTheEnd(state, main(state, call));
  };
}

function* toTheEnd(state: Shell, task: Task<number>): Task<number> {
  const status = yield* runToEnd(state, task);
  const { front, process } = state;
  if (front !== undefined) process.call(() => front.onEnd(status));
  return status;
}

/**
 * Reads and runs commands one by one. Before each, the process goes on as a program that begins with what the shell
 * remembers now: after an undo it is brought back from there, not from its first command.
 */
function* commandByCommand(state: Shell): Task<number> {
  yield* runCommand(state);
  const frozen = freeze(state);
  return yield* state.process.become((process) => {
    const thawed = thaw(process, frozen, interpreter);
    return toTheEnd(thawed, commandByCommand(thawed));
  });
}

/** The descriptors that a shell was started with, and that its programs shall have. */
function openNumbers(process: Process, front: Front | undefined): number[] {
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter(
    (number) => process.isOpen(number) && number !== front?.commands,
  );
}

function* main(state: Shell, call: Invocation): Task<number> {
  yield* readProfiles(state, call);
  if (call.command !== undefined) {
    const source = state.parse(call.command);
    try {
      return yield* runSource(state, source, true, execsLast(state, source.statements));
    } catch (error) {
      if (error instanceof Discard) return error.status;
      throw error;
    }
  }
  if (call.file !== undefined) return yield* state.interpreter.file(state, call.file);
  return yield* commandByCommand(state);
}

/**
 * Whether the last program of `-c` takes the place of the shell (measured): always in busybox, never in dash; in bash
 * if it is a simple command without redirections, or the last of `&&` and `||`.
 */
function execsLast(state: Shell, statements: readonly Statement[]): boolean {
  if (state.kind === 'dash' || state.interactive) return false;
  const last = statements.at(-1)?.command;
  if (state.kind === 'sh') return true;
  return last?.type === 'AndOr' || (last?.type === 'Command' && last.redirects.length === 0);
}

function setUp(state: Shell, call: Invocation): void {
  const { process, kind } = state;
  state.name = call.name ?? process.argv[0] ?? kind;
  state.positional = [...call.positional];
  state.command = call.command !== undefined;
  state.scriptFile = call.file !== undefined;
  const reads = call.command === undefined && call.file === undefined;
  state.interactive =
    state.front !== undefined ||
    call.interactive ||
    (reads && process.isOpen(0) && process.isTerminal(0) && process.isTerminal(2));
  for (const option of kind === 'bash' ? ['hashall', 'braceexpand', ...call.options] : call.options)
    state.options.add(option);
  for (const option of call.off) state.options.delete(option);
  for (const option of call.shopt) state.shopt.add(option);
  if (kind === 'bash')
    for (const name of ['checkwinsize', 'cmdhist', 'sourcepath', 'promptvars', 'interactive_comments'])
      state.shopt.add(name);
  for (const [name, value] of process.env)
    if (isName(name)) state.variables.set(name, { value, exported: true });
  startVariables(state);
  if (state.interactive) {
    if (kind === 'bash') state.shopt.add('expand_aliases');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const) arrange(state, signal);
    if (process.isOpen(0) && process.isTerminal(0)) takeTerminal(state);
  }
}

function takeTerminal(state: Shell): void {
  const { process } = state;
  for (const signal of ['SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const) arrange(state, signal);
  state.terminal = 0;
  state.jobControl = true;
  state.options.add('monitor');
  state.group = process.processes().find((one) => one.pid === process.pid)?.group ?? process.pid;
}

function startVariables(state: Shell): void {
  const { process, kind, variables } = state;
  const fallback = (name: string, value: string): void => {
    if (!variables.has(name)) variables.set(name, { value });
  };
  const root = process.user().uid === 0;
  variables.set('IFS', { value: ' \t\n' });
  variables.set('OPTIND', { value: '1' });
  variables.set('PPID', { value: String(process.getppid()) });
  fallback('PATH', DEFAULT_PATH);
  const here = workingDirectory(state);
  variables.set('PWD', { value: here === process.cwd() ? here : process.cwd(), exported: true });
  fallback('PS2', '> ');
  fallback('PS4', '+ ');
  if (kind === 'dash') {
    if (state.interactive) fallback('PS1', root ? '# ' : '$ ');
    return;
  }
  const level = Number(variables.get('SHLVL')?.value ?? 0);
  variables.set('SHLVL', { value: String((Number.isFinite(level) ? level : 0) + 1), exported: true });
  if (kind === 'sh') {
    if (state.interactive) fallback('PS1', '\\w \\$ ');
    return;
  }
  if (state.interactive) fallback('PS1', '\\u@\\h:\\w\\$ ');
  const { uid } = process.user();
  const machine = process.machine();
  variables.set('UID', { value: String(uid), readonly: true, integer: true });
  variables.set('EUID', { value: String(uid), readonly: true, integer: true });
  variables.set('BASH', { value: '/bin/bash' });
  variables.set('BASH_VERSION', { value: BASH_VERSION });
  variables.set('BASH_VERSINFO', {
    value: undefined,
    list: new Map(
      ['5', '2', '15', '1', 'release', `${machine.architecture}-pc-linux-gnu`].map((one, at) => [at, one]),
    ),
  });
  fallback('HOSTNAME', machine.hostname);
  variables.set('HOSTTYPE', { value: machine.architecture });
  variables.set('OSTYPE', { value: 'linux-gnu' });
  variables.set('MACHTYPE', { value: `${machine.architecture}-pc-linux-gnu` });
  fallback('OPTERR', '1');
  fallback('TERM', 'dumb');
  if (!variables.has('HOME')) {
    const home = passwordEntry(state, undefined);
    if (home !== undefined) fallback('HOME', home);
  }
}

/** The files that a shell reads before its first command. */
function* readProfiles(state: Shell, call: Invocation): Task<void> {
  const { kind, variables } = state;
  const home = variables.get('HOME')?.value ?? '';
  const files: string[] = [];
  if (call.login) {
    files.push('/etc/profile');
    const own = kind === 'bash' ? ['.bash_profile', '.bash_login', '.profile'] : ['.profile'];
    const found = own.map((name) => `${home}/${name}`).find((path) => state.process.fs.exists(path));
    if (found) files.push(found);
  } else if (state.interactive && call.readsRc) {
    if (kind === 'bash') files.push('/etc/bash.bashrc', `${home}/.bashrc`);
    else if (variables.get('ENV')?.value) files.push(variables.get('ENV')?.value as string);
  }
  for (const path of files) {
    const { fs } = state.process;
    if (!fs.exists(path) || !fs.access(path, 'r')) continue;
    state.sourced++;
    try {
      yield* state.interpreter.evaluate(state, fs.readFile(path), path);
    } catch (error) {
      if (!(error instanceof Fatal || error instanceof Discard || error instanceof ExpansionError))
        throw error;
    }
    state.sourced--;
  }
}
