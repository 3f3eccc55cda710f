import type { Bytes } from '../../src/engine/sandbox/kernel/bytes.ts';
import { createRegistry } from '../../src/engine/sandbox/registry/create-registry.ts';
import { createSandbox, type Sandbox } from '../../src/engine/sandbox/sandbox.ts';
import { registrySource } from '../helpers/registry.ts';

/** The clock of the scripts' sandbox starts on 22 November 2026, 09:00 UTC. */
const START = Date.UTC(2026, 10, 22, 9);

const registry = createRegistry(registrySource());

/**
 * A sandbox as a learner has it, with the built-in registry, the builder and Compose; commands come from a pipe.
 *
 * @param options.files of the learner's folder: path → content
 * @param options.output called with the bytes that commands write, in order
 */
export function makeSandbox(options: {
  readonly files?: Readonly<Record<string, string>>;
  readonly output: (stream: 'stdout' | 'stderr', bytes: Bytes) => void;
}): Sandbox {
  return createSandbox({ registry, start: START, seed: 1, ...options });
}
