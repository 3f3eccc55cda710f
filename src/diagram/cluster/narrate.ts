import { inLanguage, type Lang } from '../../text/localized.ts';
import type { ItemEdit } from '../edit.ts';
import type { ClusterNode, Pod, Workload } from './model.ts';
import { type ClusterWords, clusterWords } from './words.ts';

/**
 * Says an edit of a cluster.
 *
 * @param edit an edit of any model of lists
 * @param lang the language of labels and words
 * @returns a sentence; undefined: no edit of a cluster, or nothing more to say of it than of any edit
 */
export function narrateCluster(edit: ItemEdit, lang: Lang): string | undefined {
  if (edit.kind === 'leave-out') return undefined;
  const words = clusterWords(lang);
  const name = (item: Pick<Pod, 'label'>) => inLanguage(item.label, lang)[0];
  if (edit.group === 'pods') return ofPod(edit, words, name);
  if (edit.group === 'nodes') return ofNode(edit, words, name);
  if (edit.group !== 'workloads' || edit.kind !== 'change-item') return undefined;
  const before = edit.before as Workload;
  const after = edit.after as Workload;
  const other = before.desired === after.desired || name(before) !== name(after);
  return other ? undefined : words.wantedNow(name(after), after.desired);
}

type OneEdit = Exclude<ItemEdit, { kind: 'leave-out' }>;
type Name = (item: Pick<Pod, 'label'>) => string;

function ofPod(edit: OneEdit, words: ClusterWords, name: Name): string | undefined {
  const place = ({ node }: Pod) => (node === undefined ? words.places.nowhere : words.places.on(node));
  if (edit.kind === 'move-item') return undefined;
  if (edit.kind !== 'change-item') {
    const pod = edit.item as Pod;
    return (edit.kind === 'add-item' ? words.podNew : words.podGone)(name(pod), place(pod));
  }
  const before = edit.before as Pod;
  const after = edit.after as Pod;
  if (name(before) !== name(after)) return undefined;
  if (before.node !== after.node) return words.podMoved(name(after), place(after));
  return before.state === after.state ? undefined : words.podState(name(after), words.states[after.state]);
}

function ofNode(edit: OneEdit, words: ClusterWords, name: Name): string | undefined {
  if (edit.kind === 'move-item') return undefined;
  if (edit.kind !== 'change-item') {
    const node = edit.item as ClusterNode;
    return (edit.kind === 'add-item' ? words.nodeNew : words.nodeGone)(name(node));
  }
  const before = edit.before as ClusterNode;
  const after = edit.after as ClusterNode;
  if (name(before) !== name(after) || before.ready === after.ready) return undefined;
  return words.nodeReady(name(after), after.ready);
}
