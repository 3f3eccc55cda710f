/** A line editor for a shell's prompt: history, completion, what is typed ahead, and lines for programs that read. */
import { createInterface, type Interface } from 'node:readline';
import { PassThrough, Writable } from 'node:stream';
import type { Host } from '../platform/host.ts';
import { setRawMode } from '../terminal/raw-mode.ts';

/** What came from the keyboard. */
export type Typed =
  | { readonly kind: 'line'; readonly text: string }
  /** ^C. */
  | { readonly kind: 'interrupt' }
  /** ^D on an empty line, or the terminal is gone. */
  | { readonly kind: 'end'; readonly gone: boolean };

/** What the tab key finds: the word that is completed, and what it can be. */
export interface Completions {
  /** The part of the line that a candidate takes the place of. */
  readonly word: string;
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly text: string;
  /** What it is, in a few words. */
  readonly does?: string;
}

export interface PromptOptions {
  readonly host: Host;
  /** Earlier lines, the newest first. */
  readonly history: readonly string[];
  /** @param before the line up to the cursor */
  complete(before: string): Completions;
  /** Lists candidates, above the prompt. */
  list(candidates: readonly Candidate[]): string;
}

export interface ShellPrompt {
  /**
   * Waits for a line. What was typed ahead comes first, and is shown as if it were typed now.
   *
   * @param prompt what stands before it; empty for a program's own input
   * @param kept false: the line is no command, and does not come back with the arrow keys
   */
  ask(prompt: string, kept?: boolean): Promise<Typed>;
  /**
   * Waits until a moment has passed or a key that matters comes: ^C at once; a line or ^D only if `lines` are wanted.
   *
   * @param before what stands before the line; what a program has written there, unless said otherwise
   */
  pause(milliseconds: number, lines: boolean, before?: string): Promise<Typed | undefined>;
  /** Writes on the terminal, where the learner sees it. */
  write(text: string | Uint8Array): void;
  /** Writes lines, after the end of one that was begun. */
  writeLines(text: string): void;
  /** Hands the terminal to another program, and takes it back. */
  away<T>(work: () => T): T;
  /** Every line of this session and the earlier ones, the newest first. */
  history(): readonly string[];
  close(): void;
}

/** Lines of history that are kept. */
export const HISTORY_SIZE = 1000;

/** From the cursor to the end of the screen (ECMA-48, ED). */
const ERASE_BELOW = '\x1b[J';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
const CTRL_Z = '\x1a';

/** Opens a line editor on the host's terminal. */
export function openShellPrompt(options: PromptOptions): ShellPrompt {
  const { host } = options;
  const { stdin, stdout } = host;
  const keys = new PassThrough();
  const screen = new Screen(stdout);
  const queue: { readonly typed: Typed; readonly shown: boolean }[] = [];
  let waiting: ((typed: Typed) => void) | undefined;
  let wants: 'all' | 'interrupt' = 'all';
  let listed: string | undefined;
  /** What stands in the line of the cursor: a program's own prompt, which the line editor must not wipe away. */
  let tail = '';
  /** Whether a line that comes now is worth keeping. */
  let keeps = true;

  const editor: Interface & { history?: string[] } = createInterface({
    input: keys,
    output: screen,
    terminal: true,
    historySize: HISTORY_SIZE,
    history: [...options.history],
    prompt: '',
    completer: (before: string) => completed(before),
  });
  editor.on('history', (lines: string[]) => {
    // Whoever begins a line with a space wants it forgotten (bash: HISTCONTROL=ignorespace); a second time says nothing.
    if (!keeps || /^\s/.test(lines[0] ?? '') || lines[0] === lines[1]) lines.shift();
  });
  const deliver = (typed: Typed): void => {
    if (waiting !== undefined && (wants === 'all' || typed.kind === 'interrupt')) {
      const take = waiting;
      waiting = undefined;
      rest();
      take(typed);
      return;
    }
    // What was typed ahead of ^C is given up with it.
    if (typed.kind === 'interrupt') queue.length = 0;
    queue.push({ typed, shown: !screen.muted });
    if (!screen.muted) rest();
  };
  const rest = (): void => {
    screen.muted = true;
    tail = '';
    keeps = true;
  };
  // All that comes behind a line in the same breath is typed ahead: it is shown when its turn comes.
  editor.on('line', (text) => deliver({ kind: 'line', text: text.normalize('NFC') }));

  function completed(before: string): [string[], string] {
    const { word, candidates } = options.complete(before);
    const texts = candidates.map(({ text }) => text);
    // The second time, the list; a word is completed as far as all agree, with a space behind if there is but one.
    if (candidates.length > 1 && commonStart(texts).length <= word.length) {
      if (listed === before) {
        screen.write(`\r\n${options.list(candidates)}\r\n`);
        editor.prompt(true);
      }
      listed = before;
      return [[], before];
    }
    listed = undefined;
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return [[/[/=:]$/.test(only) ? only : `${only} `], word];
    return texts.length === 0 ? [[], before] : [[commonStart(texts)], word];
  }

  const onData = (chunk: Buffer): void => {
    for (const part of chunk.toString('latin1').split(/([\x03\x04\x1a])/)) {
      if (part === CTRL_C) interrupt();
      else if (part === CTRL_D && editor.line === '') deliver({ kind: 'end', gone: false });
      else if (part === CTRL_Z) suspend();
      // Tabs among other text are pasted and mean no completion; tabs alone are keys, however fast they come.
      else if (/^\t+$/.test(part)) for (const tab of part) keys.write(tab);
      else if (part !== '') keys.write(Buffer.from(part, 'latin1'));
    }
  };
  const gone = (): void => deliver({ kind: 'end', gone: true });
  const resized = (): void => void screen.emit('resize');

  function interrupt(): void {
    stdout.write('^C');
    // Ctrl-E and Ctrl-U: the line is emptied by the editor itself.
    const { muted } = screen;
    screen.muted = true;
    editor.write(null, { ctrl: true, name: 'e' });
    editor.write(null, { ctrl: true, name: 'u' });
    screen.muted = muted;
    deliver({ kind: 'interrupt' });
    // Whatever writes next begins a line of its own, or the next prompt does.
    tail = '^C';
  }

  function suspend(): void {
    setRawMode(stdin, false);
    host.suspend();
  }
  const stopSignals = host.onSignal((signal) => {
    if (signal === 'SIGCONT') {
      setRawMode(stdin, true);
      if (waiting !== undefined && wants === 'all') editor.prompt(true);
    } else deliver({ kind: 'end', gone: true });
  });

  setRawMode(stdin, true);
  // Whoever had the terminal before has paused its keys.
  stdin.on('data', onData).on('end', gone).on('error', gone).resume();
  stdout.on('resize', resized);

  function write(text: string | Uint8Array): void {
    // What is being typed makes room for what a program writes meanwhile, and is shown again behind it.
    if (!screen.muted) {
      const { rows } = editor.getCursorPos();
      stdout.write(`${rows > 0 ? `\x1b[${rows}A` : ''}\r${ERASE_BELOW}`);
    }
    screen.muted = true;
    stdout.write(text);
    const shown = typeof text === 'string' ? text : Buffer.from(text).toString();
    const start = Math.max(shown.lastIndexOf('\n'), shown.lastIndexOf('\r')) + 1;
    tail = (start === 0 ? tail : '') + shown.slice(start);
  }

  return {
    ask(prompt, kept = true) {
      const next = queue.shift();
      if (tail !== '') stdout.write('\n');
      tail = '';
      if (next !== undefined) {
        if (next.typed.kind === 'line' && !next.shown) stdout.write(`${prompt}${next.typed.text}\n`);
        return Promise.resolve(next.typed);
      }
      return new Promise((resolve) => {
        wants = 'all';
        keeps = kept;
        waiting = resolve;
        screen.muted = false;
        editor.setPrompt(prompt);
        editor.prompt(true);
      });
    },
    pause(milliseconds, lines, before) {
      const at = queue.findIndex(({ typed }) => lines || typed.kind === 'interrupt');
      if (at >= 0) {
        const [ahead] = queue.splice(at, 1);
        if (ahead?.typed.kind === 'line' && !ahead.shown) stdout.write(`${ahead.typed.text}\n`);
        tail = '';
        return Promise.resolve(ahead?.typed);
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting = undefined;
          resolve(undefined);
        }, milliseconds);
        wants = lines ? 'all' : 'interrupt';
        keeps = !lines;
        waiting = (typed) => {
          clearTimeout(timer);
          resolve(typed);
        };
        if (lines && screen.muted) {
          screen.muted = false;
          editor.setPrompt(before ?? tail);
          editor.prompt(true);
        }
      });
    },
    write,
    writeLines: (text) => write(tail === '' || !screen.muted ? text : `\n${text}`),
    away(work) {
      tail = '';
      stdin.pause();
      setRawMode(stdin, false);
      try {
        return work();
      } finally {
        setRawMode(stdin, true);
        stdin.resume();
      }
    },
    history: () => editor.history ?? [],
    close() {
      stopSignals();
      stdin.off('data', onData).off('end', gone).off('error', gone);
      stdout.off('resize', resized);
      screen.muted = true;
      editor.close();
      setRawMode(stdin, false);
      stdin.pause();
    },
  };
}

/** The terminal as the line editor sees it: what it draws while nobody is to type is not shown. */
class Screen extends Writable {
  muted = true;
  readonly #out: Host['stdout'];

  constructor(out: Host['stdout']) {
    super();
    this.#out = out;
  }

  get columns(): number {
    return this.#out.columns || 80;
  }

  get rows(): number {
    return this.#out.rows || 24;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.muted) this.#out.write(chunk);
    done();
  }
}

function commonStart(texts: readonly string[]): string {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    while (!text.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
