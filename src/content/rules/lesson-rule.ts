import type { LessonSource } from '../schema/lesson.ts';
import type { ItemsUnderRule, ReportFinding } from './item-rule.ts';

/** What a rule about a lesson looks at: the lesson, and the items of its `ask` steps. */
export interface LessonUnderRule extends ItemsUnderRule {
  readonly lesson: LessonSource;
}

/** A rule across the fields of one lesson. */
export type LessonRule = (under: LessonUnderRule, report: ReportFinding) => void;
