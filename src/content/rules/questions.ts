import { partsOf } from '../../diagram/parts.ts';
import type { ItemSource } from '../schema/item.ts';
import type { ItemRule } from './item-rule.ts';
import { wrongAnswersOf } from './wrong-answers.ts';

type WithOptions = Extract<ItemSource, { type: 'single' | 'multiple' }>;

/** Whether an item is answered by choosing among options that its author wrote. */
export function hasOptions(item: ItemSource): item is WithOptions {
  return item.type === 'single' || item.type === 'multiple';
}

/** `no-correct-option` and `several-correct`: what can be chosen can be right, and `single` in one way only. */
export const correctOptions: ItemRule = ({ items }, report) => {
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
      const message = `\`${item.id}\` is of type single and has ${correct.length} correct options`;
      report('several-correct', at, message, { hint });
    }
  }
};

/** `no-wrong-answer`: who can only be right has not been asked. */
export const noWrongAnswer: ItemRule = ({ items, models }, report) => {
  for (const { item, path, diagram } of items) {
    if (item.type === 'multiple' && item.options.every((option) => option.correct)) {
      const message = `every option of \`${item.id}\` is correct`;
      report('no-wrong-answer', [...path, 'options'], message, { hint: 'add an option that is wrong' });
    }
    const model = item.type === 'layer' && diagram !== undefined ? models.get(diagram) : undefined;
    if (item.type !== 'layer' || model === undefined) continue;
    if (!partsOf(model).every((part) => item.answer.includes(part.path))) continue;
    const hint = 'ask about a diagram with a part that is wrong';
    report('no-wrong-answer', [...path, 'answer'], `every part of the diagram is right`, { hint });
  }
};

/** `right-and-wrong`: no answer is listed as right and spoken of as wrong. */
export const rightAndWrong: ItemRule = ({ items }, report) => {
  for (const { item, path } of items) {
    if (item.type === 'layer') {
      for (const id of Object.keys(item.wrong ?? {})) {
        if (!item.answer.includes(id)) continue;
        const message = `\`${id}\` is among the right answers and among the wrong ones`;
        const detail = { hint: 'keep it in one of the two', atKey: true };
        report('right-and-wrong', [...path, 'wrong', id], message, detail);
      }
    }
    if (!hasOptions(item)) continue;
    const correct = item.options.filter((option) => option.correct).length;
    // Of several right options of a `single` one is a slip, which `several-correct` names.
    if (item.type === 'single' && correct > 1) continue;
    item.options.forEach((option, index) => {
      if (!option.correct || option.mis === undefined) return;
      const message = `the right option \`${option.id}\` shows a misconception`;
      const hint = '`mis` belongs to wrong options';
      report('right-and-wrong', [...path, 'options', index, 'mis'], message, { hint });
    });
  }
};

/** `missing-say`: a wrong answer is where learning happens, so each says why. */
export const missingSay: ItemRule = ({ items }, report) => {
  for (const placed of items) {
    for (const { name, said, path, atKey } of wrongAnswersOf(placed)) {
      if (said) continue;
      report('missing-say', path, `${name} does not say why it is wrong`, { hint: 'add `say:`', atKey });
    }
    if (saysSomething(placed.item)) continue;
    const hint = 'add `say:`, which is shown after any answer';
    report('missing-say', placed.path, `nothing is said of most wrong answers to \`${placed.item.id}\``, {
      hint,
    });
  }
};

/** Whether every answer gets a word. Where answers are put together or typed, not each wrong one can be listed. */
function saysSomething(item: ItemSource): boolean {
  switch (item.type) {
    case 'order':
    case 'cloze':
    case 'numeric':
    case 'command':
      return item.say !== undefined;
    case 'match':
      return item.say !== undefined || item.pairs.every((pair) => pair.say !== undefined);
    default:
      return true;
  }
}

/** `missing-objective` and `missing-source`: in a strict pack a question knows what it is for and where it comes from. */
export const strictQuestions: ItemRule = ({ items, pack, withoutObjectives = false }, report) => {
  if (!pack.strict) return;
  for (const { item, path } of items) {
    if (item.objective === undefined && !withoutObjectives) {
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
