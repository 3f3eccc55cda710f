/** Every rule across the fields of a lesson, in the order in which they run. */
import { diagramUses, layerAnswers } from './diagrams.ts';
import type { LessonRule } from './lesson-rule.ts';
import { correctOptions, missingSay, strictQuestions } from './questions.ts';
import { knownDiagrams, knownMisconceptions, knownObjectives, knownSources } from './references.ts';
import { sourceWithoutDate, stepWithoutSource, unreachableStep } from './steps.ts';

export const LESSON_RULES: readonly LessonRule[] = [
  unreachableStep,
  stepWithoutSource,
  sourceWithoutDate,
  knownSources,
  knownObjectives,
  knownMisconceptions,
  knownDiagrams,
  diagramUses,
  layerAnswers,
  correctOptions,
  missingSay,
  strictQuestions,
];
