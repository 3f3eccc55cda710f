import { describe, expect, it } from 'vitest';
import { withEngine } from '../helpers/engine.ts';

const run = withEngine(
  [process.execPath, '--import', 'tsx', 'test/conformance/run.ts', '--one-a-topic'],
  240_000,
);
if (run.status === 3) process.stderr.write(`SKIPPED: no script was run on a real engine. ${run.stderr}\n`);

describe.skipIf(run.status === 3)('a real engine', () => {
  it('still answers as it was recorded, in a script of each topic', () => {
    // What differs is shown, with what it was to be.
    const odd = /^(?:DIFFERS|ONCE) .*(?:\n .*)*/gm;
    const differing = [...run.stdout.matchAll(odd)].map(([lines]) => lines);
    for (const lines of differing) process.stderr.write(`${lines}\n`);
    expect(differing.filter((lines) => lines.startsWith('DIFFERS'))).toEqual([]);
    expect(run.stdout).toMatch(/Docker \S+ against its recording: \d\d scripts, .* 100 % agree/);
    expect(run.status).toBe(0);
  });
});
