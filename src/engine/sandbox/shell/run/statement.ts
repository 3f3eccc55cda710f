import type { AndOr, CommandNode, PipelineNode, Statement } from 'unbash';
import type { Task } from '../../kernel/process.ts';
import { closeSubstitutions } from '../expand/substitution.ts';
import type { Shell } from '../shell-state.ts';
import { runTraps } from '../signals.ts';
import { runCommand } from './command.ts';
import { runCompound } from './compound.ts';
import { runBackground, runPipeline } from './pipeline.ts';

/** Runs statements one after the other. @returns the last status */
export function* runStatements(shell: Shell, statements: readonly Statement[], tail: boolean): Task<number> {
  let status = 0;
  const last = statements.at(-1);
  for (const statement of statements) {
    if (shell.options.has('noexec')) return status;
    shell.position = statement.pos;
    const mark = shell.substitutions.length;
    status = statement.background
      ? yield* runBackground(shell, statement)
      : yield* runAndOr(shell, statement.command, tail && statement === last);
    shell.status = status;
    if (shell.substitutions.length > mark) closeSubstitutions(shell, mark);
    if (shell.catching) yield* runTraps(shell);
  }
  return status;
}

function* runAndOr(shell: Shell, node: AndOr | PipelineNode, tail: boolean): Task<number> {
  if (node.type !== 'AndOr') return yield* runPipeline(shell, node, tail);
  let status = 0;
  for (let at = 0; at < node.commands.length; at++) {
    const operator = node.operators[at - 1];
    if (operator === '&&' && status !== 0) continue;
    if (operator === '||' && status === 0) continue;
    const last = at === node.commands.length - 1;
    if (!last) shell.conditional++;
    try {
      status = yield* runPipeline(shell, node.commands[at] as PipelineNode, tail && last);
    } finally {
      if (!last) shell.conditional--;
    }
    shell.status = status;
    if (shell.catching) yield* runTraps(shell);
  }
  return status;
}

/** Runs one command of a pipeline. */
export function* runNode(shell: Shell, node: CommandNode, tail: boolean): Task<number> {
  if (node.type === 'Command') return yield* runCommand(shell, node, tail);
  return yield* runCompound(shell, node, tail);
}
