import { askForEdit, type EditRequest, editFile } from './edit-program.ts';
import { HOME, LEARNER } from './host-tree.ts';
import { type Bytes, fromText } from './kernel/bytes.ts';
import type { Mark } from './kernel/journal.ts';
import type { Halt, Kernel, OpenFile, Terminal } from './kernel/kernel.ts';
import type { Program } from './kernel/process.ts';
import { shell } from './shell/shell.ts';

/** What the shell remembers of its last command. */
export interface ShellState {
  /** `$?` */
  readonly status: number;
  /** Where it is; absolute. */
  readonly directory: string;
}

/** What the sandbox waits for. */
export type Turn =
  /** The shell wants a line: the first of a command, or more of one. */
  | ({ readonly kind: 'prompt'; readonly continuation: boolean } & ShellState)
  /** A program wants input, or runs until it is interrupted: nothing happens until one of the two. */
  | { readonly kind: 'input' }
  /** Nothing happens until this moment of its clock. */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'edit'; readonly request: EditRequest }
  /** Stopped: a command went on and on. `interrupt` gives the prompt back. */
  | { readonly kind: 'limit'; readonly what: Extract<Halt, { kind: 'limit' }>['what'] }
  /** The learner left the shell. */
  | { readonly kind: 'ended'; readonly status: number };

/** The learner's shell, moved by lines and time. Synchronous: between two calls nothing happens. */
export interface Session {
  /** Milliseconds since 1970, of the sandbox's clock. */
  now(): number;
  /**
   * Runs until something is wanted from outside.
   *
   * @param horizon the moment of the sandbox's clock that must not be passed; without it, waiting takes no time
   */
  run(horizon?: number): Turn;
  /** Answers a prompt with a line, without its end. Ends a unit of undo where it is the first of a command. */
  line(text: string): void;
  /** There are no more lines: an unfinished command gets the shell's message, and the shell ends. */
  end(): void;
  /** Types a line for the program that wants input; `null` is the end of the input (^D). */
  input(text: string | null): void;
  /** Whether a program waits to read what `input` gives. */
  wantsInput(): boolean;
  /** ^C: ends what runs in the foreground. */
  interrupt(): void;
  /** Answers an `edit` turn: the new text, or nothing if it was given up. */
  edited(text: string | undefined): void;
  /** Lets time go by while the learner thinks. */
  advance(milliseconds: number): void;
  resize(columns: number, rows: number): void;
  /** Takes the last command back, and the time that it took. @returns its line; nothing if there is none, or none any more */
  undo(): string | undefined;
  /** Runs the command again that was taken back last. @returns its line; nothing if there is none */
  redo(): string | undefined;
}

/** What came from outside, and when, so that a command can be run again. */
type Action = { readonly at: number } & (
  | { readonly do: 'line'; readonly text: string }
  | { readonly do: 'input'; readonly text: string | null }
  | { readonly do: 'interrupt' }
  | { readonly do: 'edited'; readonly text: string | undefined }
);

/** A command as it was run: what undo goes back behind, and redo does again. */
interface Unit {
  readonly mark: Mark;
  /** The shell before it. */
  readonly before: ShellState;
  readonly actions: Action[];
}

/** The descriptor by which the shell gets its commands, so that standard input is left to the programs. */
const COMMANDS = 9;
/** How long a command may take to end after ^C before it is killed, milliseconds of the sandbox's clock. */
const PATIENCE = 30_000;

/**
 * Starts the learner's shell.
 *
 * @param kernel the computer
 * @param options the terminal, if there is one, and where output goes
 */
export function createSession(
  kernel: Kernel,
  options: {
    readonly terminal?: { readonly columns: number; readonly rows: number };
    readonly output: (stream: 'stdout' | 'stderr', bytes: Bytes) => void;
  },
): Session & { readonly editor: Program } {
  const commands = kernel.pipe();
  const streams = options.terminal
    ? onTerminal(kernel, options.terminal, options.output)
    : inPipe(kernel, options.output);
  let prompt: 'command' | 'continuation' | undefined;
  let state: ShellState = { status: 0, directory: HOME };
  let request: EditRequest | undefined;
  let edit: { readonly text: string | undefined } | undefined;
  let ended: number | undefined;
  /** Since the learner did something, the limits count all runs together. */
  let goesOn = false;
  let units: Unit[] = [];
  let undone: Unit[] = [];

  const pid = kernel.start(kernel.host, {
    argv: ['bash'],
    env: new Map([
      ['HOME', HOME],
      ['USER', 'learner'],
      ['LOGNAME', 'learner'],
      ['PATH', '/usr/local/bin:/usr/bin:/bin'],
      ['LANG', 'C.UTF-8'],
      ['TERM', options.terminal ? 'xterm-256color' : 'dumb'],
    ]),
    cwd: HOME,
    user: LEARNER,
    files: new Map<number, OpenFile>([...streams.files, [COMMANDS, commands.read]]),
    body: shell('bash', {
      commands: COMMANDS,
      onPrompt: (continuation, status, directory) => {
        state = { status, directory };
        prompt = continuation ? 'continuation' : 'command';
      },
      onEnd: (status) => {
        ended = status;
      },
    }),
  });

  const isHalted = (): boolean => prompt !== undefined || request !== undefined || ended !== undefined;

  function run(horizon = Number.POSITIVE_INFINITY): Turn {
    const halt = kernel.run(isHalted, horizon, goesOn);
    goesOn = true;
    if (ended !== undefined) return { kind: 'ended', status: ended };
    if (request !== undefined) return { kind: 'edit', request };
    if (prompt !== undefined) return { kind: 'prompt', continuation: prompt === 'continuation', ...state };
    if (halt.kind === 'later' || halt.kind === 'limit') return halt;
    // The shell itself was killed (`kill -9 $$`), or crashed.
    if (!foreground().includes(pid)) return { kind: 'ended', status: 137 };
    return { kind: 'input' };
  }

  function act(action: Action): void {
    goesOn = false;
    units.at(-1)?.actions.push(action);
    if (action.do === 'line') {
      prompt = undefined;
      kernel.feed(commands.write, `${fromText(action.text)}\n`);
    } else if (action.do === 'input') {
      streams.input(action.text === null ? null : `${fromText(action.text)}\n`);
    } else if (action.do === 'interrupt') {
      // The shell asks anew.
      prompt = undefined;
      interrupt();
    } else {
      request = undefined;
      edit = { text: action.text };
    }
  }

  function interrupt(): void {
    if (streams.terminal !== undefined) streams.terminal.input('\x03');
    // Whatever runs for the learner, and a loop of the shell itself.
    else for (const one of foreground()) send(one, 'SIGINT');
    const deadline = kernel.now() + PATIENCE;
    kernel.run(isHalted, deadline);
    if (isHalted()) return;
    for (const one of foreground()) if (one !== pid) send(one, 'SIGKILL');
    request = undefined;
    kernel.run(isHalted, deadline + PATIENCE);
  }

  function foreground(): number[] {
    return kernel.processesOf(kernel.host).map((process) => process.pid);
  }

  function send(target: number, signal: 'SIGINT' | 'SIGKILL'): void {
    try {
      kernel.signal(target, signal);
    } catch {
      // It has ended meanwhile.
    }
  }

  function begin(): void {
    units.push({ mark: kernel.journal.mark(), before: state, actions: [] });
  }

  const editor: Program = (process) =>
    editFile(process, (path, text) =>
      askForEdit(kernel, path, text, {
        put: (wanted) => {
          request = wanted;
        },
        take: () => {
          const given = edit;
          edit = undefined;
          return given;
        },
      }),
    );

  run();
  return {
    editor,
    now: () => kernel.now(),
    run,
    line(text) {
      if (prompt === 'command') {
        begin();
        undone = [];
      }
      act({ do: 'line', text, at: kernel.now() });
    },
    end() {
      prompt = undefined;
      kernel.release(commands.write);
    },
    input: (text) => act({ do: 'input', text, at: kernel.now() }),
    wantsInput: () => streams.wanted(),
    interrupt: () => act({ do: 'interrupt', at: kernel.now() }),
    edited: (text) => act({ do: 'edited', text, at: kernel.now() }),
    advance: (milliseconds) => {
      kernel.run(() => false, kernel.now() + milliseconds, prompt === undefined);
    },
    resize: (columns, rows) => streams.terminal?.resize(columns, rows),
    undo() {
      const unit = units.at(-1);
      if (!unit || prompt !== 'command' || !kernel.journal.reaches(unit.mark)) return undefined;
      units = units.slice(0, -1);
      undone.push(unit);
      kernel.journal.undo(unit.mark);
      state = unit.before;
      request = undefined;
      edit = undefined;
      return lineOf(unit);
    },
    redo() {
      const unit = undone.pop();
      if (unit === undefined || prompt !== 'command') return undefined;
      begin();
      for (const action of unit.actions) {
        while (kernel.now() < action.at) if (run(action.at).kind !== 'later') break;
        act(action);
      }
      run();
      return lineOf(unit);
    },
  };
}

function lineOf(unit: Unit): string {
  return unit.actions
    .filter((action) => action.do === 'line')
    .map(({ text }) => text)
    .join('\n');
}

/** The standard streams of the learner's commands. */
interface Streams {
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly terminal?: Terminal;
  input(bytes: Bytes | null): void;
  /** Whether somebody waits to read. */
  wanted(): boolean;
}

function onTerminal(
  kernel: Kernel,
  size: { readonly columns: number; readonly rows: number },
  output: (stream: 'stdout', bytes: Bytes) => void,
): Streams {
  // Who sits there has a line editor that shows what is typed.
  const terminal = kernel.terminal({ ...size, echo: false, output: (bytes) => output('stdout', bytes) });
  return {
    files: new Map([0, 1, 2].map((descriptor): [number, OpenFile] => [descriptor, terminal.file])),
    terminal,
    input: (bytes) => terminal.input(bytes ?? '\x04'),
    wanted: () => kernel.awaits(terminal.file),
  };
}

function inPipe(kernel: Kernel, output: (stream: 'stdout' | 'stderr', bytes: Bytes) => void): Streams {
  const stdin = kernel.pipe();
  return {
    files: new Map([
      [0, stdin.read],
      [1, kernel.sink((bytes) => output('stdout', bytes))],
      [2, kernel.sink((bytes) => output('stderr', bytes))],
    ]),
    input: (bytes) => (bytes === null ? kernel.release(stdin.write) : kernel.feed(stdin.write, bytes)),
    wanted: () => kernel.awaits(stdin.read),
  };
}
