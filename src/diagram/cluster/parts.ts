import type { PartPath } from '../model.ts';
import type { NamedPart } from '../named-part.ts';
import { partsOfList } from '../named-part.ts';
import type { ClusterModel, Pod } from './model.ts';

/** The parts of a cluster in reading order: what is wanted, then each node with its pods, then pods on no node. */
export function partsOfCluster(model: ClusterModel): NamedPart[] {
  return [
    ...partsOfList('workloads', model.workloads),
    ...model.nodes.flatMap((node) => [
      ...partsOfList('nodes', [node]),
      ...partsOfList(
        'pods',
        model.pods.filter((pod) => pod.node === node.id),
      ),
    ]),
    ...partsOfList(
      'pods',
      model.pods.filter((pod) => pod.node === undefined),
    ),
  ];
}

/**
 * A cluster cut down to some of its parts. A pod goes with its node, and lets go of a workload that is not shown.
 *
 * @param model the whole
 * @param wanted the paths of the parts to keep
 */
export function onlyCluster(model: ClusterModel, wanted: ReadonlySet<PartPath>): ClusterModel {
  const nodes = model.nodes.filter(({ id }) => wanted.has(`nodes/${id}`));
  const workloads = model.workloads.filter(({ id }) => wanted.has(`workloads/${id}`));
  const there = (pod: Pod) => pod.node === undefined || nodes.some(({ id }) => id === pod.node);
  const pods = model.pods
    .filter((pod) => wanted.has(`pods/${pod.id}`) && there(pod))
    .map((pod): Pod => {
      const { workload, ...rest } = pod;
      return workloads.some(({ id }) => id === workload) ? pod : rest;
    });
  return { ...model, nodes, workloads, pods };
}
