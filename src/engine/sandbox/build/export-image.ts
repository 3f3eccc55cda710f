import type { StagePlan, Step } from '../../../formats/dockerfile/plan.ts';
import type { RunConfig } from '../../world.ts';
import type { HistoryEntry, Layer, StoredImage } from '../daemon/api.ts';
import { imageIdOf } from '../daemon/commit.ts';
import { timestamp } from '../daemon/time.ts';

/** What a stage came to. */
export interface StageResult {
  /** What the next step depends on. */
  readonly key: string;
  readonly layers: readonly Layer[];
  readonly tree: StoredImage['layers'][number]['tree'];
  /** The image at the bottom of it; undefined: scratch. */
  readonly base: StoredImage | undefined;
  /** When each step's result was made, milliseconds since 1970. */
  readonly made: ReadonlyMap<Step, number>;
}

const COMMENT = 'buildkit.dockerfile.v0';

/**
 * Puts the image of a stage together. Its times are those of its layers, so that a build that finds all in the cache gives
 * the same image.
 * @param now for an image that has no history
 */
export function imageOf(
  plan: StagePlan,
  result: StageResult,
  labels: Readonly<Record<string, string>>,
  now: number,
): StoredImage {
  const { base } = result;
  const history: HistoryEntry[] = [...(base?.history ?? [])];
  let created = base?.created ?? '';
  for (const { createdBy, step } of plan.history) {
    const made = step === undefined ? undefined : result.made.get(step);
    if (made !== undefined) created = timestamp(made);
    history.push({ created, createdBy, comment: COMMENT, emptyLayer: step === undefined });
  }
  const first = [...result.made.values()][0] ?? now;
  const dated = history.map((entry) =>
    entry.created === '' ? { ...entry, created: timestamp(first) } : entry,
  );
  const config: RunConfig = {
    ...plan.config,
    ...(Object.keys(labels).length === 0 ? {} : { Labels: { ...plan.config.Labels, ...labels } }),
  };
  const image = {
    created: created === '' ? timestamp(first) : created,
    architecture: base?.architecture ?? 'amd64',
    os: base?.os ?? 'linux',
    config,
    layers: result.layers,
    history: dated,
  };
  return { id: imageIdOf(image), ...image };
}
