import type { ClusterModel, Pod } from './model.ts';
import type { ClusterWords } from './words.ts';

/**
 * What there is to say of a pod that does not simply run. Of a pod on a node that nothing is heard of, nobody knows
 * what it does: Kubernetes calls that `Unknown`.
 *
 * @param model the cluster
 * @param pod one of its pods
 * @param words the words of a language
 * @returns undefined: it runs
 */
export function podNote(model: ClusterModel, pod: Pod, words: ClusterWords): string | undefined {
  if (pod.state !== 'running') return words.states[pod.state];
  return model.nodes.some(({ id, ready }) => id === pod.node && !ready) ? words.unknown : undefined;
}
