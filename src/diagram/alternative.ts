/** The picture in words: a nested list that says all the picture says, for pipes and screen readers. */
import { inLanguage, type Lang } from '../text/localized.ts';
import type { ChainModel, Label, LayersModel, Panel, PartPath, StackModel } from './model.ts';
import { labelOfLayer, partsOf, pathIn } from './parts.ts';
import type { Scene } from './scene.ts';
import { besideOf, partsOfTiers, type Tiers } from './tiers.ts';
import { type DiagramWords, wordsOf } from './words.ts';

export { narrateEdits } from './narrate.ts';
export { structureOf } from './structure.ts';

/** An item of a nested list. */
export interface AltItem {
  readonly text: string;
  readonly children: readonly AltItem[];
}

/**
 * Says a scene in words.
 *
 * @param scene the scene
 * @param lang the language of labels and words; words fall back to English
 * @returns the items; the notes come last
 */
export function describeScene(scene: Scene, lang: Lang): AltItem[] {
  const speaker = new Speaker(scene, lang);
  const { model } = scene;
  const items =
    model.kind === 'layers'
      ? layerItems(model, speaker)
      : model.kind === 'chain'
        ? chainItems(model, speaker)
        : stackItems(model, speaker);
  return [...items, ...speaker.noteItems()];
}

/** What all the sentences of one scene need. */
class Speaker {
  readonly words: DiagramWords;
  readonly #lang: Lang;
  readonly #scene: Scene;

  constructor(scene: Scene, lang: Lang) {
    this.#scene = scene;
    this.#lang = lang;
    this.words = wordsOf(lang);
  }

  isHidden(path: PartPath): boolean {
    return this.#scene.hidden.includes(path);
  }

  label(label: Label): string {
    return inLanguage(label, this.#lang)[0];
  }

  /** A part's label with what the picture shows of it; a hidden part gives only its place away. */
  part(path: PartPath, label: Label, remarks: readonly string[] = []): string {
    if (this.isHidden(path)) return this.words.notShown;
    const all = this.#scene.highlight.includes(path) ? [...remarks, this.words.marked] : remarks;
    const mark = this.#marked().findIndex((note) => note.path === path);
    const text = mark === -1 ? this.label(label) : `${this.label(label)} (${mark + 1})`;
    return all.length > 0 ? this.words.withRemarks(text, all) : text;
  }

  noteItems(): AltItem[] {
    const labels = new Map(partsOf(this.#scene.model).map((part) => [part.path, part.label]));
    return this.#marked().map(({ path, text }, index) => {
      const label = labels.get(path);
      return item(
        this.words.note(`(${index + 1})`, label ? this.label(label) : path, inLanguage(text, this.#lang)),
      );
    });
  }

  #marked(): Scene['notes'] {
    return this.#scene.notes.filter((note) => !this.isHidden(note.path));
  }
}

function item(text: string, children: readonly AltItem[] = []): AltItem {
  return { text, children };
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

function layerItems(model: LayersModel, speaker: Speaker): AltItem[] {
  const { words } = speaker;
  const writable = model.layers.filter((layer) => layer.writable);
  const image = model.layers.filter((layer) => !layer.writable).reverse();
  const items: AltItem[] = [];
  if (writable.length > 0) {
    const children = writable.map((layer) => item(speaker.part(layer.id, labelOfLayer(layer))));
    items.push(item(words.writables(writable.length), children));
  }
  const children = image.map((layer) => {
    const remarks: string[] = [];
    if (layer.adds === 'metadata') remarks.push(words.noLayer);
    else if (layer.state === 'cached') remarks.push(words.cached);
    else if (layer.state === 'rebuilt') remarks.push(words.rebuilt);
    if (layer.adds !== 'metadata' && layer.changed?.length) remarks.push(words.filesChanged(layer.changed));
    return item(speaker.part(layer.id, labelOfLayer(layer), remarks));
  });
  if (children.length > 0) items.push(item(words.image, children));
  return items;
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
