import { heredocText, readMark } from './heredoc.ts';
import type { RunInstruction } from './instruction.ts';
import type { RunStep } from './plan.ts';
import { DockerfileError } from './syntax.ts';

/** What a RUN runs. */
export interface RunLine {
  readonly args: readonly string[];
  readonly script: RunStep['script'];
  /** How it is shown behind the instruction: the first line of its document. */
  readonly summary: string;
}

function summaryOf(document: string): string {
  const [first = '', ...more] = document.trim().split('\n');
  return ` (${first}${more.length > 0 ? '...' : ''})`;
}

/** @returns the arguments of a RUN; its documents become the script, a file, or go to the shell with their line */
export function runLine(instruction: RunInstruction, shell: readonly string[]): RunLine {
  const { documents, args } = instruction;
  const withShell = (line: string) => (instruction.shell ? [...shell, line] : [line]);
  const [first] = documents;
  if (first === undefined) {
    return { args: instruction.shell ? withShell(args.join(' ')) : args, script: undefined, summary: '' };
  }
  const [line = ''] = args;
  if (args.length !== 1 || !instruction.shell) {
    throw new DockerfileError(`parsing produced an invalid run command: [${args.join(' ')}]`);
  }
  if (readMark(line) === undefined) {
    const whole = documents.map(({ content, name }) => `\n${content}${name}`).join('');
    return { args: withShell(`${line}${whole}`), script: undefined, summary: '' };
  }
  const content = heredocText(first);
  const summary = summaryOf(first.content);
  if (!content.startsWith('#!')) return { args: withShell(content), script: undefined, summary };
  const path = `/dev/pipes/${first.name}`;
  return { args: withShell(path), script: { path, content }, summary };
}
