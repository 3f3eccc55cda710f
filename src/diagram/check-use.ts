import type { DiagramIssue } from './issue.ts';
import type { Model } from './model.ts';
import { partsOf } from './parts.ts';
import type { DiagramUse } from './scene.ts';
import { hintFor } from './suggest.ts';

/**
 * Checks what a step does with a diagram.
 *
 * @param model the diagram's model
 * @param use what the step does with it
 * @returns unknown panels and parts, and keys that this kind of diagram has no use for; paths lead into `use`
 */
export function checkUse(model: Model, use: DiagramUse): DiagramIssue[] {
  const issues: DiagramIssue[] = [];
  const parts = partsOf(model).map((part) => part.path);
  const panels = model.kind === 'compare' ? model.panels.map((panel) => panel.id) : [];
  const mustBe = (
    what: 'panel' | 'part',
    known: readonly string[],
    id: string,
    ...path: (string | number)[]
  ) => {
    if (known.includes(id)) return;
    const message = `the diagram \`${use.use}\` has no ${what} \`${id}\``;
    issues.push({ path, rule: `unknown-${what}`, message, hint: hintFor(id, known) });
  };

  const showable = panels.length > 0 ? panels : parts;
  use.show?.forEach((id, at) => {
    mustBe(panels.length > 0 ? 'panel' : 'part', showable, id, 'show', at);
  });
  if (use.show?.length === 0) {
    issues.push({
      path: ['show'],
      rule: 'shows-nothing',
      message: '`show` is empty',
      hint: 'leave it out to show all',
    });
  }
  use.reveal?.forEach((id, at) => {
    mustBe('part', [...panels, ...parts], id, 'reveal', at);
  });
  use.highlight?.forEach((id, at) => {
    mustBe('part', parts, id, 'highlight', at);
  });
  for (const id of Object.keys(use.annotate ?? {})) mustBe('part', parts, id, 'annotate', id);

  checkBesideShown(model, use, issues);
  checkMorph(model, use, panels, issues, mustBe);
  checkReorder(model, use, issues, mustBe);
  return issues;
}

type MustBe = (
  what: 'panel' | 'part',
  known: readonly string[],
  id: string,
  ...path: (string | number)[]
) => void;

/** What stands beside a floor can only be shown with that floor. */
function checkBesideShown(model: Model, use: DiagramUse, issues: DiagramIssue[]): void {
  if (model.kind !== 'stack' || !use.show) return;
  for (const panel of model.panels) {
    for (const [floor, parts] of Object.entries(panel.beside)) {
      for (const part of parts) {
        const at = use.show.indexOf(part.id);
        if (at === -1 || use.show.includes(floor)) continue;
        const message = `\`${part.id}\` stands beside \`${floor}\`, which is not shown`;
        issues.push({ path: ['show', at], rule: 'beside-nothing', message, hint: `show \`${floor}\` too` });
      }
    }
  }
}

function checkMorph(
  model: Model,
  use: DiagramUse,
  panels: string[],
  issues: DiagramIssue[],
  mustBe: MustBe,
): void {
  if (!use.morph) return;
  if (model.kind !== 'compare') {
    const message = `only the panels of a \`compare\` can \`morph\`, and \`${use.use}\` is a \`${model.kind}\``;
    issues.push({ path: ['morph'], rule: 'morph-needs-compare', message });
    return;
  }
  use.morph.forEach((id, at) => {
    mustBe('panel', panels, id, 'morph', at);
  });
  const [from, to] = use.morph;
  if (from === to)
    issues.push({ path: ['morph'], rule: 'morph-nothing', message: 'a panel cannot turn into itself' });
  if (use.show && panels.includes(to) && !use.show.includes(to)) {
    const hint = `add \`${to}\` to \`show\`, or leave \`show\` out`;
    issues.push({
      path: ['show'],
      rule: 'morph-not-shown',
      message: `\`${to}\`, the end of \`morph\`, is not shown`,
      hint,
    });
  }
}

function checkReorder(model: Model, use: DiagramUse, issues: DiagramIssue[], mustBe: MustBe): void {
  if (!use.reorder) return;
  const path = ['reorder'];
  if (model.kind !== 'layers') {
    const message = `only \`layers\` can be put in another order, and \`${use.use}\` is a \`${model.kind}\``;
    issues.push({ path, rule: 'reorder-needs-layers', message });
    return;
  }
  const ids = model.layers.map((layer) => layer.id);
  const order = use.reorder;
  order.forEach((id, at) => {
    mustBe('part', ids, id, 'reorder', at);
  });
  const left = ids.filter((id) => !order.includes(id));
  if (left.length > 0 || order.length !== ids.length) {
    const hint = left.length > 0 ? `missing: ${left.join(', ')}` : 'a layer is named twice';
    issues.push({ path, rule: 'reorder-all', message: '`reorder` names every layer once', hint });
    return;
  }
  const kinds = order.map((id) => model.layers.find((layer) => layer.id === id));
  const lastImage = kinds.findLastIndex((layer) => layer?.writable === false);
  const firstWritable = kinds.findIndex((layer) => layer?.writable === true);
  if (firstWritable !== -1 && firstWritable < lastImage) {
    issues.push({ path, rule: 'writable-below', message: 'a layer of the image lies on a writable layer' });
  }
  const base = kinds.findIndex((layer) => layer?.adds === 'base');
  const before = kinds.slice(0, Math.max(base, 0)).some((layer) => layer?.adds === 'files');
  if (before) issues.push({ path, rule: 'base-first', message: 'a layer lies below the base image' });
}
