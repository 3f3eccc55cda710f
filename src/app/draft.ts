/** Files of a pack while they are being written. */
import { loadPack } from '../content/load.ts';
import type { Problem } from '../content/problem.ts';
import type { Lesson, Quiz } from '../content/types.ts';
import { checkFit } from '../lint/fit.ts';
import { lintPack } from '../lint/lint.ts';
import { checkQuizFit } from '../lint/quiz-fit.ts';
import { textReport } from '../lint/report/text.ts';
import { openPack } from '../platform/pack-folder.ts';
import { type Fingerprint, watchFiles } from '../platform/watch.ts';

/** A file as it is now: its lesson or quiz if that has no errors, and what is wrong with the file. */
export interface Draft {
  readonly lesson?: Lesson;
  readonly quiz?: Quiz;
  readonly problems: readonly Problem[];
}

/**
 * Reads a file of a pack.
 *
 * @param path a lesson or quiz; the rest of the pack around it counts
 * @returns the draft, or the system's code of why the file cannot be read
 */
export function readDraft(path: string): Draft | { readonly code: string } {
  const opened = openPack(path);
  if ('error' in opened) return { code: opened.code };
  const only = opened.only ?? opened.reader.list()[0] ?? '';
  const loaded = loadPack(opened.reader);
  const problems = lintPack(loaded, { fit: checkFit, quizFit: checkQuizFit, only });
  const isBroken = problems.some((problem) => problem.severity === 'error' && problem.rule !== 'fit');
  if (isBroken) return { problems };
  const lesson = loaded.lessons.find(({ file }) => file.source.name === only)?.lesson;
  const quiz = loaded.quizzes.find(({ file }) => file.source.name === only)?.quiz;
  return { problems, ...(lesson && { lesson }), ...(quiz && { quiz }) };
}

/**
 * Reads a file again whenever it was saved.
 *
 * @param before its fingerprint when it was read first
 * @param saved takes the draft, and what is wrong with it in lines, if something is
 * @returns a function that ends this
 */
export function watchDraft(
  path: string,
  before: Fingerprint,
  saved: (draft: Draft, report: readonly string[] | undefined) => void,
): () => void {
  return watchFiles(
    () => [path],
    () => {
      const draft = readDraft(path);
      // Some editors take the old file away before they put the new one: it will be back.
      if ('code' in draft) return;
      saved(draft, draft.problems.length > 0 ? textReport(draft.problems).split('\n') : undefined);
    },
    before,
  );
}
