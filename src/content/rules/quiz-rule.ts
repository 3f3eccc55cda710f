import type { LessonSource } from '../schema/lesson.ts';
import type { QuizSource } from '../schema/quiz.ts';
import type { ItemsUnderRule, ReportFinding } from './item-rule.ts';

/** What a rule about a quiz looks at: the quiz, and its items with what its lesson or module lends them. */
export interface QuizUnderRule extends ItemsUnderRule {
  readonly quiz: QuizSource;
  /** The lessons that it may name things of: its own, or those of its module. */
  readonly lessons: readonly LessonSource[];
}

/** A rule across the fields of one quiz. */
export type QuizRule = (under: QuizUnderRule, report: ReportFinding) => void;
