/** A cluster in words: what is wanted, each node with its pods, the pods on no node. */
import { type AltItem, item, type Speaker } from '../speaker.ts';
import { actualOf, type ClusterModel, type Pod } from './model.ts';
import { podNote } from './pod-note.ts';
import { clusterWords } from './words.ts';

/**
 * Says a cluster.
 *
 * @param model the cluster
 * @param speaker says labels, and what is marked, in a language
 * @returns the workloads, the nodes with the pods on them, and the pods on no node; nothing of what there is none
 */
export function clusterItems(model: ClusterModel, speaker: Speaker): AltItem[] {
  const words = clusterWords(speaker.lang);
  const saidPod = (pod: Pod): AltItem => {
    const workload = model.workloads.find(({ id }) => id === pod.workload);
    const remarks = [
      podNote(model, pod, words) ?? words.states.running,
      ...(workload === undefined || speaker.isHidden(`workloads/${workload.id}`)
        ? []
        : [words.of(speaker.label(workload.label))]),
    ];
    return item(speaker.part(`pods/${pod.id}`, pod.label, remarks));
  };
  const workloads = model.workloads.map(({ id, label, desired }) => {
    const [counts] = words.counts(desired, actualOf(model, id));
    return item(speaker.part(`workloads/${id}`, label, [counts]));
  });
  const nodes = model.nodes.map(({ id, label, role, ready }) => {
    const pods = model.pods.filter((pod) => pod.node === id);
    const remarks = [
      words.roles[role],
      ...(ready ? [] : [words.notReady]),
      ...(pods.length === 0 ? [words.noPods] : []),
    ];
    return item(speaker.part(`nodes/${id}`, label, remarks), pods.map(saidPod));
  });
  const nowhere = model.pods.filter(({ node }) => node === undefined).map(saidPod);
  return [
    ...(workloads.length > 0 ? [item(words.workloads, workloads)] : []),
    ...(nodes.length > 0 ? [item(words.nodes, nodes)] : []),
    ...(nowhere.length > 0 ? [item(`${capital(words.nowhere)}:`, nowhere)] : []),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
