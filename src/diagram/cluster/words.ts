/** The words that pictures of clusters add of their own. Korean avoids particles after labels. */
import type { Lang } from '../../text/localized.ts';

/** Forms of a text, the longest first. */
type Forms = readonly [string, ...string[]];

const en = {
  // In the picture.
  /** Behind a workload: how many pods are wanted, and how many run. */
  counts: (desired: number, running: number): Forms => [
    `wanted ${desired}, running ${running}`,
    `${running} of ${desired} running`,
    `${running}/${desired}`,
  ],
  roles: { 'control-plane': 'control plane', worker: 'worker' },
  notReady: 'not ready',
  states: { running: 'running', pending: 'pending', failed: 'failed', terminating: 'terminating' },
  /** A pod on a node of which nothing is heard. */
  unknown: 'unknown',
  nowhere: 'on no node',
  waiting: 'pending, on no node',

  // The alternative.
  workloads: 'Wanted and running:',
  nodes: 'The nodes, and the pods on each:',
  noPods: 'no pods',
  of: (workload: string) => `of ${workload}`,
  places: { on: (node: string) => `on node ${node}`, nowhere: 'on no node' },

  // Edits.
  podGone: (pod: string, place: string) => `Pod ${pod}, ${place}: gone.`,
  podNew: (pod: string, place: string) => `Pod ${pod}: new, ${place}.`,
  podMoved: (pod: string, place: string) => `Pod ${pod}: now ${place}.`,
  podState: (pod: string, state: string) => `Pod ${pod}: now ${state}.`,
  nodeReady: (node: string, ready: boolean) =>
    `Node ${node}: ${ready ? 'ready again' : 'not ready any more'}.`,
  nodeGone: (node: string) => `Node ${node}: gone.`,
  nodeNew: (node: string) => `Node ${node}: new.`,
  wantedNow: (workload: string, desired: number) => `${workload}: ${desired} wanted now.`,
};

/** The words of one language. */
export type ClusterWords = typeof en;

const ko: ClusterWords = {
  counts: (desired, running) => [
    `필요한 수 ${desired}, 실행 중 ${running}`,
    `${desired} 중 ${running} 실행`,
    `${running}/${desired}`,
  ],
  roles: { 'control-plane': '컨트롤 플레인', worker: '워커' },
  notReady: '준비되지 않음',
  states: { running: '실행 중', pending: '대기 중', failed: '실패', terminating: '종료 중' },
  unknown: '알 수 없음',
  nowhere: '노드에 없음',
  waiting: '대기 중, 아직 노드에 없음',

  workloads: '필요한 수와 실행 중인 수:',
  nodes: '노드와 그 위의 파드:',
  noPods: '파드 없음',
  of: (workload) => `${workload} 소속`,
  places: { on: (node) => `${node} 노드`, nowhere: '노드에 없음' },

  podGone: (pod, place) => `파드 ${pod}(${place}): 없어짐.`,
  podNew: (pod, place) => `파드 ${pod}(${place}): 새로 생김.`,
  podMoved: (pod, place) => `파드 ${pod}: 이제 ${place}.`,
  podState: (pod, state) => `파드 ${pod}: 이제 ${state}.`,
  nodeReady: (node, ready) => `노드 ${node}: ${ready ? '다시 준비됨' : '이제 준비되지 않음'}.`,
  nodeGone: (node) => `노드 ${node}: 없어짐.`,
  nodeNew: (node) => `노드 ${node}: 새로 생김.`,
  wantedNow: (workload, desired) => `${workload}: 이제 필요한 수 ${desired}.`,
};

/**
 * The words of a language.
 *
 * @param lang the language
 * @returns its table; English if there is none
 */
export function clusterWords(lang: Lang): ClusterWords {
  return lang === 'ko' ? ko : en;
}

/**
 * What a workload's marks are: a full one for each pod that runs, an empty one for each that is wanted beside.
 *
 * @param desired pods wanted
 * @param running pods that run
 * @returns one sign a pod in Unicode; empty for more than ten, which nobody counts
 */
export function marksOf(desired: number, running: number): string {
  const all = Math.max(desired, running);
  return all > 10 ? '' : '●'.repeat(running) + '○'.repeat(all - running);
}
