import type { Task } from '../../kernel/process.ts';
import { Interrupt } from '../control.ts';
import { addJob, collect, describeSignal, jobLine, type Outcome, waitFor } from '../jobs.ts';
import type { Shell } from '../shell-state.ts';

/** Waits for a pipeline in the foreground. @returns the status of each process, the last of which is the pipeline's */
export function* foregroundStatuses(
  shell: Shell,
  pids: readonly number[],
  group: number | undefined,
  command: string,
): Task<number[]> {
  const { process, terminal } = shell;
  const controls = shell.jobControl && terminal !== undefined && group !== undefined;
  if (controls) process.setForeground(terminal, group);
  const outcomes = yield* waitFor(shell, pids);
  if (controls && shell.group !== undefined) process.setForeground(terminal, shell.group);
  const stopped = [...outcomes.values()].find((outcome) => outcome.stopped);
  if (stopped) {
    const job = addJob(shell, pids, group, command);
    for (const [pid, outcome] of outcomes) job.states.set(pid, outcome);
    yield* shell.error(`\n${jobLine(shell, job)}`);
    return pids.map(() => 128 + 20);
  }
  yield* report(shell, pids, outcomes, command);
  return pids.map((pid) => outcomes.get(pid)?.status ?? 127);
}

/** Waits for a pipeline in the foreground. @returns the status of its last process */
export function* foreground(
  shell: Shell,
  pids: readonly number[],
  group: number | undefined,
  command: string,
): Task<number> {
  return (yield* foregroundStatuses(shell, pids, group, command)).at(-1) as number;
}

/** Says which signal ended a program, as shells do for all but SIGINT and SIGPIPE. */
function* report(
  shell: Shell,
  pids: readonly number[],
  outcomes: ReadonlyMap<number, Outcome>,
  command: string,
): Task<void> {
  for (const pid of pids) {
    const signal = outcomes.get(pid)?.signal;
    if (!signal) continue;
    if (signal === 'SIGINT') {
      if (shell.interactive) {
        collect(shell);
        shell.pending = shell.pending.filter((one) => one !== 'SIGINT');
        if (shell.terminal !== undefined) yield* shell.error('\n');
        throw new Interrupt();
      }
      if (pid === pids.at(-1) && !shell.traps.has('INT') && shell.process.pid !== 1) yield* die(shell);
      continue;
    }
    if (signal === 'SIGPIPE' || (pid !== pids.at(-1) && shell.kind !== 'bash')) continue;
    if (shell.kind === 'bash' && !shell.interactive) {
      yield* shell.error(
        `${shell.prefix('')}${String(pid).padStart(5)} ${describeSignal(signal).padEnd(23)} ${command}\n`,
      );
    } else yield* shell.error(`${describeSignal(signal)}\n`);
  }
}

/** A shell that runs a script ends by SIGINT itself when a program of it did. */
function* die(shell: Shell): Task<void> {
  if (shell.kind !== 'bash') return;
  shell.process.onSignal('SIGINT', 'default');
  shell.process.kill(shell.process.pid, 'SIGINT');
  yield* shell.process.work(0);
}
