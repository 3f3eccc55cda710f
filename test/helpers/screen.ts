import { Unicode11Addon } from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import { type IPty, spawn } from 'node-pty';

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
 * Starts a program on a pseudo-terminal.
 *
 * @param command the program
 * @param args its arguments
 * @param settings the size of the terminal, and environment variables beside a small fixed set
 */
export function openTestScreen(
  command: string,
  args: readonly string[],
  settings: { columns?: number; rows?: number; env?: Record<string, string>; cwd?: string } = {},
): TestScreen {
  const { columns = 80, rows = 24, env = {}, cwd = process.cwd() } = settings;
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
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
  terminal.onData((data) => pty.write(data));
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
