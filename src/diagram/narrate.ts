import { inLanguage, type Lang } from '../text/localized.ts';
import { narrateCluster } from './cluster/narrate.ts';
import { narrateService } from './compose/narrate.ts';
import type { Edit } from './edit.ts';
import type { LeftOut } from './engine/model.ts';
import { narrateEngineEdit } from './engine/narrate.ts';
import type { Item } from './groups.ts';
import { layerWords } from './layers/words.ts';
import type { Panel, Part } from './model.ts';
import { labelOfLayer } from './parts.ts';
import { partsOfTiers, type Tiers } from './tiers.ts';
import { type DiagramWords, wordsOf } from './words.ts';

/**
 * Says edits in words.
 *
 * @param edits the edits of a `morph`
 * @param lang the language of labels and words; words fall back to English
 * @returns one sentence for each edit
 */
export function narrateEdits(edits: readonly Edit[], lang: Lang): string[] {
  return edits.map((edit) => narrateEngineEdit(edit, lang) ?? narrate(edit, lang, wordsOf(lang)));
}

function narrate(edit: Edit, lang: Lang, words: DiagramWords): string {
  const parts = (list: readonly Part[]) => list.map((part) => inLanguage(part.label, lang)[0]).join(', ');
  const floors = (tiers: Tiers) => parts(partsOfTiers(tiers));
  const name = (panel: Panel) => (panel.label ? inLanguage(panel.label, lang)[0] : floors(panel.tiers));
  const becomes = (before: string, after: string) =>
    before === after ? words.changed(after) : words.replaced(before, after);
  switch (edit.kind) {
    case 'remove-floor':
      return words.removed(floors([edit.floor]));
    case 'add-floor':
      return words.added(floors([edit.floor]));
    case 'change-floor':
      return becomes(floors([edit.before]), floors([edit.after]));
    case 'repeat-floor':
      return words.repeated(floors([edit.floor]), edit.repeat);
    case 'remove-column':
      return words.removed(floors(edit.floors));
    case 'add-column':
      return words.added(floors(edit.floors));
    case 'set-beside': {
      const floor = parts([edit.floor]);
      return edit.after.length > 0 ? words.nowBeside(floor, parts(edit.after)) : words.nothingBeside(floor);
    }
    case 'name-panel':
      if (edit.after) return words.named(inLanguage(edit.after, lang)[0]);
      return words.unnamed(edit.before ? inLanguage(edit.before, lang)[0] : '');
    case 'remove-panel':
      return words.panelRemoved(name(edit.panel));
    case 'add-panel':
      return words.panelAdded(name(edit.panel));
    case 'redraw-panel':
      return words.panelRedrawn(name(edit.after));
    case 'remove-item':
      return narrateCluster(edit, lang) ?? words.removed(itemLabel(edit.item, lang));
    case 'add-item':
      return narrateCluster(edit, lang) ?? words.added(itemLabel(edit.item, lang));
    case 'move-item':
      return narrateCluster(edit, lang) ?? words.moved(itemLabel(edit.item, lang));
    case 'leave-out':
      return words.leftOut(edit.after === undefined ? 0 : sumOf(edit.after));
    case 'change-item': {
      const own = narrateCluster(edit, lang);
      if (own !== undefined) return own;
      const [before, after] = [itemLabel(edit.before, lang), itemLabel(edit.after, lang)];
      if (before === after && 'needs' in edit.before && 'needs' in edit.after)
        return narrateService(edit.before, edit.after, lang) ?? words.changed(after);
      const state = 'writable' in edit.after ? edit.after.state : undefined;
      return before === after && state
        ? words.nowIs(after, layerWords(lang).states[state])
        : becomes(before, after);
    }
  }
}

function sumOf({ images, containers, networks, volumes }: LeftOut): number {
  return images + containers + networks + volumes;
}

function itemLabel(item: Item, lang: Lang): string {
  return inLanguage('writable' in item ? labelOfLayer(item) : item.label, lang)[0];
}
