import type { ItemSource } from '../schema/item.ts';
import type { LessonRule } from './lesson-rule.ts';

type WithOptions = Extract<ItemSource, { options: unknown }>;

function hasOptions(item: ItemSource): item is WithOptions {
  return item.type !== 'layer';
}

/** `no-correct-option` and `several-correct`: what can be chosen can be right, and `single` in one way only. */
export const correctOptions: LessonRule = ({ items }, report) => {
  for (const { item, path } of items) {
    if (!hasOptions(item)) continue;
    const correct = item.options.flatMap((option, index) => (option.correct ? [index] : []));
    if (correct.length === 0) {
      const hint = 'add `correct: true` to the right option';
      report('no-correct-option', [...path, 'options'], `no option of \`${item.id}\` is correct`, { hint });
    }
    if (item.type === 'single' && correct.length > 1) {
      const hint = 'keep one, or make it `type: multiple`';
      const at = [...path, 'options', correct[1]!, 'correct'];
      report(
        'several-correct',
        at,
        `\`${item.id}\` is of type single and has ${correct.length} correct options`,
        { hint },
      );
    }
  }
};

/** `missing-say`: a wrong answer is where learning happens, so each says why. */
export const missingSay: LessonRule = ({ items, pack }, report) => {
  if (!pack.strict) return;
  for (const { item, path } of items) {
    if (hasOptions(item)) {
      item.options.forEach((option, index) => {
        if (option.correct || option.say !== undefined) return;
        const message = `the wrong option \`${option.id}\` does not say why it is wrong`;
        report('missing-say', [...path, 'options', index], message, { hint: 'add `say:`' });
      });
      continue;
    }
    for (const [part, wrong] of Object.entries(item.wrong ?? {})) {
      if (wrong.say !== undefined) continue;
      const message = `the wrong part \`${part}\` does not say why it is wrong`;
      report('missing-say', [...path, 'wrong', part], message, { hint: 'add `say:`', atKey: true });
    }
  }
};

/** `missing-objective` and `missing-source`: in a strict pack a question knows what it is for and where it comes from. */
export const strictQuestions: LessonRule = ({ items, pack }, report) => {
  if (!pack.strict) return;
  for (const { item, path } of items) {
    if (item.objective === undefined) {
      const hint = 'add `objective:` with one of the ids in `objectives:`';
      report('missing-objective', path, `the question \`${item.id}\` names no objective`, { hint });
    }
    if ((item.sources ?? []).length === 0) {
      report('missing-source', path, `the question \`${item.id}\` names no source`, {
        hint: 'add `sources: […]`',
      });
    }
  }
};
