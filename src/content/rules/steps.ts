import type { LessonRule } from './lesson-rule.ts';

/** `unreachable-step`: a step that shows nothing cannot be stopped at. */
export const unreachableStep: LessonRule = ({ lesson }, report) => {
  lesson.steps.forEach((step, index) => {
    if (step.text !== undefined || step.diagram !== undefined || step.ask !== undefined) return;
    if (step.try !== undefined) return;
    const hint = 'give it `text`, a `diagram`, an `ask` or a `try`, or take it out';
    report('unreachable-step', ['steps', index], `the step \`${step.id}\` shows nothing`, { hint });
  });
};

/** `wrong-value`: one thing is asked of the learner at a time. */
export const oneActivity: LessonRule = ({ lesson }, report) => {
  lesson.steps.forEach((step, index) => {
    if (step.ask === undefined || step.try === undefined) return;
    const message = `the step \`${step.id}\` has both \`ask\` and \`try\``;
    report('wrong-value', ['steps', index, 'try'], message, { hint: 'make it two steps', atKey: true });
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
