/**
 * What a build does with one line: takes its result from the cache, runs it again, or finds out only when it is there:
 * what it copies from another stage is compared by content, so the line is taken from the cache after all if that comes
 * out as before.
 */
export type BuildState = 'cached' | 'rebuilt' | 'checked';

/** A line of a build as the cache sees it. */
export interface CacheLine {
  /** The lines that it builds on, by index: the one before it in its stage, the last ones of the stage below. */
  readonly on: readonly number[];
  /** The lines whose results it takes files from, by index; compared by content. */
  readonly from: readonly number[];
  /** Whether something else that it reads has changed since the last build. */
  readonly changed: boolean | 'unknown';
}

/**
 * What the next build reuses. A line is found in the cache if nothing it depends on changed; what builds on a line that
 * runs again runs again (Docker's page "Build cache invalidation"); files that come from a stage or a mount count by
 * content, not by how they were made (BuildKit's `ContentBasedHash`, solver/types.go).
 *
 * @param lines the lines of all stages that are built, each after those it depends on
 * @returns the state of each line, in the same order
 */
export function planLines(lines: readonly CacheLine[]): BuildState[] {
  const states: BuildState[] = [];
  for (const { on, from, changed } of lines) {
    const below = on.map((index) => states[index]);
    if (changed === true || below.includes('rebuilt')) states.push('rebuilt');
    else {
      const sure =
        changed === false &&
        below.every((state) => state === 'cached') &&
        from.every((index) => states[index] === 'cached');
      states.push(sure ? 'cached' : 'checked');
    }
  }
  return states;
}

/**
 * What the next build of one stage reuses: after the first miss every later line runs again.
 *
 * @param changed for each line of the stage, in order, whether something it reads has changed since the last build
 * @returns the state of each line, in the same order
 */
export function planBuild(changed: readonly boolean[]): BuildState[] {
  return planLines(
    changed.map((each, index) => ({ on: index === 0 ? [] : [index - 1], from: [], changed: each })),
  );
}
