import { checkUse } from '../../diagram/check-use.ts';
import { partsOf } from '../../diagram/parts.ts';
import type { DiagramUse } from '../../diagram/scene.ts';
import type { Path } from '../positions.ts';
import { didYouMean } from '../suggest.ts';
import { diagramRule } from './diagram-issues.ts';
import type { ItemRule } from './item-rule.ts';
import type { LessonRule } from './lesson-rule.ts';

/** `unknown-part` and `bad-diagram`: what a step does with a diagram can be done. */
export const diagramUses: LessonRule = ({ lesson, models }, report) => {
  lesson.steps.forEach((step, index) => {
    const model = step.diagram && models.get(step.diagram.use);
    if (step.diagram === undefined || model === undefined) return;
    // Only names are checked, and notes are theirs already: texts are not needed in their loaded form.
    for (const issue of checkUse(model, step.diagram as DiagramUse)) {
      const path = ['steps', index, 'diagram', ...issue.path];
      report(diagramRule(issue.rule), path, issue.message, {
        hint: issue.hint,
        atKey: issue.path[0] === 'annotate',
      });
    }
  });
};

/** `unknown-part` for the answers of questions of type `layer`, which need a diagram to ask about. */
export const layerAnswers: ItemRule = ({ items, models }, report) => {
  for (const { item, path, diagram } of items) {
    if (item.type !== 'layer') continue;
    if (diagram === undefined) {
      const message = `the question \`${item.id}\` has no diagram to ask about`;
      report('unknown-reference', path, message, { hint: 'name one: `diagram: <id>`' });
      continue;
    }
    const model = models.get(diagram);
    if (model === undefined) continue;
    const parts = partsOf(model).map((part) => part.path);
    const mustBePart = (id: string, at: Path, atKey: boolean) => {
      if (parts.includes(id)) return;
      const message = `the diagram \`${diagram}\` has no part \`${id}\``;
      report('unknown-part', at, message, { hint: didYouMean(id, parts), atKey });
    };
    item.answer.forEach((id, index) => {
      mustBePart(id, [...path, 'answer', index], false);
    });
    for (const id of Object.keys(item.wrong ?? {})) mustBePart(id, [...path, 'wrong', id], true);
  }
};
