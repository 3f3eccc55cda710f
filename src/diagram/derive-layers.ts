/** Layers from Dockerfile lines, and what the next build does with them. */
import { planBuild } from '../formats/build-plan.ts';
import { lineAdds } from '../formats/dockerfile-line.ts';
import type { Report } from './issue.ts';
import { toLabel } from './labels.ts';
import type { Layer } from './model.ts';
import type { DiagramSource } from './schema.ts';

type LayerSource = Extract<DiagramSource, { kind: 'layers' }>['layers'][number];

/**
 * The layers of a `layers` diagram.
 *
 * @param sources the authored layers, bottom first
 * @param report is told of duplicate ids, unknown instructions and layers that cannot lie where they are
 * @returns the layers, bottom first, with their states
 */
export function deriveLayers(sources: readonly LayerSource[], report: Report): Layer[] {
  const seen = new Set<string>();
  let writableBelow = false;
  const layers = sources.map((source, index): Layer => {
    const path = ['layers', index];
    if (seen.has(source.id)) {
      report({
        path: [...path, 'id'],
        rule: 'duplicate-id',
        message: `a second layer with the id \`${source.id}\``,
      });
    }
    seen.add(source.id);
    const writable = source.writable ?? false;
    checkPlace(source, path, writableBelow, report);
    writableBelow ||= writable;
    return {
      id: source.id,
      ...(source.line !== undefined && { line: source.line }),
      ...(source.label !== undefined && { label: toLabel(source.label, [...path, 'label'], report) }),
      writable,
      adds: (source.line === undefined ? undefined : lineAdds(source.line)) ?? 'files',
      ...(source.changed !== undefined && { changed: source.changed }),
    };
  });
  return withStates(layers);
}

/**
 * Works out what the next build does with each layer. If no layer says what changed, no layer has a state.
 *
 * @param layers the layers, bottom first; states that they have already are forgotten
 * @returns the layers in the same order
 */
export function withStates(layers: readonly Layer[]): Layer[] {
  const image = layers.filter((layer) => !layer.writable);
  const changed = image.map((layer) => (layer.changed?.length ?? 0) > 0);
  const states = changed.includes(true) ? planBuild(changed) : [];
  return layers.map(({ state: _, ...layer }) => {
    const state = states[image.findIndex((other) => other.id === layer.id)];
    return layer.writable || state === undefined ? layer : { ...layer, state };
  });
}

function checkPlace(
  source: LayerSource,
  path: (string | number)[],
  writableBelow: boolean,
  report: Report,
): void {
  const adds = source.line === undefined ? undefined : lineAdds(source.line);
  if (source.line !== undefined && adds === undefined) {
    const message = `\`${source.line}\` begins with no Dockerfile instruction`;
    report({ path: [...path, 'line'], rule: 'unknown-instruction', message });
  }
  if (source.writable && source.line !== undefined) {
    const message = "a container's writable layer comes from no Dockerfile line";
    report({ path: [...path, 'line'], rule: 'writable-line', message });
  }
  if (source.writable && source.changed !== undefined) {
    const message = 'no build reads what changed in a writable layer';
    report({ path: [...path, 'changed'], rule: 'writable-changed', message });
  }
  if (!source.writable && writableBelow) {
    const hint = 'list the layers bottom first, the writable ones last';
    report({ path, rule: 'writable-below', message: 'a layer of the image lies on a writable layer', hint });
  }
  if (!source.writable && source.line === undefined && source.label === undefined) {
    const hint = 'give its Dockerfile `line`, or a `label`';
    report({ path, rule: 'nameless-layer', message: 'nothing says what this layer is', hint });
  }
}
