import type { Bytes } from './bytes.ts';
import { SystemError } from './errors.ts';
import type { Terminal, TerminalOptions } from './kernel.ts';
import { hold, openBase } from './open-files.ts';
import { nextId } from './pipes.ts';
import type { Signal } from './process.ts';
import { Blocked, type Core, type OpenTerminal, type ProcessRecord, type TerminalRecord } from './records.ts';
import { sendSignal, sendToGroup } from './signals.ts';
import { wake } from './waiting.ts';

const SIGNAL_KEYS: Readonly<Record<string, Signal>> = {
  '\x03': 'SIGINT',
  '\x1c': 'SIGQUIT',
  '\x1a': 'SIGTSTP',
};
/** How the keys of a terminal are echoed: `^C`. */
const caret = (byte: string): string => `^${String.fromCharCode(byte.charCodeAt(0) ^ 0x40)}`;

/** @returns a terminal with its line discipline (termios: ICANON, ISIG, ECHO, ONLCR) */
export function makeTerminal(core: Core, options: TerminalOptions): Terminal {
  const terminal: TerminalRecord = {
    number: nextId(core),
    lines: [],
    typed: '',
    raw: false,
    echo: options.echo,
    translate: options.translate ?? false,
    hungUp: false,
    columns: options.columns,
    rows: options.rows,
    foreground: 0,
    output: options.output,
  };
  const file: OpenTerminal = hold(core, {
    file: 'terminal',
    ...openBase('/dev/pts/0', { read: true, write: true }),
    terminal,
  });
  return {
    file,
    input: (bytes) => type(core, terminal, bytes),
    hangup: () => hangUp(core, terminal),
    resize: (columns, rows) => {
      const record = core.journal.edit(terminal);
      record.columns = columns;
      record.rows = rows;
      if (terminal.foreground !== 0) sendToGroup(core, terminal.foreground, 'SIGWINCH', undefined);
    },
  };
}

function type(core: Core, terminal: TerminalRecord, bytes: Bytes): void {
  if (terminal.raw) {
    if (terminal.echo) terminal.output(bytes);
    arrived(core, terminal, bytes);
    return;
  }
  for (const byte of bytes) {
    const signal = SIGNAL_KEYS[byte];
    if (signal !== undefined) {
      if (terminal.echo) terminal.output(caret(byte));
      core.journal.edit(terminal).typed = '';
      if (terminal.foreground !== 0) sendFromKeyboard(core, terminal.foreground, signal);
    } else if (byte === '\x04') {
      // ^D hands over what was typed; with nothing typed that is an empty read, the end of the file.
      const { typed } = terminal;
      core.journal.edit(terminal).typed = '';
      arrived(core, terminal, typed);
    } else {
      const typed = byte === '\r' ? '\n' : byte;
      if (terminal.echo) terminal.output(typed === '\n' ? '\r\n' : typed);
      const record = core.journal.edit(terminal);
      record.typed += typed;
      if (typed !== '\n') continue;
      const line = record.typed;
      record.typed = '';
      arrived(core, terminal, line);
    }
  }
}

/** A key's signal comes from outside of the pid namespace's rules, but PID 1 is spared as kernel signals spare it. */
function sendFromKeyboard(core: Core, group: number, signal: Signal): void {
  for (const process of [...core.processes.values()]) {
    if (process.group === group) sendSignal(core, process, signal, true);
  }
}

function arrived(core: Core, terminal: TerminalRecord, bytes: Bytes): void {
  core.journal.edit(terminal).lines = [...terminal.lines, bytes];
  wake(core, terminal);
}

function hangUp(core: Core, terminal: TerminalRecord): void {
  if (terminal.hungUp) return;
  core.journal.edit(terminal).hungUp = true;
  wake(core, terminal);
  if (terminal.foreground !== 0) sendToGroup(core, terminal.foreground, 'SIGHUP', undefined);
  // The session's leader hears of it even while another group is in front.
  for (const process of [...core.processes.values()]) {
    if (process.started && process.terminal === terminal && process.group !== terminal.foreground) {
      sendSignal(core, process, 'SIGHUP', false);
    }
  }
}

/** One attempt to read from a terminal: at most a line. A process of the background is stopped for it (SIGTTIN). */
export function readTerminal(
  core: Core,
  process: ProcessRecord,
  terminal: TerminalRecord,
  count: number,
  wholeLine: boolean,
): Bytes | Blocked {
  const inBackground =
    process.terminal === terminal && terminal.foreground !== 0 && terminal.foreground !== process.group;
  if (inBackground && !terminal.hungUp) {
    if (process.dispositions.get('SIGTTIN') === 'ignore') throw new SystemError('EIO');
    sendToGroup(core, process.group, 'SIGTTIN', process);
    return new Blocked([terminal]);
  }
  const [first, ...rest] = terminal.lines;
  if (first === undefined) return terminal.hungUp ? '' : new Blocked([terminal]);
  const end = wholeLine ? first.indexOf('\n') + 1 || first.length : first.length;
  const taken = first.slice(0, Math.min(end, count));
  const left = first.slice(taken.length);
  core.journal.edit(terminal).lines = left === '' ? rest : [left, ...rest];
  return taken;
}

/** Writes to a terminal; a newline becomes CR LF where the terminal says so. */
export function writeTerminal(terminal: TerminalRecord, data: Bytes): void {
  if (terminal.hungUp) throw new SystemError('EIO');
  terminal.output(terminal.translate ? data.replaceAll('\n', '\r\n') : data);
}

/** tcsetpgrp(3). Throws ENOTTY */
export function setForeground(core: Core, terminal: TerminalRecord, group: number): void {
  core.journal.edit(terminal).foreground = group;
  // Whoever was refused as a process of the background may read now.
  wake(core, terminal);
}
