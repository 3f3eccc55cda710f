import { SystemError } from '../kernel/errors.ts';
import type { Task } from '../kernel/process.ts';
import { Exit } from './control.ts';
import { runSource } from './interpreter.ts';
import { collect, isDone, jobLine, reap, removeJob } from './jobs.ts';
import { prompt } from './prompt.ts';
import type { Shell } from './shell-state.ts';
import { runTraps } from './signals.ts';
import { readSource } from './source.ts';

/**
 * Runs one command from the standard input, or from the shell's front. Nothing beyond the line that completes it is
 * read, so a program that reads the standard input gets the lines after it. Throws `Exit` at the end of the input.
 */
export function* runCommand(shell: Shell): Task<void> {
  const read = yield* readCommand(shell, shell.nextLine);
  if (read === 'interrupt') {
    shell.status = 130;
    return;
  }
  if (read === undefined) {
    if (shell.interactive && shell.terminal !== undefined && shell.kind === 'bash')
      yield* shell.error('exit\n');
    throw new Exit(shell.status);
  }
  shell.nextLine = read.nextLine;
  if (read.text.trim() !== '') shell.history.push(read.text.replace(/\n$/, ''));
  const source = readSource(read.text, shell.kind, read.firstLine);
  if (source.statements.length > 0 || source.error) {
    const status = yield* runSource(shell, source, false, false);
    shell.status = status;
  }
  if (shell.options.has('onecmd')) throw new Exit(shell.status);
}

interface Read {
  readonly text: string;
  readonly firstLine: number;
  readonly nextLine: number;
}

/** Reads lines until they are a whole command. @returns undefined at the end of the input */
function* readCommand(shell: Shell, firstLine: number): Task<Read | 'interrupt' | undefined> {
  let text = '';
  let nextLine = firstLine;
  let delimiter: string | undefined;
  for (;;) {
    if (shell.interactive) {
      if (text === '') yield* tellJobs(shell);
      yield* showPrompt(shell, text !== '');
    }
    const real = shell.front === undefined ? shell.descriptors.get(0) : shell.front.commands;
    let some: string;
    try {
      some = real === undefined ? '' : yield* shell.process.readLine(real);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EINTR') throw error;
      collect(shell);
      const interrupted = shell.pending.includes('SIGINT');
      if (interrupted && !shell.traps.has('INT')) {
        shell.pending = shell.pending.filter((signal) => signal !== 'SIGINT');
        yield* shell.error('\n');
        return 'interrupt';
      }
      yield* runTraps(shell);
      continue;
    }
    if (some === '') return text === '' ? undefined : { text, firstLine, nextLine };
    nextLine++;
    text += some;
    if (shell.options.has('verbose')) yield* shell.error(some);
    if (delimiter !== undefined && some.replace(/^\t+/, '').replace(/\n$/, '') !== delimiter) continue;
    const source = readSource(text, shell.kind, firstLine);
    delimiter = source.delimiter;
    if (!source.incomplete) return { text, firstLine, nextLine };
  }
}

function* showPrompt(shell: Shell, continuation: boolean): Task<void> {
  const { front, process } = shell;
  if (front !== undefined) {
    const { status } = shell;
    const directory = process.cwd();
    process.call(() => front.onPrompt(continuation, status, directory));
  } else yield* shell.error(yield* prompt(shell, continuation ? 'PS2' : 'PS1'));
}

/** Says which background jobs ended since the last prompt. */
function* tellJobs(shell: Shell): Task<void> {
  yield* reap(shell);
  for (const job of [...shell.jobs]) {
    if (!isDone(job)) continue;
    if (shell.jobControl) yield* shell.error(jobLine(shell, job));
    removeJob(shell, job);
  }
}
