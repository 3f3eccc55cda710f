import type { LessonRule } from './lesson-rule.ts';

/** `unreachable-step`: a step that shows nothing cannot be stopped at. */
export const unreachableStep: LessonRule = ({ lesson }, report) => {
  lesson.steps.forEach((step, index) => {
    if (step.text !== undefined || step.diagram !== undefined || step.ask !== undefined) return;
    const hint = 'give it `text`, a `diagram` or an `ask`, or take it out';
    report('unreachable-step', ['steps', index], `the step \`${step.id}\` shows nothing`, { hint });
  });
};

/** `step-without-source`: statements of fact say where they come from. */
export const stepWithoutSource: LessonRule = ({ lesson, pack }, report) => {
  if (!pack.strict) return;
  lesson.steps.forEach((step, index) => {
    if (step.text === undefined || (step.covers ?? []).length === 0 || (step.sources ?? []).length > 0)
      return;
    const message = `the step \`${step.id}\` covers facts and names no source`;
    report('step-without-source', ['steps', index], message, { hint: 'add `sources: […]`' });
  });
};
