/** A stretch of one line of a Dockerfile. Lines and columns count from 1; `end` is the column after the last character. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly end: number;
}

/** One word of an instruction, as it is written, and where. */
export interface Word extends Span {
  readonly text: string;
}

/** Lines from the first to the last, counted from 1. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** A document that follows an instruction (`RUN <<EOF`). */
export interface Heredoc {
  readonly name: string;
  /** false: its name is quoted, so variables in it stay as they are. */
  readonly expand: boolean;
  /** `<<-`: tabs at the beginning of its lines are not part of it. */
  readonly chomp: boolean;
  readonly content: string;
}

/** One logical line: an instruction with all that continues it. */
export interface Line {
  /** Its first word, as it is written. */
  readonly keyword: string;
  /** `--from=build`, without what is not a flag. */
  readonly flags: readonly string[];
  /** What comes after keyword and flags, continuation lines joined. */
  readonly rest: string;
  /** All of it in one line, as BuildKit shows it. */
  readonly original: string;
  readonly heredocs: readonly Heredoc[];
  readonly lines: Lines;
  /** Comments right above it, without `#`. */
  readonly comments: readonly string[];
  readonly words: readonly Word[];
}

export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check';
  readonly value: string;
  readonly line: number;
}

/** The text of a Dockerfile cut into instructions. */
export interface Source {
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly instructions: readonly Line[];
  /** Last lines of the instructions that an empty line continues. */
  readonly emptyContinuations: readonly number[];
}

/** What is wrong with a Dockerfile. The message is BuildKit's, without `failed to solve: `. */
export class DockerfileError extends Error {
  /** The lines it is about; none: the file as a whole. */
  readonly lines: readonly Lines[];
  constructor(message: string, lines: readonly Lines[] = []) {
    super(message);
    this.name = 'DockerfileError';
    this.lines = lines;
  }
}
