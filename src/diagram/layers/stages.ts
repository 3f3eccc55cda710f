import type { Layer } from '../model.ts';

/** The layers of one stage. */
export interface StageBlock {
  /** Its name; undefined where an image has but one stage. */
  readonly stage: string | undefined;
  /** Bottom first; writable layers, which stand on the image, are not among them. */
  readonly layers: readonly Layer[];
  /** Whether its image is what the build is for. */
  readonly target: boolean;
  /** Whether the build leaves it out. */
  readonly skipped: boolean;
}

/**
 * The layers of an image by their stages. The stage that the build is for is the last that is built, since a stage can
 * only name those before it.
 *
 * @param layers all layers of a model, bottom first
 * @returns the stages in their order; layers without a stage are one of their own
 */
export function stagesOf(layers: readonly Layer[]): StageBlock[] {
  const names = new Map<string | undefined, Layer[]>();
  for (const layer of layers) {
    if (layer.writable) continue;
    const own = names.get(layer.stage);
    if (own) own.push(layer);
    else names.set(layer.stage, [layer]);
  }
  const blocks = [...names].map(([stage, own]) => {
    return { stage, layers: own, skipped: own.some(({ state }) => state === 'skipped') };
  });
  const target = blocks.findLastIndex(({ skipped }) => !skipped);
  return blocks.map((block, index) => ({ ...block, target: index === target }));
}
