/** How long a learner waits from a key to the next frame, on a real pseudo-terminal, what the key did being on disk. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node-pty';
import type { Installed } from './installed.ts';
import { median, percentile } from './measure.ts';
import { childEnvironment } from './surroundings.ts';
import { milliseconds, type Row, type Section } from './table.ts';
import { END_OF_FRAME } from './terminal.ts';

/** A step that asks nothing, before another such step: there and back again, each time a page and an event on disk. */
const START = ['learn', 'virtualization-history', '--step', 'emulation', '--no-motion'];
const RIGHT = '\u001b[C';
const LEFT = '\u001b[D';

/**
 * Presses keys that turn a page, one after the other.
 *
 * @param presses how often
 */
export async function keys({ bin }: Installed, folder: string, presses: number): Promise<Section> {
  const home = mkdtempSync(join(folder, 'keys-'));
  const terminal = spawn(process.execPath, [bin, ...START], {
    name: 'xterm-256color',
    cols: 80,
    rows: 24,
    env: { ...childEnvironment(home), TERM: 'xterm-256color' },
  });
  let arrived: (() => void) | undefined;
  let seen = '';
  terminal.onData((text) => {
    seen += text;
    if (!seen.includes(END_OF_FRAME)) return;
    seen = '';
    arrived?.();
  });
  const nextFrame = (): Promise<void> =>
    new Promise((resolve) => {
      arrived = resolve;
    });
  await nextFrame();
  const times: number[] = [];
  for (let press = 0; press < presses; press++) {
    const shown = nextFrame();
    const start = performance.now();
    terminal.write(press % 2 === 0 ? RIGHT : LEFT);
    await shown;
    times.push(performance.now() - start);
  }
  terminal.kill('SIGKILL');
  const row = (name: string, result: number, target?: number): Row => ({
    name,
    value: milliseconds(result),
    baseline: '',
    result,
    unit: ' ms',
    ...(target === undefined ? {} : { target }),
  });
  return {
    title: 'From a key to the next frame',
    baseline: 'baseline',
    rows: [row('median', median(times)), row('99th percentile', percentile(times, 0.99), 16)],
  };
}
