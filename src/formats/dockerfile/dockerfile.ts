import type { Content, FromInstruction, Instruction } from './instruction.ts';
import { parseSource } from './parse.ts';
import { readInstruction } from './read-instruction.ts';
import { DockerfileError, type Line, type Source } from './syntax.ts';

export interface Stage {
  readonly from: Instruction<FromInstruction>;
  readonly instructions: readonly Instruction[];
}

/** A Dockerfile, read. */
export interface Dockerfile {
  readonly source: Source;
  /** The ARGs before the first FROM. */
  readonly args: readonly Instruction<Extract<Content, { kind: 'ARG' }>>[];
  readonly stages: readonly Stage[];
}

/** Kinds that BuildKit reads while it still looks for lines: their errors name no line in the message. */
const READ_EARLY = /^(?:ENV|LABEL) must have two arguments$|^Syntax error - |^when using JSON array syntax/;

/** @returns the instruction of a line. @throws DockerfileError with the line */
export function instructionOfLine(line: Line, token: string): Instruction {
  try {
    return { ...readInstruction(line, token), line };
  } catch (problem) {
    if (!(problem instanceof DockerfileError)) throw problem;
    const early = READ_EARLY.test(problem.message);
    const message = early
      ? problem.message
      : `dockerfile parse error on line ${line.lines.start}: ${problem.message}`;
    throw new DockerfileError(message, [line.lines]);
  }
}

/**
 * Reads a Dockerfile as BuildKit does.
 * @throws DockerfileError with BuildKit's message and the lines it is about
 */
export function parseDockerfile(text: string): Dockerfile {
  const source = parseSource(text);
  const args: Dockerfile['args'][number][] = [];
  const stages: { readonly from: Stage['from']; readonly instructions: Instruction[] }[] = [];
  for (const line of source.instructions) {
    const instruction = instructionOfLine(line, source.escape);
    const stage = stages.at(-1);
    if (instruction.kind === 'FROM') stages.push({ from: instruction, instructions: [] });
    else if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.kind === 'ARG') args.push(instruction);
    else throw new DockerfileError('no build stage in current context', [line.lines]);
  }
  if (stages.length === 0) throw new DockerfileError('dockerfile contains no stages to build');
  return { source, args, stages };
}
