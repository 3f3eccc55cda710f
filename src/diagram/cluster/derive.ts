/** A cluster from its authored form. */

import { NEUTRAL } from '../../text/localized.ts';
import type { Report } from '../issue.ts';
import { toLabel } from '../labels.ts';
import { hintFor } from '../suggest.ts';
import type { ClusterModel, ClusterNode, Pod, Workload } from './model.ts';
import type { ClusterSource } from './schema.ts';

type PodSource = Extract<NonNullable<ClusterSource['pods']>, readonly unknown[]>[number];
type Path = (string | number)[];

/**
 * The model of a `cluster` diagram.
 *
 * @param source the authored cluster
 * @param report is told of ids given twice, of nodes and workloads that are not there, and of pods that run nowhere
 */
export function deriveCluster(source: ClusterSource, report: Report): ClusterModel {
  const nodes = source.nodes.map((node, index): ClusterNode => {
    const { id, role = 'worker', ready = true } = node;
    return { id, label: toLabel(node.label, ['nodes', index, 'label'], report), role, ready };
  });
  const workloads = (source.workloads ?? []).map((workload, index): Workload => {
    const { id, desired } = workload;
    return { id, label: toLabel(workload.label, ['workloads', index, 'label'], report), desired };
  });
  reportTwice(source.nodes, 'nodes', 'node', report);
  reportTwice(source.workloads ?? [], 'workloads', 'workload', report);
  const known = { nodes: nodes.map(({ id }) => id), workloads: workloads.map(({ id }) => id) };
  const { pods = [] } = source;
  if (!Array.isArray(pods)) {
    return { kind: 'cluster', nodes, workloads, pods: inShort(pods, known, report) };
  }
  reportTwice(pods, 'pods', 'pod', report);
  return { kind: 'cluster', nodes, workloads, pods: pods.map((pod, at) => podOf(pod, at, known, report)) };
}

interface Known {
  readonly nodes: readonly string[];
  readonly workloads: readonly string[];
}

function podOf(source: PodSource, index: number, known: Known, report: Report): Pod {
  const { id, node, workload } = source;
  const path: Path = ['pods', index];
  const { state = node === undefined ? 'pending' : 'running' } = source;
  mustBe('node', node, known.nodes, [...path, 'node'], report);
  mustBe('workload', workload, known.workloads, [...path, 'workload'], report);
  if (node === undefined && state === 'running') {
    const message = `the pod \`${id}\` runs, and is on no node`;
    report({ path: [...path, 'state'], rule: 'runs-nowhere', message, hint: 'give its `node`' });
  }
  return {
    id,
    label:
      source.label === undefined ? { [NEUTRAL]: [id] } : toLabel(source.label, [...path, 'label'], report),
    ...(node !== undefined && { node }),
    ...(workload !== undefined && { workload }),
    state,
  };
}

/** `{web: [n1, n2]}`: the pods `web-1` and `web-2`. */
function inShort(
  sources: Readonly<Record<string, readonly (string | null)[]>>,
  known: Known,
  report: Report,
): Pod[] {
  const seen = new Set<string>();
  return Object.entries(sources).flatMap(([workload, places]) => {
    mustBe('workload', workload, known.workloads, ['pods', workload], report);
    return places.map((node, index): Pod => {
      const id = `${workload}-${index + 1}`;
      const path: Path = ['pods', workload, index];
      if (seen.has(id)) report(twice('pod', id, path));
      seen.add(id);
      mustBe('node', node ?? undefined, known.nodes, path, report);
      return {
        id,
        label: { [NEUTRAL]: [id] },
        ...(node !== null && { node }),
        workload,
        state: node === null ? 'pending' : 'running',
      };
    });
  });
}

function mustBe(
  what: 'node' | 'workload',
  id: string | undefined,
  known: readonly string[],
  path: Path,
  report: Report,
): void {
  if (id === undefined || known.includes(id)) return;
  report({
    path,
    rule: `unknown-${what}`,
    message: `there is no ${what} \`${id}\``,
    hint: hintFor(id, known),
  });
}

function reportTwice(
  sources: readonly { readonly id: string }[],
  group: string,
  what: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [index, { id }] of sources.entries()) {
    if (seen.has(id)) report(twice(what, id, [group, index, 'id']));
    seen.add(id);
  }
}

function twice(what: string, id: string, path: Path) {
  return { path, rule: 'duplicate-id', message: `a second ${what} with the id \`${id}\`` };
}
