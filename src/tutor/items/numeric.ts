import type { NumericItem } from '../../content/types.ts';
import type { AnswerValue } from '../../progress/events.ts';
import { gradeOf, wrongShape } from './answers.ts';
import { EMPTY_FIELD, edit, fieldOf, type TextField, textIn } from './text-field.ts';
import type { ItemType, Press } from './types.ts';
import { amountOf, isNear } from './units.ts';

/** A number being typed. */
export interface NumericEntry {
  readonly field: TextField;
}

/** A number is the answer, give or take the tolerance; all or nothing. It is stored in the item's unit. */
export const numeric: ItemType<NumericItem, NumericEntry> = {
  choices: () => [],
  start: () => ({ field: EMPTY_FIELD }),
  press(item, entry, key) {
    if (key === 'enter') return submit(item, entry);
    const field = edit(entry.field, key);
    return field && { entry: { field } };
  },
  typed: (item, _entry, line) => submit(item, { field: fieldOf(line) }),
  answerOf(item, entry) {
    const amount = amountOf(textIn(entry.field), item.unit);
    return 'value' in amount ? amount.value : '';
  },
  read(item, raw) {
    if (typeof raw === 'number' && Number.isFinite(raw)) return { answer: raw };
    const amount = typeof raw === 'string' ? amountOf(raw, item.unit) : undefined;
    return amount !== undefined && 'value' in amount ? { answer: amount.value } : wrongShape('number');
  },
  grade(item, answer) {
    const correct = isRight(item, answer);
    const value = typeof answer === 'number' ? answer : Number.NaN;
    const wrong = correct ? undefined : item.wrong.find((each) => isNear(value, each.value, item.tolerance));
    return gradeOf(correct, correct ? 1 : 0, wrong === undefined ? [] : [wrong]);
  },
  key: (item) => item.answer,
  blank: '',
  words(item, answer) {
    if (typeof answer !== 'number') return [];
    const shown = String(Number.isInteger(answer) ? answer : Number(answer.toPrecision(6)));
    const unit = item.unit === undefined ? '' : item.unit === '%' ? '%' : ` ${item.unit}`;
    return [{ text: { und: [shown + unit] }, correct: isRight(item, answer) }];
  },
};

function isRight(item: NumericItem, answer: AnswerValue): boolean {
  return typeof answer === 'number' && isNear(answer, item.answer, item.tolerance);
}

function submit(item: NumericItem, entry: NumericEntry): Press<NumericEntry> {
  const amount = amountOf(textIn(entry.field), item.unit);
  return 'value' in amount ? { entry, submit: true } : { entry, hint: amount.problem };
}
