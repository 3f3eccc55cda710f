import { type WorldModelOptions, worldModel } from '../../../src/diagram/engine/world-model.ts';
import { createSandbox, type Sandbox } from '../../../src/engine/sandbox/sandbox.ts';
import { testRegistry } from '../../helpers/registry.ts';

/** A sandbox in which docker was asked for these things, a line each, without quotes. */
export function sandboxAfter(...lines: readonly string[]): Sandbox {
  const sandbox = createSandbox({
    registry: testRegistry(),
    start: Date.UTC(2026, 0, 1),
    seed: 1,
    output: () => undefined,
  });
  for (const line of lines) sandbox.execute(line.split(' '));
  return sandbox;
}

/** The model of a sandbox, with what each container has written. */
export function modelOfSandbox(sandbox: Sandbox, options: WorldModelOptions = {}) {
  const world = sandbox.world();
  const names = world.containers.map(({ Name }) => Name.slice(1));
  const answers = sandbox.look(names.map((container) => ({ kind: 'diff', container })));
  const diffs = new Map(
    answers.map((answer, index) => [names[index] ?? '', answer.kind === 'diff' ? answer.changes : []]),
  );
  return worldModel(world, { diffs, ...options });
}
