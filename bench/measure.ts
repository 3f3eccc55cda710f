/** Measuring in pairs: what is measured and its baseline take turns, so that a busy computer slows both alike. */

/** Gives one measurement, in whatever unit; waits as long as it takes. */
export type Measurement = () => number | Promise<number>;

/** Pairs of measurements, in the order in which they were taken. */
export interface Pairs {
  readonly subject: readonly number[];
  readonly baseline: readonly number[];
}

/**
 * Measures a subject and its baseline in turns, after one turn that does not count.
 *
 * @param rounds how many pairs
 * @param baseline what to compare with
 * @param subject what is of interest
 */
export async function inPairs(rounds: number, baseline: Measurement, subject: Measurement): Promise<Pairs> {
  const pairs = { subject: [] as number[], baseline: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const before = await baseline();
    const own = await subject();
    if (round < 0) continue;
    pairs.baseline.push(before);
    pairs.subject.push(own);
  }
  return pairs;
}

/** The median of the ratios of a subject to the baseline measured just before it. */
export function medianRatio({ subject, baseline }: Pairs): number {
  return median(subject.map((value, index) => value / (baseline[index] ?? Number.NaN)));
}

/** The value that half of the values lie below. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/**
 * The value that a share of the values lie at or below (nearest rank).
 *
 * @param values at least one
 * @param share from 0 to 1
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Runs something and gives the milliseconds that it took. */
export function millisecondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
