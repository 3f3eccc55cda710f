import type { CommandNode, Pipeline, PipelineNode, Statement } from 'unbash';
import type { Task } from '../../kernel/process.ts';
import { Exit } from '../control.ts';
import { addJob, collect, note } from '../jobs.ts';
import type { Shell } from '../shell-state.ts';
import { runTrap } from '../signals.ts';
import { foregroundStatuses } from './foreground.ts';
import { fork } from './fork.ts';

/** Runs a pipeline in the foreground. @returns its status, `!` and pipefail minded */
export function* runPipeline(shell: Shell, node: PipelineNode, tail: boolean): Task<number> {
  if (node.type !== 'Pipeline') return yield* single(shell, node, tail);
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const timed = node.prefixes.some((prefix) => prefix.type === 'Time');
  const began = timed ? shell.process.now() : 0;
  if (negated) shell.conditional++;
  let status: number;
  try {
    status = yield* stages(shell, node);
  } finally {
    if (negated) shell.conditional--;
  }
  if (timed) yield* showTime(shell, shell.process.now() - began);
  return negated ? Number(status === 0) : status;
}

function* single(shell: Shell, node: CommandNode, tail: boolean): Task<number> {
  const status = yield* shell.interpreter.command(shell, node, tail);
  shell.pipeStatus = [status];
  if (status !== 0 && counts(node)) yield* failed(shell, status);
  return status;
}

/** Whether a failure is the command's own (`set -e`): a compound command fails by a command in it. */
function counts(node: CommandNode): boolean {
  const inner = node.type === 'Redirected' ? node.command : node;
  return (
    ['Command', 'Subshell', 'TestCommand', 'ArithmeticCommand'].includes(inner.type) ||
    node.type === 'Redirected'
  );
}

/** What a failure means under `set -e` and `trap … ERR`. */
export function* failed(shell: Shell, status: number): Task<void> {
  if (shell.conditional > 0) return;
  const action = shell.kind === 'bash' ? shell.traps.get('ERR') : undefined;
  if (action && !shell.inTrap && (shell.frames.length === 0 || shell.options.has('errtrace'))) {
    shell.status = status;
    shell.inTrap = true;
    yield* runTrap(shell, action);
    shell.inTrap = false;
  }
  if (shell.options.has('errexit')) throw new Exit(status);
}

function* stages(shell: Shell, node: Pipeline): Task<number> {
  if (node.commands.length === 0) return 0;
  if (node.commands.length === 1) return yield* single(shell, node.commands[0] as CommandNode, false);
  const { pids, group } = startStages(shell, node, false, undefined);
  const text = shell.source.text.slice(node.pos, node.end);
  const statuses = yield* foregroundStatuses(shell, pids, group, text);
  shell.pipeStatus = statuses;
  let status = statuses.at(-1) as number;
  if (shell.options.has('pipefail')) status = statuses.findLast((one) => one !== 0) ?? 0;
  if (status !== 0) yield* failed(shell, status);
  return status;
}

/** Starts the processes of a pipeline, connected by pipes. */
function startStages(
  shell: Shell,
  node: PipelineNode,
  background: boolean,
  input: number | undefined,
): { pids: number[]; group: number | undefined } {
  const { process } = shell;
  const commands = node.type === 'Pipeline' ? node.commands : [node];
  const pids: number[] = [];
  let group: number | undefined;
  let before = input;
  commands.forEach((command, at) => {
    const last = at === commands.length - 1;
    const pipe = last ? undefined : process.pipe();
    const files = new Map(shell.descriptors.table());
    if (before !== undefined) files.set(0, before);
    if (pipe) files.set(1, pipe.write);
    const all = node.type === 'Pipeline' && node.operators[at] === '|&';
    if (pipe && all) files.set(2, pipe.write);
    const pid = fork(
      shell,
      {
        files,
        ...(shell.jobControl ? { group: group ?? 'new' } : {}),
        ...(background && !shell.jobControl ? { ignore: ['SIGINT', 'SIGQUIT'] as const } : {}),
      },
      (child) => child.interpreter.command(child, command, true),
    );
    if (shell.jobControl) group ??= pid;
    pids.push(pid);
    if (before !== undefined) process.close(before);
    if (pipe) process.close(pipe.write);
    before = pipe?.read;
  });
  return { pids, group };
}

/** Starts a statement that ends in `&`. */
export function* runBackground(shell: Shell, statement: Statement): Task<number> {
  const { process, source } = shell;
  const { command } = statement;
  const text = source.text.slice(statement.pos, command.end).trim();
  let pids: number[];
  let group: number | undefined;
  const input = shell.jobControl ? undefined : process.open('/dev/null', { read: true });
  if (command.type === 'AndOr' || (command.type === 'Pipeline' && command.prefixes.length > 0)) {
    const files = new Map(shell.descriptors.table());
    if (input !== undefined) files.set(0, input);
    const foregroundCopy: Statement = { ...statement, background: undefined };
    const options = {
      files,
      ...(shell.jobControl ? { group: 'new' as const } : { ignore: ['SIGINT', 'SIGQUIT'] as const }),
    };
    const pid = fork(shell, options, (child) => child.interpreter.run(child, [foregroundCopy], true));
    if (input !== undefined) process.close(input);
    pids = [pid];
    group = shell.jobControl ? pid : undefined;
  } else ({ pids, group } = startStages(shell, command, true, input));
  const last = pids.at(-1) as number;
  shell.lastBackground = last;
  for (const pid of pids) note(shell, pid);
  const job = addJob(shell, pids, group, text);
  if (shell.interactive && shell.jobControl && shell.level === 0) {
    if (shell.kind === 'bash') yield* shell.error(`[${job.id}] ${last}\n`);
  }
  if (shell.catching) collect(shell);
  return 0;
}

/** The report of the `time` keyword; processor time of children is not told apart. */
function* showTime(shell: Shell, milliseconds: number): Task<void> {
  const minutes = Math.floor(milliseconds / 60000);
  const seconds = ((milliseconds % 60000) / 1000).toFixed(3);
  yield* shell.error(`\nreal\t${minutes}m${seconds}s\nuser\t0m0.000s\nsys\t0m0.000s\n`);
}
