/** The parts of a model: what a step, a question or a marker can point at. */
import { NEUTRAL } from '../text/localized.ts';
import { partsOfCluster } from './cluster/parts.ts';
import { partsOfCompose } from './compose/parts.ts';
import { partsOfEngine } from './engine/parts.ts';
import type { Label, Layer, Model, Panel, Part, PartPath, Role } from './model.ts';
import type { NamedPart } from './named-part.ts';
import { besideOf, heightOf, type Tiers } from './tiers.ts';
import { WORDS } from './words.ts';

/**
 * The parts of a model in reading order, top to bottom and left to right; each path once. Layers and links are parts.
 *
 * @param model the model
 */
export function partsOf(model: Model): NamedPart[] {
  switch (model.kind) {
    case 'layers': {
      const writable = model.layers.filter((layer) => layer.writable);
      const image = model.layers.filter((layer) => !layer.writable).reverse();
      return [...writable, ...image].map((layer) => ({ path: layer.id, label: labelOfLayer(layer) }));
    }
    case 'chain':
      return model.links.map((link) => named(link.id, link));
    case 'compose':
      return partsOfCompose(model);
    case 'cluster':
      return partsOfCluster(model);
    case 'engine':
      return partsOfEngine(model);
    default:
      return model.panels.flatMap((panel) =>
        partsOfPanel(panel).map((part) => named(pathIn(panel, part.id), part)),
      );
  }
}

/**
 * Whether a model has a part of this path.
 *
 * @param model the model
 * @param path the path, `<panel>/<part>` in a `compare`
 */
export function hasPart(model: Model, path: PartPath): boolean {
  return partsOf(model).some((part) => part.path === path);
}

/**
 * The path of a panel's part.
 *
 * @param panel the panel; the only panel of a `stack` has an empty id
 * @param id the part's id
 */
export function pathIn(panel: Panel, id: string): PartPath {
  return panel.id === '' ? id : `${panel.id}/${id}`;
}

/**
 * The parts of one panel in reading order; what stands beside a floor comes after that floor's row.
 *
 * @param panel the panel
 */
export function partsOfPanel(panel: Panel): Part[] {
  const rows: Part[][] = [];
  fillRows(panel.tiers, 0, rows);
  return rows.flatMap((row) => [...row, ...row.flatMap((part) => besideOf(panel, part.id) ?? [])]);
}

/**
 * The label of a layer: its own, else its Dockerfile line, else that it is a writable layer.
 *
 * @param layer the layer
 */
export function labelOfLayer(layer: Layer): Label {
  if (layer.label) return layer.label;
  return layer.line === undefined ? WRITABLE : { [NEUTRAL]: [layer.line] };
}

const WRITABLE: Label = { en: [WORDS.en.writable], ko: [WORDS.ko.writable] };

function named(path: PartPath, part: { label: Label; role?: Role }): NamedPart {
  return { path, label: part.label, ...(part.role && { role: part.role }) };
}

/** Puts each part into its row, counted from the top. Short columns stand on the floor below. */
function fillRows(tiers: Tiers, top: number, rows: Part[][]): void {
  let row = top;
  for (const tier of tiers) {
    const height = heightOf([tier]);
    if (tier.kind === 'part') {
      rows[row] ??= [];
      rows[row]!.push(tier.part);
    } else {
      for (const column of tier.columns) fillRows(column, row + height - heightOf(column), rows);
    }
    row += height;
  }
}
