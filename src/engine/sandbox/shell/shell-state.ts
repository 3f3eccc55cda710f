import type {
  Assignment,
  CommandExpansionPart,
  CommandNode,
  ProcessSubstitutionPart,
  Statement,
} from 'unbash';
import type { Bytes } from '../kernel/bytes.ts';
import { SystemError } from '../kernel/errors.ts';
import type { Process, Signal, Task } from '../kernel/process.ts';
import { Descriptors } from './descriptors.ts';
import type { Kind } from './dialect.ts';
import type { Part } from './expand/fields.ts';
import { type PatternOptions, patternRegExp } from './pattern.ts';
import type {
  Context,
  Frame,
  Front,
  FunctionDefinition,
  Job,
  Reference,
  Snapshot,
  Traps,
} from './shell-records.ts';
import { lineOf, readSource, type Source } from './source.ts';
import { cloneVariables, type Variable } from './variables.ts';

/** How the parts of the interpreter reach one another without depending on one another. */
export interface Interpreter {
  /** Expands `$name` and `${…}`, adding to `out`. */
  parameter(shell: Shell, reference: Reference, context: Context, out: Part[]): Task<void>;
  /** `$(…)`: what the commands print, without newlines at the end. */
  substitute(shell: Shell, part: CommandExpansionPart): Task<string>;
  /** `<(…)`, `>(…)`: a path. */
  substituteProcess(shell: Shell, part: ProcessSubstitutionPart): Task<string>;
  /** Runs one command of a pipeline in this shell. `tail`: nothing comes after it in this process. */
  command(shell: Shell, node: CommandNode, tail: boolean): Task<number>;
  /** Runs the statements of a source in this shell. @returns the last status */
  run(shell: Shell, statements: readonly Statement[], tail: boolean): Task<number>;
  /** Reads and runs a file of commands in this shell. */
  file(shell: Shell, path: string): Task<number>;
  /** Parses and runs a text in this shell, as `eval` does. `name` is put before messages about its syntax. */
  evaluate(shell: Shell, text: string, name: string): Task<number>;
  /** Runs one command by words already expanded (`command`, `builtin`, `exec`). */
  invoke(
    shell: Shell,
    argv: readonly string[],
    how: { readonly functions: boolean; readonly tail: boolean },
  ): Task<number>;
}

const EMPTY: Source = readSource('', 'sh');

/** What one shell process remembers. Everything here belongs to the process that made it. */
export class Shell {
  readonly process: Process;
  readonly kind: Kind;
  readonly interpreter: Interpreter;
  interactive = false;
  /** Who gives it its commands, if that is not its standard input. */
  front: Front | undefined;
  /** The line that it reads next, from 1. */
  nextLine = 1;
  /** `$0`. */
  name: string;
  positional: string[] = [];
  variables = new Map<string, Variable>();
  functions = new Map<string, FunctionDefinition>();
  aliases = new Map<string, string>();
  /** Names of `set -o`: errexit, nounset, xtrace, noglob, noclobber, pipefail, … */
  options = new Set<string>();
  shopt = new Set<string>();
  traps: Traps = new Map();
  /** Signals that came and whose traps have not run. */
  pending: Signal[] = [];
  /** Signals that are kept for the shell. */
  catches = new Set<Signal>();
  /** Some signal is caught, so the kernel is asked for signals between commands. */
  catching = false;
  jobControl = false;
  terminal: number | undefined;
  group: number | undefined;
  jobs: Job[] = [];
  /** Children that belong to no job. */
  children = new Set<number>();
  /** How children ended that no job remembers any more (`wait $!`). */
  ended = new Map<number, number>();
  status = 0;
  pipeStatus: number[] = [0];
  lastBackground: number | undefined;
  lastArgument = '';
  /** `$$`: the pid of the shell that the script was given to. */
  pid: number;
  source: Source = EMPTY;
  position = 0;
  /** Greater than 0 where a failure is a condition, not an error (`set -e`). */
  conditional = 0;
  /** How many loops `break` can leave. */
  loops = 0;
  frames: Frame[] = [];
  /** Files being sourced, in which `return` is allowed. */
  sourced = 0;
  level = 0;
  started: number;
  descriptors: Descriptors;
  /** `-c`: messages of bash about syntax name it. */
  command = false;
  scriptFile = false;
  /** The builtin that runs now, for messages. */
  builtin: string | undefined;
  substitutionStatus: number | undefined;
  getoptsPlace = { index: 1, offset: 1 };
  expanding = new Set<string>();
  directories: string[] = [];
  history: string[] = [];
  hashed = new Map<string, string>();
  inTrap = false;
  /** Descriptors of `<(…)` that are open until their command ends. */
  substitutions: number[] = [];
  /** Array values among the arguments of the declaration that runs (`declare a=(…)`), by their place. */
  arrayArguments = new Map<number, Assignment>();
  /** Processor time used and not yet told to the kernel. */
  debt = 0;
  readonly #parsed = new Map<string, Source>();
  readonly #patterns = new Map<string, { test(text: string): boolean }>();

  constructor(process: Process, kind: Kind, interpreter: Interpreter, numbers: Iterable<number>) {
    this.process = process;
    this.kind = kind;
    this.interpreter = interpreter;
    this.name = process.argv[0] ?? kind;
    this.pid = process.pid;
    this.started = process.now();
    this.descriptors = new Descriptors(process, numbers);
  }

  /** @returns a shell for a child process, as it was when the snapshot was taken */
  static resume(process: Process, snapshot: Snapshot, interpreter: Interpreter): Shell {
    const shell = new Shell(process, snapshot.kind, interpreter, snapshot.numbers);
    shell.name = snapshot.name;
    shell.positional = [...snapshot.positional];
    shell.variables = cloneVariables(snapshot.variables);
    shell.functions = new Map(snapshot.functions);
    shell.aliases = new Map(snapshot.aliases);
    shell.options = new Set(snapshot.options);
    shell.shopt = new Set(snapshot.shopt);
    for (const [name, action] of snapshot.traps) if (action === '') shell.traps.set(name, action);
    shell.status = snapshot.status;
    shell.pid = snapshot.pid;
    shell.lastBackground = snapshot.lastBackground;
    shell.source = snapshot.source;
    shell.position = snapshot.position;
    shell.conditional = snapshot.conditional;
    shell.started = snapshot.started;
    shell.level = snapshot.level + 1;
    shell.frames = snapshot.frames.map((name) => ({ name, locals: new Map() }));
    shell.loops = snapshot.loops;
    shell.command = snapshot.command;
    shell.scriptFile = snapshot.scriptFile;
    shell.directories = [...snapshot.directories];
    if (shell.options.has('monitor')) shell.options.delete('monitor');
    return shell;
  }

  /** @returns a frozen copy of the state, for `resume` */
  snapshot(): Snapshot {
    return {
      kind: this.kind,
      interactive: this.interactive,
      name: this.name,
      positional: [...this.positional],
      variables: cloneVariables(this.variables),
      functions: new Map(this.functions),
      aliases: new Map(this.aliases),
      options: new Set(this.options),
      shopt: new Set(this.shopt),
      traps: new Map(this.traps),
      status: this.status,
      pid: this.pid,
      lastBackground: this.lastBackground,
      source: this.source,
      position: this.position,
      conditional: this.conditional,
      started: this.started,
      numbers: [...this.descriptors.table().keys()],
      level: this.level,
      frames: this.frames.map((frame) => frame.name),
      loops: this.loops,
      command: this.command,
      scriptFile: this.scriptFile,
      directories: [...this.directories],
    };
  }

  /** @returns the tree of a text; remembered while this process lives */
  parse(text: string, firstLine = 1): Source {
    const key = firstLine === 1 ? text : `${firstLine}\0${text}`;
    let source = this.#parsed.get(key);
    if (!source) {
      source = readSource(text, this.kind, firstLine);
      if (this.#parsed.size > 2000) this.#parsed.clear();
      this.#parsed.set(key, source);
    }
    return source;
  }

  /** @returns a pattern compiled; remembered while this process lives */
  pattern(pattern: string, options: PatternOptions = {}): { test(text: string): boolean } {
    const key = `${options.extended ? 'e' : ''}${options.lazy ? 'l' : ''}${options.path ? 'p' : ''}${options.ignoreCase ? 'i' : ''} ${pattern}`;
    let compiled = this.#patterns.get(key);
    if (!compiled) {
      compiled = patternRegExp(pattern, options);
      if (this.#patterns.size > 2000) this.#patterns.clear();
      this.#patterns.set(key, compiled);
    }
    return compiled;
  }

  /** @returns the line of the command that runs */
  line(): number {
    return lineOf(this.source, this.position);
  }

  option(name: string): boolean {
    return this.options.has(name);
  }

  /** Writes to a descriptor as the script numbers them; EBADF if it is closed. */
  *write(number: number, data: Bytes): Task<void> {
    if (data === '') return;
    const real = this.descriptors.get(number);
    if (real === undefined) throw new SystemError('EBADF');
    yield* this.process.write(real, data);
  }

  /** @returns what stands before a message: the shell's name and where it is in the script */
  prefix(builtin = this.builtin): string {
    const { kind, name } = this;
    if (kind === 'dash') return `${name}: ${this.line()}: ${builtin ? `${builtin}: ` : ''}`;
    if (kind === 'sh') {
      if (this.scriptFile && !builtin) return `${name}: line ${this.line()}: `;
      if (!builtin) return `${name}: `;
      return `${name}: ${builtin}: ${this.interactive ? '' : `line ${this.line() - (this.command ? 1 : 0)}: `}`;
    }
    const shown = this.command && this.frames.length > 0 ? 'environment' : name;
    return `${shown}: ${this.interactive ? '' : `line ${this.line()}: `}${builtin ? `${builtin}: ` : ''}`;
  }

  /** Prints a message with the shell's prefix on the standard error. */
  *complain(message: string, builtin = this.builtin): Task<void> {
    yield* this.error(`${this.prefix(builtin)}${message}\n`);
  }

  /** Prints on the standard error; silently nothing if that is closed. */
  *error(text: string): Task<void> {
    const real = this.descriptors.get(2);
    if (real !== undefined) yield* this.process.write(real, text);
  }
}
