import type { Fact } from '../../content/schema/fact.ts';
import type { EnginePort } from '../../engine/port.ts';
import { probesOf } from './probes.ts';
import { type Look, type Memory, probeKey } from './seen.ts';

/**
 * Looks at an engine.
 *
 * @param port the engine
 * @param facts what must be able to be judged
 * @param since when the lab began, milliseconds since 1970: what happened before does not count
 * @param memory what was noted when the lab began
 */
export async function lookAt(
  port: Pick<EnginePort, 'inspect' | 'observe'>,
  facts: readonly Fact[],
  since: number,
  memory: Memory,
): Promise<Look> {
  const probes = probesOf(facts, since);
  const world = await port.inspect();
  const answers = probes.length === 0 ? [] : await port.observe(probes);
  return {
    world,
    observations: new Map(probes.map((probe, index) => [probeKey(probe), answers[index]!])),
    memory,
  };
}
