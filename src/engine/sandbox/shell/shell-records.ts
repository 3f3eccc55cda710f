import type { CompoundCommand, CompoundList, ParameterOperation, Redirected, Word } from 'unbash';
import type { Signal } from '../kernel/process.ts';
import type { Kind } from './dialect.ts';
import type { Source } from './source.ts';
import type { Variable } from './variables.ts';

/** A function of a script. */
export interface FunctionDefinition {
  readonly body: CompoundCommand | Redirected | CompoundList;
  readonly source: Source;
  /** Where it stands, for `type` and `declare -f`. */
  readonly pos: number;
  readonly end: number;
}

/** What a signal, `EXIT` or `ERR` does: a command, or '' to ignore. */
export type Traps = Map<string, string>;

/** A pipeline that runs beside the shell, or is stopped. */
export interface Job {
  readonly id: number;
  readonly pids: readonly number[];
  readonly group: number | undefined;
  readonly command: string;
  readonly states: Map<number, { status: number; signal?: Signal | undefined; stopped?: boolean }>;
  /** The learner has been told of its state. */
  told: boolean;
  order: number;
}

/** What a function call saves. */
export interface Frame {
  readonly locals: Map<string, Variable | undefined>;
  readonly name: string;
}

/** All that a subshell takes over; owned by nobody, never changed. */
export interface Snapshot {
  readonly kind: Kind;
  readonly interactive: boolean;
  readonly name: string;
  readonly positional: readonly string[];
  readonly variables: ReadonlyMap<string, Variable>;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly options: ReadonlySet<string>;
  readonly shopt: ReadonlySet<string>;
  readonly traps: ReadonlyMap<string, string>;
  readonly status: number;
  readonly pid: number;
  readonly lastBackground: number | undefined;
  readonly source: Source;
  readonly position: number;
  readonly conditional: number;
  readonly started: number;
  readonly numbers: readonly number[];
  readonly level: number;
  readonly frames: readonly string[];
  readonly loops: number;
  readonly command: boolean;
  readonly scriptFile: boolean;
  readonly directories: readonly string[];
}

/** Whoever gives a shell its commands line by line, so that its standard input is left to the programs that it runs. */
export interface Front {
  /** The descriptor that the lines come from. */
  readonly commands: number;
  /** The shell wants a line: the first of a command, or more of one. `$?` and the working directory are as of now. */
  readonly onPrompt: (continuation: boolean, status: number, directory: string) => void;
  /** It has been left. */
  readonly onEnd: (status: number) => void;
}

/** Where an expansion stands. */
export interface Context {
  /** Between double quotes, or in a here-document. */
  readonly quoted: boolean;
  /** `~` also after `:` (the value of an assignment). */
  readonly assignment?: boolean;
  /** Not split, so `$*` is joined. */
  readonly joined?: boolean;
}

/** A parameter expansion, as the parser gives it. */
export interface Reference {
  readonly text: string;
  readonly parameter: string;
  readonly prefix: '!' | '#' | undefined;
  readonly index: Word | undefined;
  readonly operation: ParameterOperation | undefined;
}
