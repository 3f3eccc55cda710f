import type { Remember } from '../../content/schema/fact.ts';
import type { World } from '../../engine/world.ts';
import { containerNamed, imageNamed, type Memory } from './seen.ts';

/**
 * Notes the ids that later facts are compared with.
 *
 * @param wanted what is to be noted, by the names under which it is
 * @param world the engine as it is now
 * @returns what was found; what is not there cannot be noted
 */
export function remembered(wanted: Remember, world: World): Memory {
  const noted: Record<string, Memory[string]> = {};
  for (const [name, what] of Object.entries(wanted)) {
    if ('container' in what) {
      const container = containerNamed(world, what.container);
      if (container === undefined) continue;
      const layers = world.images.find(({ Id }) => Id === container.Image)?.RootFS.Layers ?? [];
      noted[name] = { id: container.Id, layers };
    } else {
      const image = imageNamed(world, what.image);
      if (image !== undefined) noted[name] = { id: image.Id, layers: image.RootFS.Layers };
    }
  }
  return noted;
}
