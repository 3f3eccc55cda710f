import { describe, expect, it } from 'vitest';
import { withEngine } from '../../helpers/engine.ts';
import { builtInLabs, type SolvedLab, solveOnSandbox } from '../../helpers/solve-lab.ts';

interface OnEngine {
  readonly solved: readonly SolvedLab[];
  readonly left: Readonly<Record<'containers' | 'volumes' | 'networks', readonly string[]>>;
}

const run = withEngine([process.execPath, '--import', 'tsx', 'test/engine/docker/labs-process.ts']);
if (run.status === 3) process.stderr.write(`SKIPPED: labs were not solved on a real engine. ${run.stderr}\n`);

describe.skipIf(run.status === 3)('a lab solved on the sandbox and on a real engine', () => {
  const seen = run.status === 0 ? (JSON.parse(run.stdout) as OnEngine) : undefined;

  it('is solved on the engine at all', () => {
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.each(
    builtInLabs().map((lab) => [lab.id, lab] as const),
  )('%s gives the same task results after every command, from the same file', async (id, lab) => {
    const onSandbox = await solveOnSandbox(lab);
    expect(onSandbox).toMatchObject({ done: true, mistakes: 0 });
    expect(seen?.solved.find((each) => each.id === id)).toEqual(onSandbox);
  });

  it('leaves nothing behind when what is offered for removal is removed', () => {
    expect(seen?.left).toEqual({ containers: [], volumes: [], networks: ['bridge', 'host', 'none'] });
  });
});
