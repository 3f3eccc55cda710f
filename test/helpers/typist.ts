import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Bytes, toText } from '../../src/engine/sandbox/kernel/bytes.ts';
import type { CompiledRegistry } from '../../src/engine/sandbox/registry/compiled.ts';
import { createRegistry } from '../../src/engine/sandbox/registry/create-registry.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/engine/sandbox/sandbox.ts';
import type { Turn } from '../../src/engine/sandbox/session.ts';
import { ROOT } from './root.ts';

/** The registry that comes with the program. */
const registryOfPack = createRegistry(
  parse(readFileSync(join(ROOT, 'lessons', 'registry.yaml'), 'utf8')) as CompiledRegistry,
);

/** A learner at the prompt of a sandbox. */
export interface Learner {
  readonly sandbox: Sandbox;
  /**
   * Types lines, each at a prompt; where a program asks for input, the next line goes to it.
   *
   * @returns what was written meanwhile, both streams in their order
   */
  type(...lines: readonly string[]): string;
  /** Runs until something is wanted. */
  turn(): Turn;
  /** What has been written since it was last asked for. */
  written(): string;
}

/** A sandbox whose clock starts in 2026, with the images that come with the program. */
export function learner(options: Partial<SandboxOptions> = {}): Learner {
  let output: Bytes = '';
  const sandbox = createSandbox({
    registry: registryOfPack,
    start: Date.UTC(2026, 10, 22, 9),
    seed: 1,
    output: (_stream, bytes) => {
      output += bytes;
    },
    ...options,
  });
  const written = (): string => {
    const text = toText(output);
    output = '';
    return text;
  };
  const turn = (): Turn => sandbox.run();
  return {
    sandbox,
    turn,
    written,
    type(...lines) {
      for (const line of lines) {
        if (turn().kind === 'input') sandbox.input(line);
        else sandbox.line(line);
        turn();
      }
      return written();
    },
  };
}
