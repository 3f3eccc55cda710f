/** Makes the model out of an authored diagram. */
import { deriveCluster } from './cluster/derive.ts';
import { deriveCompose } from './compose/derive.ts';
import { deriveLayers } from './derive-layers.ts';
import { derivePanels } from './derive-panels.ts';
import { ownPanel } from './derive-stack.ts';
import { deriveEngine } from './engine/derive.ts';
import type { DiagramIssue, Report } from './issue.ts';
import { toLabel } from './labels.ts';
import type { Link, Model } from './model.ts';
import type { DiagramSource } from './schema.ts';

export type { DiagramIssue } from './issue.ts';

/**
 * Makes the model out of an authored diagram: labels get their languages and forms, `like` and its edits are worked
 * out, and what a build does with each layer is derived.
 *
 * @param source the diagram as its schema let it pass
 * @returns the model; or, if anything is wrong, every issue found
 */
export function deriveModel(source: DiagramSource): { model: Model } | { issues: DiagramIssue[] } {
  const issues: DiagramIssue[] = [];
  const model = derive(source, (issue) => issues.push(issue));
  return issues.length > 0 ? { issues } : { model };
}

function derive(source: DiagramSource, report: Report): Model {
  switch (source.kind) {
    case 'stack':
      return { kind: 'stack', panels: [ownPanel({ ...source, id: '' }, [], report)] };
    case 'compare':
      return { kind: 'compare', panels: derivePanels(source.panels, report) };
    case 'layers':
      return { kind: 'layers', layers: deriveLayers(source.layers, report) };
    case 'chain':
      return { kind: 'chain', links: deriveLinks(source.links, report) };
    case 'cluster':
      return deriveCluster(source, report);
    case 'compose':
      return deriveCompose(source, report);
    case 'engine':
      return deriveEngine(source, report);
  }
}

type LinkSource = Extract<DiagramSource, { kind: 'chain' }>['links'][number];

function deriveLinks(sources: readonly LinkSource[], report: Report): Link[] {
  const seen = new Set<string>();
  return sources.map((source, index) => {
    const path = ['links', index];
    if (seen.has(source.id)) {
      report({
        path: [...path, 'id'],
        rule: 'duplicate-id',
        message: `a second link with the id \`${source.id}\``,
      });
    }
    seen.add(source.id);
    if (source.via !== undefined && index === sources.length - 1) {
      const message = 'no arrow leads on from the last link';
      report({
        path: [...path, 'via'],
        rule: 'via-to-nothing',
        message,
        hint: '`via` belongs to the link before an arrow',
      });
    }
    return {
      id: source.id,
      ...(source.role && { role: source.role }),
      label: toLabel(source.label, [...path, 'label'], report),
      ...(source.note !== undefined && { note: toLabel(source.note, [...path, 'note'], report) }),
      ...(source.via !== undefined && { via: toLabel(source.via, [...path, 'via'], report) }),
    };
  });
}
