/** What a lab's picture has of a real engine: what appeared since the lab began. */
import type { World } from '../engine/world.ts';
import { type Inventory, inventory } from '../tutor/lab/names.ts';
import type { Seen } from './engine-picture.ts';
import type { DockerLab } from './lab-docker-run.ts';

/** The engine of a lab, without what was on it when the lab began and belongs to somebody else. */
export function sinceLab({ engine, before }: Pick<DockerLab, 'engine' | 'before'>): Seen {
  return {
    inspect: async () => appeared(await engine.inspect(), before),
    observe: (probes) => engine.observe(probes),
  };
}

/**
 * What appeared on an engine, with the images and networks that it uses.
 *
 * @param world the engine now
 * @param before what was there at the beginning
 */
export function appeared(world: World, before: Inventory): World {
  const now = inventory(world);
  const containers = world.containers.filter(({ Id }) => !before.containers.includes(Id));
  const used = new Set(containers.flatMap(({ NetworkSettings }) => Object.keys(NetworkSettings.Networks)));
  const mounted = new Set(containers.flatMap(({ Mounts }) => Mounts.map(({ Name }) => Name)));
  return {
    containers,
    images: world.images.filter(
      ({ Id }) => !before.images.includes(Id) || containers.some(({ Image }) => Image === Id),
    ),
    networks: world.networks.filter(({ Id, Name }) => !before.networks.includes(Id) || used.has(Name)),
    volumes: world.volumes.filter(
      ({ Name }, index) => !before.volumes.includes(now.volumes[index] ?? '') || mounted.has(Name),
    ),
  };
}
