/** Layers from Dockerfile lines, and what the next build does with them. */
import { planLines } from '../formats/build-plan.ts';
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
  const stages = new Set<string>();
  let last: string | undefined;
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
    const { stage } = source;
    if (stage !== undefined && stage !== last && stages.has(stage)) {
      const message = `the layers of the stage \`${stage}\` do not stand together`;
      report({ path: [...path, 'stage'], rule: 'stage-apart', message });
    }
    const from = source.line === undefined ? undefined : sourceOf(source.line, stages);
    if (stage !== undefined) stages.add(stage);
    last = stage;
    return {
      id: source.id,
      ...(source.line !== undefined && { line: source.line }),
      ...(source.label !== undefined && { label: toLabel(source.label, [...path, 'label'], report) }),
      writable,
      adds: (source.line === undefined ? undefined : lineAdds(source.line)) ?? 'files',
      ...(source.changed !== undefined && { changed: source.changed }),
      ...(stage !== undefined && { stage }),
      ...(from !== undefined && { from }),
    };
  });
  return withStates(layers);
}

/**
 * Works out what the next build does with each layer. If no layer says what changed, no layer has a state. A stage that
 * goes on from another, or copies from it, hangs on what becomes of that one.
 *
 * @param layers the layers, bottom first, each stage after those it names; states that they have already are forgotten
 * @returns the layers in the same order
 */
export function withStates(layers: readonly Layer[]): Layer[] {
  const image = layers.filter((layer) => !layer.writable);
  if (!image.some(({ changed }) => changed?.length)) return layers.map(({ state: _, ...layer }) => layer);
  const states = planLines(
    image.map((layer, index) => {
      const before = lastOf(image.slice(0, index), layer.stage);
      const source = layer.from === undefined ? [] : lastOf(image.slice(0, index), layer.from);
      const goesOn = layer.adds === 'base' && layer.stage !== undefined;
      return {
        on: goesOn ? source : before,
        from: goesOn ? [] : source,
        changed: (layer.changed?.length ?? 0) > 0,
      };
    }),
  );
  return layers.map(({ state: _, ...layer }) => {
    const state = states[image.findIndex((other) => other.id === layer.id)];
    return layer.writable || state === undefined ? layer : { ...layer, state };
  });
}

/** The index of the last layer of a stage, in a list; none if it has no layer there. */
function lastOf(layers: readonly Layer[], stage: string | undefined): number[] {
  const index = layers.findLastIndex((layer) => layer.stage === stage);
  return index === -1 ? [] : [index];
}

/** The stage or image that a line takes files from, or goes on from. */
function sourceOf(line: string, stages: ReadonlySet<string>): string | undefined {
  const [, copied] = /^\s*COPY\s.*--from=(\S+)/i.exec(line) ?? [];
  const [, base = ''] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line) ?? [];
  return copied ?? (stages.has(base) ? base : undefined);
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
