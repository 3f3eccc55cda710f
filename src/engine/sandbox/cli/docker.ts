import type { FlagValue, ParsedCommand } from '../../grammar/types.ts';
import { type Daemon, DaemonError } from '../daemon/api.ts';
import { fromText } from '../kernel/bytes.ts';
import type { Process, Task } from '../kernel/process.ts';

/** How a docker command ends that cannot do what it was asked: what it says on standard error, and its exit code. */
export class CommandError extends Error {
  readonly exit: number;
  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

/** What `system df` and `system prune` ask of the builder. */
export interface BuildCache {
  usage(): {
    readonly count: number;
    readonly active: number;
    readonly size: number;
    readonly reclaimable: number;
  };
  prune(options: { readonly all: boolean; readonly filters: ReadonlyMap<string, readonly string[]> }): {
    readonly ids: readonly string[];
    readonly reclaimed: number;
  };
}

/** What one run of the docker command works with. */
export interface Docker {
  readonly buildCache: BuildCache | undefined;
  readonly process: Process;
  readonly daemon: Daemon;
  readonly parsed: ParsedCommand;
  readonly args: readonly string[];
  /** Asks the daemon; the answer must not be changed. Throws CommandError with what docker says of a refusal. */
  ask<T>(question: (daemon: Daemon) => T): T;
  /** As `ask`, for what takes time. */
  askTask<T>(question: (daemon: Daemon) => Task<T>): Task<T>;
  out(text: string): Task<void>;
  err(text: string): Task<void>;
  bool(flag: string): boolean;
  text(flag: string): string;
  number(flag: string): number;
  list(flag: string): readonly string[];
  map(flag: string): Readonly<Record<string, string>>;
  given(flag: string): boolean;
  /** `--filter`, by key. */
  filters(): ReadonlyMap<string, readonly string[]>;
}

/** The code of one docker command. @returns the exit code */
export type CommandCode = (docker: Docker) => Task<number>;

/** A refusal of the daemon, on its way to the person; commands that treat one specially look at `status`. */
export class Refusal extends CommandError {
  readonly status: number;
  /** dockerd's own words, without `Error response from daemon: `. */
  readonly reason: string;
  constructor(status: number, reason: string) {
    super(`Error response from daemon: ${reason}`);
    this.status = status;
    this.reason = reason;
  }
}

function refused(problem: unknown): unknown {
  return problem instanceof DaemonError ? new Refusal(problem.status, problem.message) : problem;
}

/** @returns what a command works with */
export function dockerOf(
  process: Process,
  daemon: Daemon,
  parsed: ParsedCommand,
  buildCache?: BuildCache,
): Docker {
  const value = (flag: string): FlagValue | undefined => parsed.flags.get(flag);
  return {
    process,
    daemon,
    parsed,
    buildCache,
    args: parsed.args,
    ask<T>(question: (daemon: Daemon) => T): T {
      try {
        return process.call(() => question(daemon));
      } catch (problem) {
        throw refused(problem);
      }
    },
    *askTask<T>(question: (daemon: Daemon) => Task<T>): Task<T> {
      try {
        return yield* process.callTask(() => question(daemon));
      } catch (problem) {
        throw refused(problem);
      }
    },
    *out(text: string): Task<void> {
      if (text !== '') yield* process.write(1, fromText(text));
    },
    *err(text: string): Task<void> {
      if (text !== '') yield* process.write(2, fromText(text));
    },
    bool: (flag) => value(flag) === true,
    text: (flag) => String(value(flag) ?? ''),
    number: (flag) => Number(value(flag) ?? 0),
    list: (flag) => (value(flag) as readonly string[] | undefined) ?? [],
    map: (flag) => (value(flag) as Readonly<Record<string, string>> | undefined) ?? {},
    given: (flag) => parsed.given.has(flag),
    filters() {
      const out = new Map<string, string[]>();
      for (const filter of (value('filter') as readonly string[] | undefined) ?? []) {
        const [key = '', ...rest] = filter.split('=');
        const name = key.trim().toLowerCase();
        out.set(name, [...(out.get(name) ?? []), rest.join('=').trim()]);
      }
      return out;
    },
  };
}

/**
 * Does the same for each argument, as docker does: prints what was typed for each that worked, the errors at the end.
 * @param each does it for one; what it returns is printed instead of what was typed ('' for nothing)
 * @returns 0, or 1 if one failed
 */
export function* forEach(
  docker: Docker,
  subjects: readonly string[],
  each: (subject: string) => Task<string | undefined>,
): Task<number> {
  const errors: string[] = [];
  for (const subject of subjects) {
    try {
      const said = yield* each(subject);
      if (said !== '') yield* docker.out(`${said ?? subject}\n`);
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      errors.push(problem.message);
    }
  }
  if (errors.length === 0) return 0;
  yield* docker.err(`${errors.join('\n')}\n`);
  return 1;
}

/** As `forEach`, for what does not wait. */
export function forEachNow(
  docker: Docker,
  subjects: readonly string[],
  // biome-ignore lint/suspicious/noConfusingVoidType: most say nothing of their own
  each: (subject: string) => string | undefined | void,
): Task<number> {
  return forEach(docker, subjects, function* (subject) {
    return each(subject) ?? undefined;
  });
}
