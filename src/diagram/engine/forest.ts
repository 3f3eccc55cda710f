/** Images by the layers that they share: what begins alike stands on one floor. */
import type { EngineContainer, EngineImage } from './model.ts';

/** Layers that lie together in every image that has them, with what stands on them. */
export interface Floor {
  /** The image that ends here; none where only images above share the layers. */
  readonly image: EngineImage | undefined;
  /** How many layers this floor adds to those below it; 0 for an image with the very layers of another. */
  readonly layers: number;
  /** Whether another floor is below. */
  readonly raised: boolean;
  /** Containers of the image. */
  readonly containers: readonly EngineContainer[];
  readonly above: readonly Floor[];
}

/**
 * Puts images on the layers that they share.
 *
 * @param images the images, each with its layers from the lowest
 * @param containers containers of these images
 * @returns the lowest floors, in the order in which their first images come
 */
export function floorsOf(
  images: readonly EngineImage[],
  containers: readonly EngineContainer[],
): readonly Floor[] {
  const of = new Map<string, EngineContainer[]>();
  for (const container of containers) {
    const known = of.get(container.image);
    if (known) known.push(container);
    else of.set(container.image, [container]);
  }
  return floorsFrom(images, 0, of);
}

/** @param depth how many layers all of these images share that are drawn below already */
function floorsFrom(
  images: readonly EngineImage[],
  depth: number,
  of: ReadonlyMap<string, readonly EngineContainer[]>,
): Floor[] {
  const groups = new Map<string, EngineImage[]>();
  for (const image of images) {
    // An image without layers shares none.
    const key = image.layers[depth] ?? `none ${image.id}`;
    const group = groups.get(key);
    if (group) group.push(image);
    else groups.set(key, [image]);
  }
  return [...groups.values()].map((group) => {
    const height = commonDepth(group, depth);
    const [image, ...equal] = group.filter(({ layers }) => layers.length === height);
    const containersOf = (each: EngineImage | undefined) => (each && of.get(each.id)) ?? [];
    const higher = group.filter(({ layers }) => layers.length > height);
    return {
      image,
      layers: height - depth,
      raised: depth > 0,
      containers: containersOf(image),
      above: [
        ...equal.map((each) => ({
          image: each,
          layers: 0,
          raised: true,
          containers: containersOf(each),
          above: [],
        })),
        ...floorsFrom(higher, height, of),
      ],
    };
  });
}

/** How many layers all of them begin with. */
function commonDepth(images: readonly EngineImage[], from: number): number {
  const [first, ...others] = images;
  let depth = from;
  while (first !== undefined && depth < first.layers.length) {
    const layer = first.layers[depth];
    if (others.some(({ layers }) => layers[depth] !== layer)) break;
    depth += 1;
  }
  return depth;
}
