/** Every rule across the fields of a quiz, in the order in which they run. */
import { ITEM_RULES } from './item-rules.ts';
import { longestOption, oneSource, smallPool } from './quiz.ts';
import type { QuizRule } from './quiz-rule.ts';
import { sourceWithoutDate } from './sources.ts';

export const QUIZ_RULES: readonly QuizRule[] = [
  ({ quiz }, report) => sourceWithoutDate(quiz.sources, report),
  oneSource,
  smallPool,
  longestOption,
  ...ITEM_RULES,
];
