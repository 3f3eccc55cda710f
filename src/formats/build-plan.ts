/** What a build does with one line: takes its result from the cache, or runs it again. */
export type BuildState = 'cached' | 'rebuilt';

/**
 * What the next build reuses. A line is found in the cache if nothing it depends on changed; after the first miss
 * every later line of the stage runs again (Docker's page "Build cache invalidation").
 *
 * @param changed for each line of the stage, in order, whether something it reads has changed since the last build
 * @returns the state of each line, in the same order
 */
export function planBuild(changed: readonly boolean[]): BuildState[] {
  const miss = changed.indexOf(true);
  return changed.map((_, index) => (miss !== -1 && index >= miss ? 'rebuilt' : 'cached'));
}
