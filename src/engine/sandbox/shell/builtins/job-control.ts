import type { Task } from '../../kernel/process.ts';
import { findJob, isDone, isStopped, jobLine, jobStatus, reap, removeJob } from '../jobs.ts';
import { foreground } from '../run/foreground.ts';
import type { Job } from '../shell-records.ts';
import type { Shell } from '../shell-state.ts';

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
