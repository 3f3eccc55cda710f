import type { CommandExpansionPart, ParsedScript, ProcessSubstitutionPart } from 'unbash';
import type { Task } from '../../kernel/process.ts';
import { ExpansionError, LONGEST, tooLong } from '../control.ts';
import { note, waitFor } from '../jobs.ts';
import { fork } from '../run/fork.ts';
import { applyRedirections } from '../run/redirect.ts';
import type { Shell } from '../shell-state.ts';
import { readSource, type Source } from '../source.ts';

/** The source that a nested script's positions count in. */
function nested(shell: Shell, script: ParsedScript): Source {
  if (script.source === undefined) return shell.source;
  return { ...shell.source, text: script.source };
}

/** `$(…)` and backquotes. @returns what the commands print, without the newlines at its end */
export function* substituteCommand(shell: Shell, part: CommandExpansionPart): Task<string> {
  const script = part.script;
  if (!script) return '';
  if (script.errors && script.errors.length > 0) {
    const inner = part.text.startsWith('`') ? part.text.slice(1, -1) : part.text.slice(2, -1);
    const problem = readSource(inner, shell.kind, shell.line()).error;
    if (problem) {
      const message =
        shell.kind === 'bash'
          ? problem.message
          : `${shell.kind === 'sh' ? 's' : 'S'}yntax error: ${problem.message}`;
      throw new ExpansionError(message, 2, true);
    }
  }
  if (script.commands.length === 0) return '';
  const source = nested(shell, script);
  const { process } = shell;
  const pipe = process.pipe();
  const files = new Map(shell.descriptors.table());
  files.set(1, pipe.write);
  const pid = fork(shell, { files, substitution: true }, function* (child) {
    child.source = source;
    const only = script.commands.length === 1 ? script.commands[0]?.command : undefined;
    if (only?.type === 'Command' && !only.name && only.prefix.length === 1 && only.redirects.length === 1) {
      return yield* copyFile(child, only.redirects);
    }
    return yield* child.interpreter.run(child, script.commands, true);
  });
  process.close(pipe.write);
  let text = '';
  for (;;) {
    const some = yield* process.read(pipe.read);
    if (some === '') break;
    text += some;
    if (text.length > LONGEST) throw tooLong();
  }
  process.close(pipe.read);
  const statuses = yield* waitFor(shell, [pid]);
  shell.substitutionStatus = statuses.get(pid)?.status ?? 0;
  if (text.includes('\0')) text = text.replaceAll('\0', '');
  return text.replace(/\n+$/, '');
}

/** `$(<file)`: what is in the file. */
function* copyFile(shell: Shell, redirects: Parameters<typeof applyRedirections>[1]): Task<number> {
  const saved = yield* applyRedirections(shell, redirects);
  if (!saved) return 1;
  const real = shell.descriptors.get(0);
  for (;;) {
    const some = real === undefined ? '' : yield* shell.process.read(real, 65536);
    if (some === '') return 0;
    yield* shell.write(1, some);
  }
}

/** `<(…)` and `>(…)`: a pipe that the commands write or read. @returns its path, good until the command ends */
export function* substituteProcess(shell: Shell, part: ProcessSubstitutionPart): Task<string> {
  const { process, source, descriptors } = shell;
  const { script } = part;
  const reads = part.operator === '<';
  const pipe = process.pipe();
  const theirs = reads ? pipe.write : pipe.read;
  const files = new Map(descriptors.table());
  files.set(reads ? 1 : 0, theirs);
  const pid = fork(shell, { files }, function* (child) {
    child.source = source;
    return script ? yield* child.interpreter.run(child, script.commands, true) : 0;
  });
  note(shell, pid);
  process.close(theirs);
  let number = 63;
  while (descriptors.get(number) !== undefined) number--;
  descriptors.set(number, reads ? pipe.read : pipe.write);
  shell.substitutions.push(number);
  return `/dev/fd/${number}`;
}

/** Closes the pipes of process substitutions made since a mark. */
export function closeSubstitutions(shell: Shell, mark: number): void {
  for (const number of shell.substitutions.splice(mark)) shell.descriptors.set(number, undefined);
}
