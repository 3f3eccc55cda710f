import { SystemError } from '../../kernel/errors.ts';
import type { Ended, Task } from '../../kernel/process.ts';
import { Interrupt } from '../control.ts';
import { collect, describeSignal, findJob, isDone, jobStatus, reap, record, removeJob } from '../jobs.ts';
import type { Shell } from '../shell-state.ts';
import { runTraps, SIGNAL_NUMBERS } from '../signals.ts';

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
