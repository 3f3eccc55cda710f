/** What a flag's value is. `bool` takes none (or `=true`/`=false`); the `list` kinds may be given again and again. */
export type FlagType = 'bool' | 'string' | 'int' | 'float' | 'bytes' | 'duration' | 'list' | 'map' | 'count';

/** Text in both languages. */
export interface Said {
  readonly en: string;
  readonly ko: string;
}

export interface FlagSpec {
  /** Without its dashes. */
  readonly name: string;
  readonly short?: string;
  readonly type: FlagType;
  /** As docker's help shows it (`list`, `string`, `bytes`, …), where it differs from the type. */
  readonly placeholder?: string;
  readonly default?: string | number | boolean;
  /** What it does, in a few words of our own. */
  readonly does: Said;
  /** true: the sandbox refuses it by name. */
  readonly notModelled?: boolean;
  /** true: `docker … --help` does not list it. */
  readonly hidden?: boolean;
  /** What completion offers for its value. */
  readonly completes?: Completes;
  readonly values?: readonly string[];
  /** What docker says when it is used, after `Flag --x has been deprecated, `. */
  readonly deprecated?: string;
  /** A rule that docker checks while it reads the flag, beyond that of the type. */
  readonly check?: FlagCheck;
  /** What is meant where the value is left out; such a flag takes a value only after `=` (`--progress`-like flags of plugins). */
  readonly optionalValue?: string;
}

/** Rules of docker's own option types (docker/cli opts/, cli/command/container/opts.go). */
export type FlagCheck =
  | 'attach'
  | 'env'
  | 'filter'
  | 'host'
  | 'ip'
  | 'label'
  | 'link'
  | 'mount'
  | 'network'
  | 'uint16'
  | 'cpus'
  | 'swap';

export type Completes =
  | 'container'
  | 'running-container'
  | 'image'
  | 'network'
  | 'volume'
  | 'file'
  | 'directory'
  | 'service'
  | 'command'
  | 'none';

export interface ArgumentSpec {
  /** As the usage line has it: `IMAGE`, `CONTAINER`, `COMMAND`, `ARG`. */
  readonly name: string;
  readonly optional?: boolean;
  readonly repeated?: boolean;
  readonly completes?: Completes;
}

export interface CommandSpec {
  /** Its full name: `['container', 'run']`. */
  readonly path: readonly string[];
  /** Other names of the same command: `[['run']]`. */
  readonly aliases: readonly (readonly string[])[];
  /** What stands after the name in the usage line: `[OPTIONS] IMAGE [COMMAND] [ARG...]`. */
  readonly usage: string;
  readonly does: Said;
  readonly flags: readonly FlagSpec[];
  readonly args: readonly ArgumentSpec[];
  /** Flags end at the first argument (`run`, `exec`, `compose exec`): what follows belongs to the program in the container. */
  readonly flagsFirst?: boolean;
  readonly notModelled?: boolean;
  /** The lesson of the built-in pack that teaches it. */
  readonly lesson: string | null;
  /** Deprecated or internal: help does not list it. */
  readonly hidden?: boolean;
}

/** A word that only gathers commands: `docker container`, `docker compose`. */
export interface GroupSpec {
  readonly path: readonly string[];
  readonly does: Said;
  /** A plugin stands with a `*` in docker's help. */
  readonly plugin?: boolean;
  readonly aliases?: readonly (readonly string[])[];
}

export type FlagValue = boolean | string | number | readonly string[] | Readonly<Record<string, string>>;

/** What each word of a command line is; for `explain` and for completion. Positions are those in argv. */
export interface WordRole {
  readonly index: number;
  readonly word: string;
  readonly role: 'command' | 'flag' | 'flag-value' | 'argument' | 'program' | 'terminator';
  readonly flag?: FlagSpec;
  readonly argument?: ArgumentSpec;
}

export interface ParsedCommand {
  readonly command: CommandSpec;
  /** By flag name: what was given, else the default. `has` tells what was given. */
  readonly flags: ReadonlyMap<string, FlagValue>;
  readonly given: ReadonlySet<string>;
  /** Flags before the command (`docker --context x ps`, `docker compose -f x up`). */
  readonly global: ReadonlyMap<string, FlagValue>;
  readonly args: readonly string[];
  readonly words: readonly WordRole[];
  /** What docker says first, about flags that are deprecated; on standard output, as docker does. */
  readonly notice: string;
  /** As docker names the command in its messages: `docker ps`, `docker container ls`. */
  readonly name: string;
}

/** What docker itself would print and exit with instead of running a command: help, or wrong use. */
export interface UsageAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export type ParseResult =
  | { readonly kind: 'command'; readonly parsed: ParsedCommand }
  | { readonly kind: 'answer'; readonly answer: UsageAnswer };
