/** Everything that can be said of a pack: what loading found, and what only drawing can find. */
import type { LoadedPack } from '../content/load.ts';
import type { Problem } from '../content/problem.ts';
import { type Finding, findingAt, inReadingOrder } from '../content/problems.ts';
import type { Lesson } from '../content/types.ts';
import { withoutControls } from '../text/control.ts';
import { narrowDiagrams } from './narrow.ts';

/** A check of one lesson that needs more than its content; the paths of its findings lead through the lesson's file. */
export type LessonCheck = (lesson: Lesson) => readonly Finding[];

export interface LintOptions {
  /** Whether each step fits its screen; left out, nothing is said of it. */
  readonly fit?: LessonCheck;
  /** Look at this file of the pack only. */
  readonly only?: string;
}

/**
 * Lints a loaded pack. Lessons with errors are not drawn: their errors come first.
 *
 * @param loaded the pack as it was loaded
 * @returns every problem, in reading order
 */
export function lintPack(loaded: LoadedPack, options: LintOptions = {}): Problem[] {
  const { only } = options;
  const checks: readonly LessonCheck[] = options.fit ? [narrowDiagrams, options.fit] : [narrowDiagrams];
  const broken = new Set(loaded.problems.filter((one) => one.severity === 'error').map((one) => one.file));
  const drawn = loaded.lessons.flatMap(({ file, lesson }) => {
    const name = withoutControls(file.source.name);
    if (broken.has(name) || (only !== undefined && only !== name)) return [];
    return checks.flatMap((check) => check(lesson).map((finding) => findingAt(file, finding, loaded.strict)));
  });
  const problems = [...loaded.problems, ...drawn].sort(inReadingOrder);
  return only === undefined ? problems : problems.filter((problem) => problem.file === only);
}
