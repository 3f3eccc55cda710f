/** Nodes, the pods on them, and how many of each are wanted. */
import type { Label } from '../part.ts';

export interface ClusterNode {
  readonly id: string;
  readonly label: Label;
  readonly role: 'control-plane' | 'worker';
  /** `NotReady`: nothing is heard of it. */
  readonly ready: boolean;
}

/** What keeps a number of pods alike running: a Deployment, a ReplicaSet. */
export interface Workload {
  readonly id: string;
  readonly label: Label;
  /** Pods wanted, 0 or more. How many run is counted from the pods. */
  readonly desired: number;
}

export interface Pod {
  readonly id: string;
  readonly label: Label;
  /** Id of the node it is on; absent while it is pending. */
  readonly node?: string;
  /** Id of the workload it belongs to; absent for a pod of its own. */
  readonly workload?: string;
  readonly state: 'running' | 'pending' | 'failed' | 'terminating';
}

/** A cluster. Every node and workload that a pod names is in the lists. */
export interface ClusterModel {
  readonly kind: 'cluster';
  readonly nodes: readonly ClusterNode[];
  readonly workloads: readonly Workload[];
  readonly pods: readonly Pod[];
}

/**
 * How many pods of a workload run: those on a node that is ready, in the state `running`.
 *
 * @param model the cluster
 * @param workload the workload's id
 */
export function actualOf(model: ClusterModel, workload: string): number {
  const ready = new Set(model.nodes.filter((node) => node.ready).map((node) => node.id));
  return model.pods.filter(
    (pod) =>
      pod.workload === workload && pod.state === 'running' && pod.node !== undefined && ready.has(pod.node),
  ).length;
}
