/** Everything that can be said of a pack: what loading found, and what only grading and drawing can find. */
import type { LoadedPack } from '../content/load.ts';
import type { ParsedFile } from '../content/parsed-file.ts';
import type { Problem } from '../content/problem.ts';
import { type Finding, findingAt, inReadingOrder } from '../content/problems.ts';
import type { Lesson, Quiz } from '../content/types.ts';
import { withoutControls } from '../text/control.ts';
import { lessonKeys, quizKeys } from './keys.ts';
import { narrowDiagrams, narrowQuizDiagrams } from './narrow.ts';

/** A check of one lesson that needs more than its content; the paths of its findings lead through the lesson's file. */
export type LessonCheck = (lesson: Lesson) => readonly Finding[];
/** The same for a quiz. */
export type QuizCheck = (quiz: Quiz) => readonly Finding[];

export interface LintOptions {
  /** Whether each step fits its screen; left out, nothing is said of it. */
  readonly fit?: LessonCheck;
  /** Whether each item of a quiz fits its screen; left out, nothing is said of it. */
  readonly quizFit?: QuizCheck;
  /** Look at this file of the pack only. */
  readonly only?: string;
}

/**
 * Lints a loaded pack. Lessons and quizzes with errors are neither graded nor drawn: their errors come first.
 *
 * @param loaded the pack as it was loaded
 * @returns every problem, in reading order
 */
export function lintPack(loaded: LoadedPack, options: LintOptions = {}): Problem[] {
  const { only, fit, quizFit } = options;
  const broken = new Set(loaded.problems.filter((one) => one.severity === 'error').map((one) => one.file));
  const run = (file: ParsedFile, check: () => readonly Finding[]): Problem[] => {
    const name = withoutControls(file.source.name);
    if (broken.has(name) || (only !== undefined && only !== name)) return [];
    return check().map((finding) => findingAt(file, finding, loaded.strict));
  };
  const lessonChecks = [lessonKeys, narrowDiagrams, ...(fit ? [fit] : [])];
  const quizChecks = [quizKeys, narrowQuizDiagrams, ...(quizFit ? [quizFit] : [])];
  const found = [
    ...loaded.lessons.flatMap(({ file, lesson }) =>
      run(file, () => lessonChecks.flatMap((check) => check(lesson))),
    ),
    ...loaded.quizzes.flatMap(({ file, quiz }) =>
      run(file, () => quizChecks.flatMap((check) => check(quiz))),
    ),
  ];
  const problems = [...loaded.problems, ...found].sort(inReadingOrder);
  return only === undefined ? problems : problems.filter((problem) => problem.file === only);
}
