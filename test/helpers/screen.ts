import { Unicode11Addon } from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import { type IPty, spawn } from 'node-pty';
import { displayWidth } from '../../src/text/width.ts';

/** A program on a real pseudo-terminal, seen through a terminal emulator. */
export interface TestScreen {
  readonly pty: IPty;
  readonly terminal: xterm.Terminal;
  /** The rows of the screen as text, without trailing blanks. */
  rows(): string[];
  /** The screen as one text. */
  text(): string;
  /** Types keys; names such as `<right>` and `<ctrl-c>` stand for what a terminal sends. */
  type(keys: string): void;
  /** Waits until the screen satisfies a condition; fails with the screen as it is after a while. */
  until(condition: string | RegExp | ((text: string) => boolean)): Promise<string>;
  resize(columns: number, rows: number): void;
  /** Waits until the program has ended. */
  ended(): Promise<{ readonly exitCode: number; readonly signal: number | undefined }>;
  kill(signal: string): void;
  dispose(): void;
}

/** What terminals send for keys that are no character. */
const SEQUENCES: Readonly<Record<string, string>> = {
  '<right>': '\u001b[C',
  '<left>': '\u001b[D',
  '<up>': '\u001b[A',
  '<down>': '\u001b[B',
  '<enter>': '\r',
  '<space>': ' ',
  '<escape>': '\u001b',
  '<page-down>': '\u001b[6~',
  '<page-up>': '\u001b[5~',
  '<ctrl-c>': '\u0003',
  '<ctrl-z>': '\u001a',
};

/** How long a condition may take; far more than it does, since a busy machine must not fail a test. */
const PATIENCE = 20_000;

/**
 * A terminal emulator that measures text as terminals of today do.
 *
 * @param columns cells in a line
 * @param rows lines of its screen
 */
export function newEmulator(columns: number, rows: number): xterm.Terminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  return terminal;
}

/** As a terminal that takes "ambiguous" characters (UAX #11) for wide, which some do where Korean is set. */
function makeBoxesWide(terminal: xterm.Terminal): void {
  const wcwidth = (point: number): 0 | 1 | 2 =>
    point >= 0x2500 && point <= 0x257f ? 2 : (displayWidth(String.fromCodePoint(point)) as 0 | 1 | 2);
  // Properties are xterm's: the width from the second bit on, the first for what joins the character before.
  const charProperties = (point: number): number => (wcwidth(point) << 1) | (wcwidth(point) === 0 ? 1 : 0);
  terminal.unicode.register({ version: 'wide', wcwidth, charProperties });
  terminal.unicode.activeVersion = 'wide';
}

/** What kind of terminal it is; one like most, unless said otherwise. */
export interface TerminalKind {
  /**
   * Sends an answer of the terminal (where its cursor is) to the program, at once unless this does otherwise.
   *
   * @param answer what the emulator answers
   */
  readonly answers?: (answer: string, send: (text: string) => void) => void;
  /** Whether box drawing characters take two cells. */
  readonly wideBoxes?: boolean;
}

/**
 * Starts a program on a pseudo-terminal.
 *
 * @param command the program
 * @param args its arguments
 * @param settings the size of the terminal, its kind, and environment variables beside a small fixed set
 */
export function openTestScreen(
  command: string,
  args: readonly string[],
  settings: TerminalKind & {
    columns?: number;
    rows?: number;
    env?: Record<string, string>;
    cwd?: string;
  } = {},
): TestScreen {
  const { columns = 80, rows = 24, env = {}, cwd = process.cwd(), wideBoxes = false } = settings;
  const terminal = newEmulator(columns, rows);
  if (wideBoxes) makeBoxesWide(terminal);
  const pty = spawn(command, [...args], {
    name: env['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', HOME: cwd, ...env },
  });
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  let end: { exitCode: number; signal: number | undefined } | undefined;
  pty.onData((data) => terminal.write(data, changed));
  // Terminals answer questions (the cursor's position); what the emulator answers goes back to the program.
  const send = (text: string): void => pty.write(text);
  terminal.onData((data) => (settings.answers === undefined ? send(data) : settings.answers(data, send)));
  pty.onExit(({ exitCode, signal }) => {
    end = { exitCode, signal };
    terminal.write('', changed);
  });

  const screenRows = (): string[] => {
    const buffer = terminal.buffer.active;
    return Array.from(
      { length: terminal.rows },
      (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '',
    );
  };
  const text = (): string => screenRows().join('\n');

  function waitFor<T>(what: () => T | undefined, describe: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = what();
        if (found === undefined) return;
        watchers.delete(check);
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => {
        watchers.delete(check);
        reject(new Error(`waited in vain for ${describe}; the screen:\n${text()}`));
      }, PATIENCE);
      watchers.add(check);
      check();
    });
  }

  return {
    pty,
    terminal,
    rows: screenRows,
    text,
    type(keys) {
      pty.write(keys.replace(/<[a-z-]+>/g, (name) => SEQUENCES[name] ?? name));
    },
    until(condition) {
      const holds =
        typeof condition === 'function'
          ? condition
          : (shown: string) =>
              typeof condition === 'string' ? shown.includes(condition) : condition.test(shown);
      // A frame that has come only in part is not what a terminal shows.
      const whole = (): boolean => !terminal.modes.synchronizedOutputMode;
      return waitFor(() => (whole() && holds(text()) ? text() : undefined), String(condition));
    },
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    ended: () => waitFor(() => end, 'the end of the program'),
    kill: (signal) => pty.kill(signal),
    dispose() {
      if (end === undefined) pty.kill('SIGKILL');
      terminal.dispose();
    },
  };
}
