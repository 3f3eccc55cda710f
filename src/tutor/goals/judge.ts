/** Judging facts: pure, the same for the sandbox and for a real engine. */
import type { Fact } from '../../content/schema/fact.ts';
import { judgeContainer } from './container.ts';
import type { Difference } from './difference.ts';
import { judgeImage } from './image.ts';
import { judgeHttp, judgeNetwork, judgeSeen, judgeVolume } from './other-facts.ts';
import type { Look } from './seen.ts';

/**
 * Judges one fact.
 *
 * @param look what is seen of the engine
 * @returns the first thing that differs from what the fact asks for; nothing if it holds
 */
export function judge(fact: Fact, look: Look): Difference | undefined {
  if ('container' in fact) return judgeContainer(fact, look);
  if ('image' in fact) return judgeImage(fact, look);
  if ('network' in fact) return judgeNetwork(fact, look);
  if ('volume' in fact) return judgeVolume(fact, look);
  if ('http' in fact) return judgeHttp(fact, look);
  return judgeSeen(fact, look);
}

/**
 * Judges facts that must all hold.
 *
 * @returns the first difference; nothing if all of them hold
 */
export function judgeAll(facts: readonly Fact[], look: Look): Difference | undefined {
  for (const fact of facts) {
    const difference = judge(fact, look);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
