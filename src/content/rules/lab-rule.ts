import type { LabSource } from '../schema/lab.ts';
import type { ItemsUnderRule, ReportFinding } from './item-rule.ts';

/** What a rule about a lab looks at: the lab, and the items of its `ask` tasks. */
export interface LabUnderRule extends ItemsUnderRule {
  readonly lab: LabSource;
}

/** A rule across the fields of one lab. */
export type LabRule = (under: LabUnderRule, report: ReportFinding) => void;
