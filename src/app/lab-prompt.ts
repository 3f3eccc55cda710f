/** A prompt for the lines of a lab, on a terminal. */
import { createInterface } from 'node:readline';
import type { Host } from '../platform/host.ts';
import { endWhenHungUp } from '../platform/this-process.ts';

/** Reads lines at a terminal. */
export interface LinePrompt {
  /**
   * Asks for a line.
   *
   * @returns the line; nothing once there are no more (^D)
   */
  ask(prompt: string): Promise<string | undefined>;
  /** Writes above the prompt, if one is shown, and shows it again. */
  above(write: () => void): void;
  close(): void;
}

/**
 * Opens a prompt with a history of its own.
 *
 * @param complete completions of a line
 * @param interrupted called at Ctrl-C; without it, a line that was begun is given up, as in a shell
 */
export function openLinePrompt(
  { stdin, stdout }: Pick<Host, 'stdin' | 'stdout'>,
  complete?: (line: string) => readonly string[],
  interrupted?: () => void,
): LinePrompt {
  const lines = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    ...(complete !== undefined && {
      completer: (line: string): [string[], string] => {
        const word = /\S*$/.exec(line)?.[0] ?? '';
        return [complete(line).filter((each) => each.startsWith(word)), word];
      },
    }),
  });
  const stopHangUp = endWhenHungUp(stdin);
  // Lines that were pasted together wait for those who ask for them.
  const waiting: string[] = [];
  let heard: ((line: string | undefined) => void) | undefined;
  let closed = false;
  lines.on('line', (line) => {
    if (heard === undefined) waiting.push(line);
    else answer(line);
  });
  lines.on('SIGINT', () => {
    if (interrupted !== undefined) return interrupted();
    stdout.write('^C\n');
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
    if (heard !== undefined) lines.prompt();
  });
  lines.on('close', () => {
    closed = true;
    answer(undefined);
  });
  function answer(line: string | undefined): void {
    const tell = heard;
    heard = undefined;
    tell?.(line);
  }
  return {
    ask(prompt) {
      const next = waiting.shift();
      if (next !== undefined) return Promise.resolve(next);
      if (closed) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        heard = resolve;
        const [last = '', ...above] = prompt.split('\n').reverse();
        for (const line of above.reverse()) stdout.write(`${line}\n`);
        lines.setPrompt(last);
        lines.prompt();
      });
    },
    above(write) {
      if (heard === undefined) return write();
      stdout.write('\r\u001b[K');
      write();
      lines.prompt(true);
    },
    close() {
      lines.close();
      stopHangUp();
    },
  };
}
