/** Runs Node programs on a pseudo-terminal and measures when something is to be seen. */
import { spawn } from 'node-pty';
import type { Program } from './child.ts';

/** What stands at the end of each frame: the end of synchronized output (DEC private mode 2026). */
export const END_OF_FRAME = '\u001b[?2026l';

/**
 * Runs a program in a terminal of 80 × 24.
 *
 * @param program what to run
 * @param awaited measure until these characters have arrived, and end it then; without them, until the program ends
 * @returns milliseconds from the start
 */
export function runOnTerminal({ args, env }: Program, awaited?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen = '';
    let time: number | undefined;
    const start = performance.now();
    const terminal = spawn(process.execPath, [...args], {
      name: 'xterm-256color',
      cols: 80,
      rows: 24,
      env: { ...env, TERM: 'xterm-256color' },
    });
    terminal.onData((text) => {
      // Terminals answer when they are asked where the cursor is (DSR 6).
      for (const _ of text.matchAll(/\u001b\[6n/g)) terminal.write('\u001b[1;2R');
      if (time !== undefined || awaited === undefined) return;
      seen += text;
      if (!seen.includes(awaited)) return;
      time = performance.now() - start;
      // A program that has ended already is not there to be told.
      try {
        terminal.kill('SIGTERM');
      } catch {}
    });
    terminal.onExit(() => {
      if (awaited === undefined) resolve(performance.now() - start);
      else if (time !== undefined) resolve(time);
      else reject(new Error(`node ${args.join(' ')} ended without showing what was awaited: ${seen}`));
    });
  });
}
