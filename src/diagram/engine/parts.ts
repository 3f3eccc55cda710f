import type { PartPath } from '../model.ts';
import type { NamedPart } from '../named-part.ts';
import { partsOfList } from '../named-part.ts';
import type { EngineModel } from './model.ts';

/** The parts of an engine's state in reading order: containers, images, networks, volumes. */
export function partsOfEngine(model: EngineModel): NamedPart[] {
  return [
    ...partsOfList('containers', model.containers),
    ...partsOfList('images', model.images),
    ...partsOfList('networks', model.networks),
    ...partsOfList('volumes', model.volumes),
  ];
}

/**
 * An engine's state cut down to some of its parts. A container goes with its image, and lets go of networks and volumes
 * that are not shown.
 *
 * @param model the whole
 * @param wanted the paths of the parts to keep
 */
export function onlyEngine(model: EngineModel, wanted: ReadonlySet<PartPath>): EngineModel {
  const images = model.images.filter(({ id }) => wanted.has(`images/${id}`));
  const networks = model.networks.filter(({ id }) => wanted.has(`networks/${id}`));
  const volumes = model.volumes.filter(({ id }) => wanted.has(`volumes/${id}`));
  const containers = model.containers
    .filter(({ id, image }) => wanted.has(`containers/${id}`) && images.some((each) => each.id === image))
    .map((container) => ({
      ...container,
      networks: container.networks.filter((id) => networks.some((network) => network.id === id)),
      volumes: container.volumes.filter((use) => volumes.some((volume) => volume.id === use.volume)),
    }));
  return { ...model, images, networks, volumes, containers };
}
