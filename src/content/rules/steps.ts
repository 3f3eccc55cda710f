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

/** `source-without-date`: pages change; the day says which one was read. */
export const sourceWithoutDate: LessonRule = ({ lesson }, report) => {
  for (const [id, source] of Object.entries(lesson.sources ?? {})) {
    if (source.checked !== undefined) continue;
    const hint = 'add `checked:` with the day you last read it, such as 2026-11-20';
    report('source-without-date', ['sources', id], `the source \`${id}\` has no date`, { hint, atKey: true });
  }
};
