/** Every rule across the fields of a lesson, in the order in which they run. */
import { diagramUses } from './diagrams.ts';
import { ITEM_RULES } from './item-rules.ts';
import { TRY_RULES } from './lab-rules.ts';
import type { LessonRule } from './lesson-rule.ts';
import { knownStepDiagrams, knownStepSources } from './references.ts';
import { sourceWithoutDate } from './sources.ts';
import { oneActivity, stepWithoutSource, unreachableStep } from './steps.ts';

export const LESSON_RULES: readonly LessonRule[] = [
  unreachableStep,
  oneActivity,
  stepWithoutSource,
  ({ lesson }, report) => sourceWithoutDate(lesson.sources, report),
  knownStepSources,
  knownStepDiagrams,
  diagramUses,
  ...TRY_RULES,
  ...ITEM_RULES,
];
