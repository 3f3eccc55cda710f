/** Every rule across the fields of a lab, in the order in which they run. */
import { absentAlone, freePorts, goodNames, knownMemories, saidNames } from './facts.ts';
import { forLabs, forLessons, type GoalRule } from './goals.ts';
import { ITEM_RULES } from './item-rules.ts';
import { forPowerShell, pathsInside, saidMistakes, setupCommands, solutions } from './lab.ts';
import type { LabRule } from './lab-rule.ts';
import type { LessonRule } from './lesson-rule.ts';
import { sourceWithoutDate } from './sources.ts';

const GOAL_RULES: readonly GoalRule[] = [
  pathsInside,
  setupCommands,
  goodNames,
  freePorts,
  absentAlone,
  knownMemories,
  saidMistakes,
  saidNames,
  forPowerShell,
];

export const LAB_RULES: readonly LabRule[] = [
  ({ lab }, report) => sourceWithoutDate(lab.sources, report),
  solutions,
  ...GOAL_RULES.map(forLabs),
  ...ITEM_RULES,
];

/** The rules of `try` steps. */
export const TRY_RULES: readonly LessonRule[] = GOAL_RULES.map(forLessons);
