/** What a step plays: from a model and the step's use of it to the scenes to draw. */
import { onlyCluster } from './cluster/parts.ts';
import { onlyCompose } from './compose/parts.ts';
import { withStates } from './derive-layers.ts';
import { applyEdit, diffModels, type Edit, touchedAfter, touchedBefore } from './edits.ts';
import { onlyEngine } from './engine/parts.ts';
import type { Model, Panel, Part, PartPath, StackModel } from './model.ts';
import { partsOf } from './parts.ts';
import type { DiagramUse, Scene } from './scene.ts';
import { replaceFloors } from './tiers.ts';

/** The scenes of a step, in order; the last is the picture that stays. */
export interface Staging {
  readonly frames: readonly Scene[];
  /** The edits of a `morph`, in the order in which the frames show them; empty without one. */
  readonly edits: readonly Edit[];
}

/**
 * Stages a diagram for a step.
 *
 * @param model the diagram's model
 * @param use what the step does with it, as `checkUse` let it pass
 * @returns its scenes. Without `morph` there is one. With it, each edit that takes away or changes parts is shown
 *   first with those parts highlighted, then done; an edit that adds shows what is new highlighted.
 */
export function stageDiagram(model: Model, use: DiagramUse): Staging {
  const morph = model.kind === 'compare' ? use.morph : undefined;
  const ordered = use.reorder ? reordered(model, use.reorder) : model;
  const shown = shownOf(ordered, use.show ?? (morph && [morph[1]]));
  const resting = sceneOf(shown, use);
  if (!morph || shown.kind !== 'compare') return { frames: [resting], edits: [] };

  const from = panelOf(model, morph[0]);
  const to = panelOf(model, morph[1]);
  if (!from || !to || !panelOf(shown, to.id)) return { frames: [resting], edits: [] };
  let current: Model = {
    ...shown,
    panels: shown.panels.map((panel) => (panel.id === to.id ? { ...from, id: to.id } : panel)),
  };
  const hidden = new Set(resting.hidden);
  const still = (now: Model, highlight: readonly PartPath[]): Scene => {
    const there = partsOf(now).map((part) => part.path);
    return { model: now, hidden: there.filter((path) => hidden.has(path)), highlight, notes: [] };
  };

  const edits = diffModels(current, shown);
  const frames: Scene[] = [still(current, [])];
  edits.forEach((edit, index) => {
    const before = touchedBefore(edit);
    if (before.length > 0) frames.push(still(current, before));
    current = applyEdit(current, edit);
    const after = touchedAfter(edit);
    if (after.length > 0 || index < edits.length - 1) frames.push(still(current, after));
  });
  frames.push(resting);
  return { frames, edits };
}

function sceneOf(model: Model, use: DiagramUse): Scene {
  const paths = partsOf(model).map((part) => part.path);
  const there = new Set(paths);
  const revealed = use.reveal && new Set(use.reveal);
  const hidden = revealed
    ? paths.filter((path) => !revealed.has(path) && !revealed.has(panelPart(path)))
    : [];
  return {
    model,
    hidden,
    highlight: (use.highlight ?? []).filter((path) => there.has(path)),
    notes: Object.entries(use.annotate ?? {})
      .filter(([path]) => there.has(path))
      .map(([path, text]) => ({ path, text })),
  };
}

/** The panel of a path of a `compare`; of other paths, the empty text. */
function panelPart(path: PartPath): string {
  const slash = path.indexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

function panelOf(model: Model, id: string): Panel | undefined {
  return model.kind === 'compare' ? model.panels.find((panel) => panel.id === id) : undefined;
}

function reordered(model: Model, order: readonly string[]): Model {
  if (model.kind !== 'layers') return model;
  const layers = order.flatMap((id) => model.layers.find((layer) => layer.id === id) ?? []);
  const left = model.layers.filter((layer) => !order.includes(layer.id));
  return { ...model, layers: withStates([...layers, ...left]) };
}

/** The panels or parts that take part; the whole model if none of them is known. */
function shownOf(model: Model, show: readonly string[] | undefined): Model {
  if (!show) return model;
  const wanted = new Set(show);
  switch (model.kind) {
    case 'layers': {
      const layers = model.layers.filter((layer) => wanted.has(layer.id));
      return layers.length > 0 ? { ...model, layers } : model;
    }
    case 'compose': {
      const cut = onlyCompose(model, wanted);
      return cut.services.length > 0 ? cut : model;
    }
    case 'cluster': {
      const cut = onlyCluster(model, wanted);
      return cut.nodes.length + cut.pods.length > 0 ? cut : model;
    }
    case 'engine': {
      const cut = onlyEngine(model, wanted);
      return cut.images.length > 0 ? cut : model;
    }
    case 'chain': {
      const links = model.links.filter((link) => wanted.has(link.id));
      return links.length > 0 ? { ...model, links } : model;
    }
    case 'compare': {
      const panels = model.panels.filter((panel) => wanted.has(panel.id));
      return panels.length > 0 ? { ...model, panels } : model;
    }
    case 'stack':
      return shownStack(model, wanted);
  }
}

function shownStack(model: StackModel, wanted: ReadonlySet<string>): StackModel {
  const panels = model.panels.map((panel): Panel => {
    const tiers = replaceFloors(panel.tiers, (tier) => (wanted.has(tier.part.id) ? [tier] : []));
    const beside: Record<string, readonly Part[]> = {};
    for (const [floor, parts] of Object.entries(panel.beside)) {
      const kept = wanted.has(floor) ? parts.filter((part) => wanted.has(part.id)) : [];
      if (kept.length > 0) beside[floor] = kept;
    }
    return { ...panel, tiers, beside };
  });
  return panels.some((panel) => panel.tiers.length > 0) ? { ...model, panels } : model;
}
