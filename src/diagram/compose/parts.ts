import type { PartPath } from '../model.ts';
import type { NamedPart } from '../named-part.ts';
import { partsOfList } from '../named-part.ts';
import type { ComposeModel } from './model.ts';

/** The parts of a Compose model in reading order: services, then the networks, then the volumes. */
export function partsOfCompose(model: ComposeModel): NamedPart[] {
  return [
    ...partsOfList('services', model.services),
    ...partsOfList('networks', model.networks),
    ...partsOfList('volumes', model.volumes),
  ];
}

/**
 * A Compose model cut down to some of its parts; services let go of networks and volumes that are not among them.
 *
 * @param model the whole
 * @param wanted the paths of the parts to keep
 */
export function onlyCompose(model: ComposeModel, wanted: ReadonlySet<PartPath>): ComposeModel {
  const networks = model.networks.filter(({ id }) => wanted.has(`networks/${id}`));
  const volumes = model.volumes.filter(({ id }) => wanted.has(`volumes/${id}`));
  const services = model.services
    .filter(({ id }) => wanted.has(`services/${id}`))
    .map((service) => ({
      ...service,
      networks: service.networks.filter((id) => networks.some((network) => network.id === id)),
      volumes: service.volumes.filter((use) => volumes.some((volume) => volume.id === use.volume)),
    }));
  return { ...model, networks, volumes, services };
}
