import { SystemError } from '../kernel/errors.ts';
import type { Ended, Signal, Task } from '../kernel/process.ts';
import type { Job } from './shell-records.ts';
import type { Shell } from './shell-state.ts';

/** How one process of the shell ended, or that it stopped. */
export interface Outcome {
  readonly status: number;
  readonly signal?: Signal | undefined;
  readonly stopped?: boolean;
}

/** Remembers a child that nobody waits for. */
export function note(shell: Shell, pid: number): void {
  shell.children.add(pid);
}

/** Takes the signals that came from the kernel; their traps run between commands. */
export function collect(shell: Shell): void {
  for (const signal of shell.process.takeSignals()) shell.pending.push(signal);
}

/** Keeps what became of a child that is waited for elsewhere: of a job, or of `$!`. */
export function record(shell: Shell, ended: Ended): void {
  const job = shell.jobs.find((one) => one.pids.includes(ended.pid));
  if (job) {
    job.states.set(ended.pid, outcome(ended));
    job.told = false;
  } else if (shell.children.delete(ended.pid)) shell.ended.set(ended.pid, ended.status);
}

function outcome(ended: Ended): Outcome {
  return { status: ended.status, signal: ended.signal, stopped: ended.stopped ?? false };
}

/**
 * Waits for children in the foreground; takes note of every other that ends meanwhile. Signals that come are kept.
 * @returns how each ended; fewer than asked if one stopped
 */
export function* waitFor(shell: Shell, pids: readonly number[]): Task<Map<number, Outcome>> {
  const left = new Set(pids);
  const statuses = new Map<number, Outcome>();
  while (left.size > 0) {
    let ended: Ended | undefined;
    try {
      ended = yield* shell.process.wait('any', { block: true, stopped: shell.jobControl });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'EINTR') {
        collect(shell);
        continue;
      }
      break;
    }
    if (!ended) break;
    if (!left.has(ended.pid)) {
      record(shell, ended);
      continue;
    }
    statuses.set(ended.pid, outcome(ended));
    if (ended.stopped) break;
    left.delete(ended.pid);
  }
  return statuses;
}

/** Takes note of children that have ended, without waiting, so that no zombies stay. */
export function* reap(shell: Shell): Task<void> {
  if (shell.jobs.length === 0 && shell.children.size === 0) return;
  for (;;) {
    try {
      const ended = yield* shell.process.wait('any', { block: false, stopped: shell.jobControl });
      if (!ended) return;
      record(shell, ended);
    } catch (error) {
      if (error instanceof SystemError) return;
      throw error;
    }
  }
}

/** @returns a new job with the next free number */
export function addJob(
  shell: Shell,
  pids: readonly number[],
  group: number | undefined,
  command: string,
): Job {
  const id = Math.max(0, ...shell.jobs.map((job) => job.id)) + 1;
  const order = Math.max(0, ...shell.jobs.map((job) => job.order)) + 1;
  const job: Job = { id, pids, group, command, states: new Map(), told: true, order };
  shell.jobs.push(job);
  return job;
}

/** @returns whether all processes of a job have ended */
export function isDone(job: Job): boolean {
  return job.pids.every((pid) => {
    const state = job.states.get(pid);
    return state !== undefined && !state.stopped;
  });
}

/** @returns whether a job is stopped */
export function isStopped(job: Job): boolean {
  return !isDone(job) && job.pids.some((pid) => job.states.get(pid)?.stopped);
}

/** Forgets a job, keeping what `wait` may still ask. */
export function removeJob(shell: Shell, job: Job): void {
  shell.jobs = shell.jobs.filter((one) => one !== job);
  for (const [pid, state] of job.states) shell.ended.set(pid, state.status);
}

/** @returns the status of a job: that of its last process */
export function jobStatus(job: Job): number {
  return job.states.get(job.pids.at(-1) as number)?.status ?? 0;
}

/** @returns `+`, `-` or a space: which job `%+` and `%-` mean */
export function jobMark(shell: Shell, job: Job): string {
  const ranked = [...shell.jobs].sort(
    (a, b) => Number(isStopped(b)) - Number(isStopped(a)) || b.order - a.order,
  );
  if (ranked[0] === job) return '+';
  return ranked[1] === job ? '-' : ' ';
}

/** @returns the job that `%1`, `%+`, `%-`, `%%`, `%name` or `%?text` means */
export function findJob(shell: Shell, spec: string): Job | undefined {
  const name = spec.replace(/^%/, '');
  if (/^\d+$/.test(name)) return shell.jobs.find((job) => job.id === Number(name));
  if (name === '' || name === '%' || name === '+')
    return shell.jobs.find((job) => jobMark(shell, job) === '+');
  if (name === '-') {
    return (
      shell.jobs.find((job) => jobMark(shell, job) === '-') ??
      shell.jobs.find((job) => jobMark(shell, job) === '+')
    );
  }
  if (name.startsWith('?')) return shell.jobs.find((job) => job.command.includes(name.slice(1)));
  return shell.jobs.find((job) => job.command.startsWith(name));
}

const DESCRIPTIONS: Readonly<Partial<Record<Signal, string>>> = {
  SIGHUP: 'Hangup',
  SIGINT: 'Interrupt',
  SIGQUIT: 'Quit',
  SIGABRT: 'Aborted',
  SIGKILL: 'Killed',
  SIGUSR1: 'User defined signal 1',
  SIGUSR2: 'User defined signal 2',
  SIGPIPE: 'Broken pipe',
  SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated',
};

/** @returns what strsignal(3) says of a signal */
export function describeSignal(signal: Signal): string {
  return DESCRIPTIONS[signal] ?? signal;
}

/** @returns a line of `jobs` */
export function jobLine(shell: Shell, job: Job, withPids = false): string {
  const last = job.states.get(job.pids.at(-1) as number);
  let state = 'Running';
  if (isStopped(job)) state = shell.kind === 'sh' ? 'Stopped' : 'Stopped';
  else if (isDone(job) && last) {
    if (last.signal) state = describeSignal(last.signal);
    else if (last.status === 0) state = 'Done';
    else state = shell.kind === 'bash' ? `Exit ${last.status}` : `Done(${last.status})`;
  }
  const mark = jobMark(shell, job);
  const running = state === 'Running';
  const pid = withPids ? `${job.pids.at(-1)} ` : '';
  if (shell.kind === 'bash') {
    return `[${job.id}]${mark}  ${pid}${state.padEnd(24)}${job.command}${running ? ' &' : ''}\n`;
  }
  const head = shell.kind === 'sh' ? `[${job.id}]${mark}  ` : `[${job.id}] ${mark} `;
  return `${head}${pid}${state.padEnd(27)}${job.command}\n`;
}
