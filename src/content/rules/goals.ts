/** Rules about things to do: the tasks of a lab, and the `try` steps of a lesson. */
import type { PackContext } from '../pack-context.ts';
import type { Path } from '../positions.ts';
import type { DoTaskSource, LabSource, TrySource } from '../schema/lab.ts';
import type { ReportFinding } from './item-rule.ts';
import type { LabRule } from './lab-rule.ts';
import type { LessonRule } from './lesson-rule.ts';

/** Something to do, with its place in its file. */
export interface PlacedGoal {
  readonly goal: DoTaskSource | TrySource;
  readonly path: Path;
}

/** Things to do one after the other, from one beginning. */
export interface GoalsUnderRule {
  readonly goals: readonly PlacedGoal[];
  /** Where the learner begins, and where that stands. */
  readonly place: Pick<LabSource, 'files' | 'setup'>;
  readonly placePath: Path;
  /** Texts before the first of them. */
  readonly before: readonly (LabSource['intro'] | undefined)[];
  readonly pack: PackContext;
}

/** A rule about things to do. */
export type GoalRule = (under: GoalsUnderRule, report: ReportFinding) => void;

/** A rule about things to do, as one about labs. */
export function forLabs(rule: GoalRule): LabRule {
  return ({ lab, pack }, report) => {
    const goals = lab.tasks.flatMap((task, index): PlacedGoal[] =>
      'ask' in task ? [] : [{ goal: task, path: ['tasks', index] }],
    );
    rule({ goals, place: lab, placePath: [], before: [lab.intro], pack }, report);
  };
}

/** A rule about things to do, as one about lessons: each `try` stands alone. */
export function forLessons(rule: GoalRule): LessonRule {
  return ({ lesson, pack }, report) => {
    lesson.steps.forEach((step, index) => {
      if (step.try === undefined) return;
      const path = ['steps', index, 'try'];
      const goals = [{ goal: step.try, path }];
      rule({ goals, place: step.try, placePath: path, before: [step.text], pack }, report);
    });
  };
}
