import { describe, expect, it } from 'vitest';
import { withEngine } from '../helpers/engine.ts';

const run = withEngine(
  [process.execPath, '--import', 'tsx', 'test/conformance/run.ts', '--one-a-topic'],
  240_000,
);
if (run.status === 3) process.stderr.write(`SKIPPED: no script was run on a real engine. ${run.stderr}\n`);

describe.skipIf(run.status === 3)('a real engine', () => {
  it('still answers as it was recorded, in a script of each topic', () => {
    expect(run.stdout.split('\n').filter((line) => line.startsWith('DIFFERS'))).toEqual([]);
    expect(run.stdout).toMatch(/Docker \S+ against its recording: \d\d scripts, .* 100 % agree/);
    expect(run.status).toBe(0);
  });
});
