import { describe, expect, it } from 'vitest';
import { withEngine } from '../helpers/engine.ts';

const run = withEngine(
  [process.execPath, '--import', 'tsx', 'test/conformance/rebuild.ts', '--some'],
  240_000,
);
if (run.status === 3) process.stderr.write(`SKIPPED: nothing was built on a real engine. ${run.stderr}\n`);

describe.skipIf(run.status === 3)('a real engine', () => {
  it('caches and rebuilds what the pictures of Dockerfiles say', () => {
    expect(run.stdout.split('\n').filter((line) => line.startsWith('DIFFERS'))).toEqual([]);
    expect(run.stdout).toMatch(/^\d\d cases, 0 differ$/m);
    expect(run.status).toBe(0);
  });
});
