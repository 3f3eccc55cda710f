import type { Bytes } from '../../kernel/bytes.ts';
import { SystemError } from '../../kernel/errors.ts';
import type { Process, Program, Task } from '../../kernel/process.ts';
import { PatternError } from './regex/parse.ts';

/** Whose messages and formats a tool has: busybox's (alpine, busybox) or those of GNU and Debian. */
export type Flavour = 'busybox' | 'gnu';

/** Ends a tool with a status, from however deep. */
export class Exit extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}

/** What is waiting to be written is written when it is longer than this. */
const BUFFER = 16_384;

/**
 * What a small program is written with: its name, arguments and flavour, and buffered output that keeps the order of
 * stdout and stderr (busybox and GNU both flush stdout before a message).
 */
export class Tool {
  readonly process: Process;
  readonly name: string;
  readonly flavour: Flavour;
  readonly args: readonly string[];
  /** What the tool returns in the end unless it says otherwise; `warn` makes it 1. */
  status = 0;
  #queue: { fd: number; text: Bytes }[] = [];
  #length = 0;

  constructor(process: Process, name: string, flavour: Flavour, args: readonly string[]) {
    this.process = process;
    this.name = name;
    this.flavour = flavour;
    this.args = args;
  }

  get gnu(): boolean {
    return this.flavour === 'gnu';
  }

  /** Puts bytes into the buffer of stdout, or of another descriptor. */
  out(text: Bytes, fd = 1): void {
    if (text === '') return;
    const last = this.#queue.at(-1);
    if (last !== undefined && last.fd === fd) last.text += text;
    else this.#queue.push({ fd, text });
    this.#length += text.length;
  }

  /** A message on stderr, with the tool's name in front and a newline behind. */
  err(message: string): void {
    this.out(`${this.name}: ${message}\n`, 2);
  }

  /** A message after which the tool goes on, to end with a status that is not 0. */
  warn(message: string, status = 1): void {
    this.err(message);
    this.status = status;
  }

  /** A message after which the tool ends. */
  fail(message: string, status = 1): never {
    this.err(message);
    throw new Exit(status);
  }

  /** Refuses, by name, what the sandbox does not do. */
  refuse(what: string, status = 1): never {
    return this.fail(`the sandbox does not model ${what} yet`, status);
  }

  /** Uses the processor for so many milliseconds, if they are enough to be counted. */
  *work(milliseconds: number): Task<void> {
    if (milliseconds >= 0.01) yield* this.process.work(Math.ceil(milliseconds * 100) / 100);
  }

  /** Writes what has gathered, if it is much. Loops call it. */
  *drain(): Task<void> {
    if (this.#length > BUFFER) yield* this.flush();
  }

  /** Writes what has gathered. */
  *flush(): Task<void> {
    while (this.#queue.length > 0) {
      const queue = this.#queue;
      this.#queue = [];
      this.#length = 0;
      for (const { fd, text } of queue) yield* this.process.write(fd, text);
    }
  }
}

/** A tool's code: returns its exit status; undefined: that of its warnings. */
// biome-ignore lint/suspicious/noConfusingVoidType: a generator that returns nothing has void there
export type Applet = (tool: Tool) => Task<number | undefined | void>;

/** @returns what strerror(3) says, for an error of a system call; other errors go on */
export function reason(error: unknown): string {
  if (error instanceof SystemError) return error.message;
  throw error;
}

/**
 * Runs an applet in a process.
 * @returns its exit status; a system call that failed and that the applet did not expect is told as perror(3) does
 */
export function* runApplet(
  process: Process,
  applet: Applet,
  name: string,
  flavour: Flavour,
  args: readonly string[],
): Task<number> {
  const tool = new Tool(process, name, flavour, args);
  let status: number;
  try {
    status = (yield* applet(tool)) ?? tool.status;
  } catch (error) {
    if (error instanceof Exit) status = error.status;
    else if (error instanceof PatternError) {
      tool.err(error.message);
      status = 2;
    } else if (error instanceof SystemError && error.code !== 'EPIPE') {
      tool.err(error.path === undefined ? error.message : `${error.path}: ${error.message}`);
      status = 1;
    } else throw error;
  }
  try {
    yield* tool.flush();
  } catch (error) {
    const quiet = error instanceof SystemError && error.code === 'EPIPE';
    if (!quiet) {
      const message = error instanceof SystemError ? error.message : reason(error);
      yield* process.write(2, `${name}: write error: ${message}\n`);
    }
    status = 1;
  }
  return status & 255;
}

/** @returns the program that is one applet, called by a fixed name or by that in argv[0] */
export function programOf(applet: Applet, flavour: Flavour, name?: string): Program {
  return (process) =>
    runApplet(process, applet, name ?? baseName(process.argv[0] ?? ''), flavour, process.argv.slice(1));
}

/** @returns what is after the last slash, as basename(1) without its special cases */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
