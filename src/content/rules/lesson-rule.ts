import type { Model } from '../../diagram/model.ts';
import type { PackContext } from '../pack-context.ts';
import type { Path } from '../positions.ts';
import type { FindingDetail } from '../problems.ts';
import type { ItemSource } from '../schema/item.ts';
import type { LessonSource } from '../schema/lesson.ts';
import type { RuleId } from './table.ts';

/** What a rule about a lesson looks at. */
export interface LessonUnderRule {
  readonly lesson: LessonSource;
  /** The items of its `ask` steps, with the path to each. */
  readonly items: readonly { readonly item: ItemSource; readonly path: Path; readonly step: number }[];
  /** Its diagrams that could be derived, by id. */
  readonly models: ReadonlyMap<string, Model>;
  readonly pack: PackContext;
}

/** Takes a finding; the path leads through the lesson's file. */
export type ReportFinding = (rule: RuleId, path: Path, message: string, detail?: FindingDetail) => void;

/** A rule across the fields of one lesson. */
export type LessonRule = (under: LessonUnderRule, report: ReportFinding) => void;
