/** What changed on an engine, in sentences. */
import { inLanguage, type Lang } from '../../text/localized.ts';
import type { Edit } from '../edit.ts';
import type { Item } from '../groups.ts';
import { same } from '../same.ts';
import type { EngineContainer, EngineImage, EngineNetwork, EngineVolume } from './model.ts';
import { tellingChanges } from './texts.ts';
import { type EngineWords, engineWords } from './words.ts';

/** Changes of a writable layer that are said one by one. */
const MOST_CHANGES = 3;

type EngineItem = EngineContainer | EngineImage | EngineNetwork | EngineVolume;

/**
 * Says an edit of an engine's model.
 *
 * @param edit an edit of any model
 * @param lang the language of labels and words; words fall back to English
 * @returns a sentence; nothing for an edit of another kind of model, or of what is left out
 */
export function narrateEngineEdit(edit: Edit, lang: Lang): string | undefined {
  if (edit.kind !== 'remove-item' && edit.kind !== 'add-item' && edit.kind !== 'change-item')
    return undefined;
  const item = edit.kind === 'change-item' ? edit.after : edit.item;
  const noun = nounOf(edit.group, item);
  if (noun === undefined) return undefined;
  const words = engineWords(lang);
  const what = `${words.noun[noun]} ${inLanguage((item as EngineItem).label, lang)[0]}`;
  const builtIn = 'builtIn' in item && item.builtIn === true;
  if (edit.kind !== 'change-item') {
    if (edit.kind === 'remove-item') return builtIn ? words.notInUse(what) : words.removed(what);
    return builtIn ? words.inUse(what) : words.added(what);
  }
  const how =
    noun === 'containers'
      ? differences(edit.before as EngineContainer, edit.after as EngineContainer, words)
      : [];
  return how.length > 0 ? words.nowIs(what, how) : words.changed(what);
}

/** Networks and volumes of a Compose project are told apart by what only those of an engine have. */
function nounOf(group: string, item: Item): keyof EngineWords['noun'] | undefined {
  if (group === 'containers' || group === 'images') return group;
  if (group === 'networks' && 'driver' in item) return group;
  if (group === 'volumes' && !('external' in item)) return group;
  return undefined;
}

function differences(before: EngineContainer, after: EngineContainer, words: EngineWords): string[] {
  const how: string[] = [];
  if (before.status !== after.status || before.exitCode !== after.exitCode)
    how.push(words.status(after.status, after.exitCode));
  if (after.health !== undefined && before.health !== after.health) how.push(words.health[after.health]);
  const joined = after.networks.filter((id) => !before.networks.includes(id));
  const left = before.networks.filter((id) => !after.networks.includes(id));
  // What a container that ends or starts does with its networks and ports goes without saying.
  if (before.status === after.status) {
    if (joined.length > 0) how.push(words.joined(joined));
    if (left.length > 0) how.push(words.left(left));
    if (!same(before.ports, after.ports)) {
      const ports = after.ports.map(({ host, target }) => words.published(host, target));
      how.push(ports.length > 0 ? ports.join(', ') : words.noPorts);
    }
  }
  if (after.changes !== undefined && !same(before.changes, after.changes))
    how.push(words.writes(changesText(after, words)));
  return how;
}

/** The changes of a writable layer in words, the first of them by name. */
export function changesText({ changes = [] }: EngineContainer, words: EngineWords): string {
  const telling = tellingChanges(changes);
  if (telling.length === 0) return words.empty;
  const named = telling.slice(0, MOST_CHANGES).map(({ kind, path }) => `${path} ${words.change[kind]}`);
  const more = telling.length - named.length;
  return `${named.join(', ')}${more > 0 ? words.more(more) : ''}`;
}
