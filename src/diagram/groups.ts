/** Models that are lists of things with ids, seen alike: layers, links, services, pods, containers. */
import type { ClusterNode, Pod, Workload } from './cluster/model.ts';
import type { NetworkRail, ServiceBox, VolumeBox } from './compose/model.ts';
import type { EngineContainer, EngineImage, EngineNetwork, EngineVolume } from './engine/model.ts';
import type { Layer, Link, Model, PartPath, StackModel } from './model.ts';

/** Every kind but stacks. */
export type ListModel = Exclude<Model, StackModel>;

/** A thing of such a model. */
export type Item =
  | Layer
  | Link
  | NetworkRail
  | VolumeBox
  | ServiceBox
  | ClusterNode
  | Workload
  | Pod
  | EngineImage
  | EngineNetwork
  | EngineVolume
  | EngineContainer;

/** A list of a model, by its key. */
export type GroupName =
  | 'layers'
  | 'links'
  | 'networks'
  | 'volumes'
  | 'services'
  | 'nodes'
  | 'workloads'
  | 'pods'
  | 'images'
  | 'containers';

/** The lists of each kind; things name only things of lists before their own. */
const GROUPS = {
  layers: ['layers'],
  chain: ['links'],
  compose: ['networks', 'volumes', 'services'],
  cluster: ['nodes', 'workloads', 'pods'],
  engine: ['images', 'networks', 'volumes', 'containers'],
} as const satisfies Record<ListModel['kind'], readonly GroupName[]>;

/**
 * The names of a model's lists.
 *
 * @param model the model
 * @returns those that others refer to first, the list whose things refer to them last
 */
export function groupsOf(model: ListModel): readonly GroupName[] {
  return GROUPS[model.kind];
}

/** The things of one list. */
export function itemsOf(model: ListModel, group: GroupName): readonly Item[] {
  return (model as unknown as Readonly<Record<GroupName, readonly Item[]>>)[group];
}

/** The model with another list in this one's place. */
export function withItems<M extends ListModel>(model: M, group: GroupName, items: readonly Item[]): M {
  return { ...model, [group]: items };
}

/** The path of a thing: its id, behind its list's name where a model has several lists. */
export function itemPath(group: GroupName, id: string): PartPath {
  return group === 'layers' || group === 'links' ? id : `${group}/${id}`;
}
