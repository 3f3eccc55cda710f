import { SystemError } from '../../kernel/errors.ts';
import type { Ended, Signal, Task } from '../../kernel/process.ts';
import { Interrupt } from '../control.ts';
import {
  collect,
  describeSignal,
  findJob,
  isDone,
  isStopped,
  jobLine,
  jobStatus,
  reap,
  record,
  removeJob,
} from '../jobs.ts';
import { foreground } from '../run/foreground.ts';
import type { Job, Shell } from '../shell-state.ts';
import { arrange, findSignal, runTraps, SIGNAL_NUMBERS, SIGNALS } from '../signals.ts';

/** Waits for one more child to end. @returns 128 + number if a trapped signal came instead; undefined if there are no children */
function* next(shell: Shell): Task<Ended | number | undefined> {
  try {
    return yield* shell.process.wait('any', { block: true });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.code !== 'EINTR') return undefined;
    collect(shell);
    const signal = shell.pending.find(
      (one) => shell.traps.get(one.slice(3)) || (shell.interactive && one === 'SIGINT'),
    );
    if (signal === 'SIGINT' && !shell.traps.get('INT')) {
      shell.pending = [];
      throw new Interrupt();
    }
    if (!signal) {
      shell.pending = [];
      return -1;
    }
    yield* runTraps(shell);
    return 128 + SIGNAL_NUMBERS[signal];
  }
}

/** `wait [pid|%job …]`, `wait -n` (bash). */
export function* wait(shell: Shell, args: readonly string[]): Task<number> {
  yield* reap(shell);
  const any = args[0] === '-n';
  const targets = args.filter((one) => !/^-[nf]$/.test(one));
  if (targets.length === 0) {
    const before = new Set(shell.jobs.filter(isDone));
    while (shell.jobs.some((job) => !isDone(job))) {
      if (any && before.size > 0) break;
      const ended = yield* next(shell);
      if (ended === undefined) break;
      if (typeof ended === 'number') {
        if (ended > 0) return ended;
        continue;
      }
      record(shell, ended);
      const job = shell.jobs.find((one) => one.pids.includes(ended.pid));
      if (any && job && isDone(job)) before.add(job);
    }
    if (any) {
      const [job] = before;
      if (!job) return 127;
      removeJob(shell, job);
      return jobStatus(job);
    }
    for (const job of shell.jobs.filter(isDone)) removeJob(shell, job);
    return 0;
  }
  let status = 0;
  for (const target of targets) {
    const result = yield* waitTarget(shell, target);
    if (result.interrupted) return result.status;
    status = result.status;
  }
  return status;
}

function* waitTarget(shell: Shell, target: string): Task<{ status: number; interrupted: boolean }> {
  const pid = Number(target);
  const job = target.startsWith('%')
    ? findJob(shell, target)
    : shell.jobs.find((one) => one.pids.includes(pid));
  if (!job) {
    const known = shell.ended.get(pid);
    if (known !== undefined) return { status: known, interrupted: false };
    if (target.startsWith('%') || !/^\d+$/.test(target)) {
      yield* shell.complain(
        target.startsWith('%') ? `${target}: no such job` : `\`${target}': not a pid or valid job spec`,
      );
      return { status: target.startsWith('%') ? 127 : 1, interrupted: false };
    }
    if (shell.kind === 'bash') yield* shell.complain(`pid ${target} is not a child of this shell`);
    return { status: 127, interrupted: false };
  }
  const done = (): boolean => (target.startsWith('%') ? isDone(job) : job.states.has(pid));
  while (!done()) {
    const ended = yield* next(shell);
    if (ended === undefined) return { status: 127, interrupted: false };
    if (typeof ended === 'number') {
      if (ended > 0) return { status: ended, interrupted: true };
      continue;
    }
    record(shell, ended);
  }
  const signal = job.states.get(job.pids.at(-1) as number)?.signal;
  if (signal && shell.kind !== 'bash' && signal !== 'SIGINT' && signal !== 'SIGPIPE') {
    yield* shell.error(`${describeSignal(signal)}\n`);
  }
  const status = target.startsWith('%') ? jobStatus(job) : (job.states.get(pid)?.status ?? 127);
  if (isDone(job)) removeJob(shell, job);
  return { status, interrupted: false };
}

/** `jobs`. */
export function* jobs(shell: Shell, args: readonly string[]): Task<number> {
  yield* reap(shell);
  for (const job of [...shell.jobs]) {
    if (args.includes('-p')) yield* shell.write(1, `${job.pids[0]}\n`);
    else yield* shell.write(1, jobLine(shell, job, args.includes('-l')));
    job.told = true;
    if (isDone(job)) removeJob(shell, job);
  }
  return 0;
}

function* chosenJob(shell: Shell, spec: string | undefined): Task<Job | undefined> {
  if (!shell.jobControl && shell.kind === 'bash') {
    yield* shell.complain('no job control');
    return undefined;
  }
  const job = findJob(shell, spec ?? '%+');
  if (!job) {
    if (shell.kind === 'bash') yield* shell.complain(`${spec ?? 'current'}: no such job`);
    else yield* shell.complain(spec === undefined ? 'No current job' : `No such job: ${spec}`);
  }
  return job;
}

function resume(shell: Shell, job: Job): void {
  for (const [pid, state] of [...job.states]) if (state.stopped) job.states.delete(pid);
  if (job.group !== undefined) shell.process.kill(-job.group, 'SIGCONT');
}

/** `fg`. */
export function* fg(shell: Shell, args: readonly string[]): Task<number> {
  yield* reap(shell);
  const job = yield* chosenJob(shell, args[0]);
  if (!job) return shell.kind === 'bash' ? 1 : 2;
  yield* shell.write(1, `${job.command}\n`);
  if (isDone(job)) return jobStatus(job);
  shell.jobs = shell.jobs.filter((one) => one !== job);
  if (shell.terminal !== undefined && job.group !== undefined)
    shell.process.setForeground(shell.terminal, job.group);
  resume(shell, job);
  const left = job.pids.filter((pid) => !job.states.has(pid));
  return yield* foreground(shell, left, job.group, job.command);
}

/** `bg`. */
export function* bg(shell: Shell, args: readonly string[]): Task<number> {
  const job = yield* chosenJob(shell, args[0]);
  if (!job) return shell.kind === 'bash' ? 1 : 2;
  if (isStopped(job)) resume(shell, job);
  yield* shell.write(
    1,
    shell.kind === 'bash' ? `[${job.id}]+ ${job.command} &\n` : `[${job.id}] ${job.command}\n`,
  );
  shell.lastBackground = job.pids.at(-1);
  return 0;
}

/** `disown` (bash). */
export function* disown(shell: Shell, args: readonly string[]): Task<number> {
  if (args.includes('-a')) {
    shell.jobs = [];
    return 0;
  }
  for (const spec of args.length > 0 ? args.filter((one) => !one.startsWith('-')) : ['%+']) {
    const job = findJob(shell, spec) ?? shell.jobs.find((one) => one.pids.includes(Number(spec)));
    if (!job) {
      yield* shell.complain(`${spec}: no such job`);
      return 1;
    }
    shell.jobs = shell.jobs.filter((one) => one !== job);
  }
  return 0;
}

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
