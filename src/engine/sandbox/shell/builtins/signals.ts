import { SystemError } from '../../kernel/errors.ts';
import type { Signal, Task } from '../../kernel/process.ts';
import { findJob } from '../jobs.ts';
import type { Shell } from '../shell-state.ts';
import { arrange, findSignal, SIGNAL_NUMBERS, SIGNALS } from '../signals.ts';

/** `kill`. */
export function* kill(shell: Shell, args: readonly string[]): Task<number> {
  const { kind } = shell;
  let signal: Signal | 0 = 'SIGTERM';
  let at = 0;
  const first = args[0] ?? '';
  if (first === '-l' || first === '-L') return yield* listSignals(shell, args.slice(1));
  if (/^-[A-Za-z0-9]/.test(first)) {
    const spec =
      first === '-s' || first === '-n'
        ? (args[1] ?? '')
        : first.startsWith('-s') && kind === 'bash'
          ? first.slice(2)
          : first.slice(1);
    at = first === '-s' || first === '-n' ? 2 : 1;
    const found = spec === '0' ? 0 : findSignal(spec);
    if (found === undefined) {
      if (kind === 'bash') yield* shell.complain(`${spec}: invalid signal specification`);
      else if (kind === 'sh') yield* shell.complain(`bad signal name '${spec}'`, '');
      else yield* shell.complain(`invalid signal number or name: ${spec}`);
      return kind === 'dash' ? 2 : 1;
    }
    signal = found;
  }
  if (args[at] === '--') at++;
  if (at >= args.length) {
    if (kind === 'bash')
      yield* shell.error(
        'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
      );
    else
      yield* shell.complain(
        kind === 'sh'
          ? 'you need to specify whom to kill'
          : 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]',
        kind === 'sh' ? '' : shell.builtin,
      );
    return kind === 'dash' ? 2 : kind === 'bash' ? 2 : 1;
  }
  let status = 0;
  for (const target of args.slice(at)) if (!(yield* killOne(shell, target, signal))) status = 1;
  if (shell.catching) yield* shell.process.work(0);
  return status;
}

function* killOne(shell: Shell, target: string, signal: Signal | 0): Task<boolean> {
  const { kind } = shell;
  const job = target.startsWith('%') ? findJob(shell, target) : undefined;
  if (target.startsWith('%') && !job) {
    yield* shell.complain(kind === 'bash' ? `${target}: no such job` : `No such job: ${target}`);
    return false;
  }
  if (!job && !/^-?\d+$/.test(target)) {
    if (kind === 'bash') yield* shell.complain(`${target}: arguments must be process or job IDs`);
    else if (kind === 'sh') yield* shell.complain(`invalid number '${target}'`, '');
    else yield* shell.complain(`Illegal number: ${target}`);
    return false;
  }
  try {
    if (!job) shell.process.kill(Number(target), signal);
    else if (job.group !== undefined) shell.process.kill(-job.group, signal);
    else for (const pid of job.pids) if (!job.states.has(pid)) shell.process.kill(pid, signal);
    return true;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (kind === 'bash') yield* shell.complain(`(${target}) - ${error.message}`);
    else if (kind === 'sh') yield* shell.complain(`can't kill pid ${target}: ${error.message}`, '');
    else yield* shell.complain(`${error.message}\n`);
    return false;
  }
}

function* listSignals(shell: Shell, args: readonly string[]): Task<number> {
  if (args.length === 0) {
    const rows = SIGNALS.map((signal) => `${String(SIGNAL_NUMBERS[signal]).padStart(2)}) ${signal}`);
    yield* shell.write(1, `${rows.join('\n')}\n`);
    return 0;
  }
  for (const spec of args) {
    const number = /^\d+$/.test(spec) ? Number(spec) : undefined;
    const signal = findSignal(number !== undefined && number > 128 ? String(number - 128) : spec);
    if (!signal) {
      yield* shell.complain(`${spec}: invalid signal specification`);
      return 1;
    }
    yield* shell.write(1, number !== undefined ? `${signal.slice(3)}\n` : `${SIGNAL_NUMBERS[signal]}\n`);
  }
  return 0;
}

/** `trap`. */
export function* trap(shell: Shell, args: readonly string[]): Task<number> {
  const words = args[0] === '--' ? args.slice(1) : args;
  if (words.length === 0 || words[0] === '-p') {
    const only = words.slice(1).map((name) => conditionOf(name));
    for (const [name, action] of [...shell.traps].sort(byNumber)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const shown = shell.kind === 'bash' && name !== 'EXIT' && name !== 'ERR' ? `SIG${name}` : name;
      yield* shell.write(1, `trap -- '${action.replaceAll("'", "'\\''")}' ${shown}\n`);
    }
    return 0;
  }
  if (words[0] === '-l') return yield* listSignals(shell, []);
  const resets = words[0] === '-' || words.length === 1 || /^\d+$/.test(words[0] as string);
  const action = words[0] as string;
  const names = resets && words[0] !== '-' ? words : words.slice(1);
  let status = 0;
  for (const written of names) {
    const name = conditionOf(written);
    if (name === undefined || (name === 'ERR' && shell.kind !== 'bash')) {
      if (shell.kind === 'dash') yield* shell.error(`trap: ${written}: bad trap\n`);
      else yield* shell.complain(`${written}: invalid signal specification`);
      status = 1;
      continue;
    }
    if (resets) shell.traps.delete(name);
    else shell.traps.set(name, action);
    const signal = findSignal(name);
    if (signal && name !== 'KILL' && name !== 'STOP') arrange(shell, signal);
  }
  return status;
}

function byNumber([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return order(a) - order(b);
}

function order(name: string): number {
  const signal = findSignal(name);
  return name === 'EXIT' ? 0 : signal ? SIGNAL_NUMBERS[signal] : 99;
}

/** @returns the name a trap is kept under: EXIT, ERR, or a signal without SIG */
function conditionOf(text: string): string | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (text === '0' || name === 'EXIT') return 'EXIT';
  if (['ERR', 'DEBUG', 'RETURN'].includes(name)) return name;
  return findSignal(text)?.slice(3);
}
