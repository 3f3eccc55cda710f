/** Every rule across the fields of a lesson, in the order in which they run. */
import { diagramUses } from './diagrams.ts';
import { ITEM_RULES } from './item-rules.ts';
import type { LessonRule } from './lesson-rule.ts';
import { knownStepDiagrams, knownStepSources } from './references.ts';
import { sourceWithoutDate } from './sources.ts';
import { stepWithoutSource, unreachableStep } from './steps.ts';

export const LESSON_RULES: readonly LessonRule[] = [
  unreachableStep,
  stepWithoutSource,
  ({ lesson }, report) => sourceWithoutDate(lesson.sources, report),
  knownStepSources,
  knownStepDiagrams,
  diagramUses,
  ...ITEM_RULES,
];
