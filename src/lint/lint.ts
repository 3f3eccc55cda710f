/** Everything that can be said of a pack: what loading found, and what only grading and drawing can find. */
import type { LoadedPack } from '../content/load.ts';
import type { ParsedFile } from '../content/parsed-file.ts';
import type { Problem } from '../content/problem.ts';
import { type Finding, findingAt, inReadingOrder } from '../content/problems.ts';
import type { Lesson, Quiz } from '../content/types.ts';
import { withoutControls } from '../text/control.ts';
import { labKeys, lessonKeys, quizKeys } from './keys.ts';
import { narrowDiagrams, narrowQuizDiagrams } from './narrow.ts';
import { type OpenReplayEngine, replayLab, replayTries } from './replay.ts';
import { replayAsks, replayQuiz } from './replay-items.ts';

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
 * Lints a loaded pack. Lessons, quizzes and labs with errors are neither graded nor drawn: their errors come first.
 *
 * @param loaded the pack as it was loaded
 * @returns every problem, in reading order
 */
export function lintPack(loaded: LoadedPack, options: LintOptions = {}): Problem[] {
  const { only, fit, quizFit } = options;
  const isLookedAt = lookedAt(loaded, only);
  const run = (file: ParsedFile, check: () => readonly Finding[]): Problem[] => {
    if (!isLookedAt(file)) return [];
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
    ...loaded.labs.flatMap(({ file, lab }) => run(file, () => labKeys(lab))),
  ];
  const problems = [...loaded.problems, ...found].sort(inReadingOrder);
  return only === undefined ? problems : problems.filter((problem) => problem.file === only);
}

/**
 * Replays the labs of a loaded pack and what its lessons give to try, one after the other; those with errors are left out.
 *
 * @param loaded the pack as it was loaded
 * @param open gives an engine for each
 * @param only look at this file of the pack only
 */
export async function replayPack(
  loaded: LoadedPack,
  open: OpenReplayEngine,
  only?: string,
): Promise<Problem[]> {
  const isLookedAt = lookedAt(loaded, only);
  const problems: Problem[] = [];
  const run = async (file: ParsedFile, replay: () => Promise<Finding[]>): Promise<void> => {
    if (!isLookedAt(file)) return;
    problems.push(...(await replay()).map((finding) => findingAt(file, finding, loaded.strict)));
  };
  for (const { file, lesson } of loaded.lessons) await run(file, () => replayTries(lesson, open));
  for (const { file, quiz } of loaded.quizzes) await run(file, () => replayQuiz(quiz, open));
  for (const { file, lab } of loaded.labs) {
    await run(file, async () => [...(await replayLab(lab, open)), ...(await replayAsks(lab, open))]);
  }
  return problems;
}

/** Tells of a file whether it is fit to be looked at closely. */
function lookedAt(loaded: LoadedPack, only: string | undefined): (file: ParsedFile) => boolean {
  const broken = new Set(loaded.problems.filter((one) => one.severity === 'error').map((one) => one.file));
  return (file) => {
    const name = withoutControls(file.source.name);
    return !broken.has(name) && (only === undefined || only === name);
  };
}
