/** The picture in words: a nested list that says all the picture says, for pipes and screen readers. */
import type { Lang } from '../text/localized.ts';
import { clusterItems } from './cluster/describe.ts';
import { composeItems } from './compose/describe.ts';
import { engineItems } from './engine/describe.ts';
import { layerItems } from './layers/describe.ts';
import type { ChainModel, Model, Panel, StackModel } from './model.ts';
import { pathIn } from './parts.ts';
import type { Scene } from './scene.ts';
import { type AltItem, item, Speaker } from './speaker.ts';
import { besideOf, partsOfTiers, type Tiers } from './tiers.ts';

export { narrateEdits } from './narrate.ts';
export type { AltItem } from './speaker.ts';
export { structureOf } from './structure.ts';

/**
 * Says a scene in words.
 *
 * @param scene the scene
 * @param lang the language of labels and words; words fall back to English
 * @returns the items; the notes come last
 */
export function describeScene(scene: Scene, lang: Lang): AltItem[] {
  const speaker = new Speaker(scene, lang);
  return [...itemsOf(scene.model, speaker), ...speaker.noteItems()];
}

function itemsOf(model: Model, speaker: Speaker): AltItem[] {
  switch (model.kind) {
    case 'layers':
      return layerItems(model, speaker);
    case 'chain':
      return chainItems(model, speaker);
    case 'compose':
      return composeItems(model, speaker);
    case 'cluster':
      return clusterItems(model, speaker);
    case 'engine':
      return engineItems(model, speaker);
    default:
      return stackItems(model, speaker);
  }
}

function stackItems(model: StackModel, speaker: Speaker): AltItem[] {
  const panels = model.panels.map((panel, index) =>
    item(panelText(panel, index, model.panels.length, speaker)),
  );
  return panels.length === 1 ? panels : [item(speaker.words.panels(panels.length), panels)];
}

function panelText(panel: Panel, index: number, panels: number, speaker: Speaker): string {
  const { words } = speaker;
  const parts = partsOfTiers(panel.tiers);
  const beside = parts.filter((part) => besideOf(panel, part.id));
  const all = [...parts, ...beside.flatMap((part) => besideOf(panel, part.id) ?? [])];
  const hidden = all.every((part) => speaker.isHidden(pathIn(panel, part.id)));
  const ordinal = panels > 1 ? words.namelessPanel(index + 1) : '';
  if (hidden) return ordinal === '' ? `${words.notShown}.` : `${ordinal}: ${words.notShown}.`;
  const name = panel.label ? speaker.label(panel.label) : ordinal;
  const sentences = beside.map((floor) => {
    const others = (besideOf(panel, floor.id) ?? []).map((part) =>
      speaker.part(pathIn(panel, part.id), part.label),
    );
    const label = speaker.isHidden(pathIn(panel, floor.id)) ? words.hiddenFloor : speaker.label(floor.label);
    return words.besideFloor(label, others.join('; '));
  });
  return [`${words.fromTop(name)}${tiersText(panel.tiers, panel, speaker)}.`, ...sentences].join(' ');
}

/** The floors from the top, as sentences without the last full stop. */
function tiersText(tiers: Tiers, panel: Panel, speaker: Speaker): string {
  const { words } = speaker;
  const sentences: string[] = [];
  let floors: string[] = [];
  let lead = '';
  const end = () => {
    if (floors.length > 0) sentences.push(lead + floors.join('; '));
    floors = [];
  };
  for (const tier of flattened(tiers)) {
    if (tier.kind === 'part') {
      const text = speaker.part(pathIn(panel, tier.part.id), tier.part.label);
      floors.push(tier.repeat > 1 ? words.partTimes(text, tier.repeat) : text);
      continue;
    }
    end();
    const text = columnsText(tier, panel, speaker);
    sentences.push(sentences.length > 0 ? words.below(text) : text);
    lead = words.under(tier.columns.length * tier.repeat);
  }
  end();
  return sentences.join('. ');
}

function columnsText(
  tier: Extract<Tiers[number], { kind: 'columns' }>,
  panel: Panel,
  speaker: Speaker,
): string {
  const { words } = speaker;
  const nested = (column: Tiers) => {
    const text = tiersText(column, panel, speaker);
    return flattened(column).some((floor) => floor.kind === 'columns') ? `[${text}]` : text;
  };
  const [first = []] = tier.columns;
  if (tier.columns.length === 1) return words.copies(tier.repeat) + nested(first);
  const columns = tier.columns.map((column, index) => `${index + 1}) ${nested(column)}`).join('. ');
  const count = tier.columns.length;
  return (tier.repeat > 1 ? words.columnsRepeated(count, tier.repeat) : words.columns(count)) + columns;
}

/** The floors, with those of a single column that is not repeated among them. */
function flattened(tiers: Tiers): Tiers {
  return tiers.flatMap((tier) =>
    tier.kind === 'columns' && tier.columns.length === 1 && tier.repeat === 1
      ? flattened(tier.columns[0] ?? [])
      : [tier],
  );
}

function chainItems(model: ChainModel, speaker: Speaker): AltItem[] {
  const { words } = speaker;
  const children = model.links.map((link, index) => {
    const text = speaker.part(link.id, link.label, link.note ? [speaker.label(link.note)] : []);
    const next = model.links[index + 1];
    if (!link.via || !next || speaker.isHidden(link.id) || speaker.isHidden(next.id)) return item(text);
    return item(words.arrow(text, speaker.label(next.label), speaker.label(link.via)));
  });
  return [item(words.chain(children.length), children)];
}
