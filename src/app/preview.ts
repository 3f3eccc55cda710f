import { loadPack } from '../content/load.ts';
import type { Problem } from '../content/problem.ts';
import type { Lesson } from '../content/types.ts';
import { checkFit } from '../lint/fit.ts';
import { lintPack } from '../lint/lint.ts';
import { textReport } from '../lint/report/text.ts';
import { EXIT, UserError } from '../platform/errors.ts';
import { openPack } from '../platform/pack-folder.ts';
import { fingerprint, watchFiles } from '../platform/watch.ts';
import { UI_LANGUAGES } from '../text/messages/index.ts';
import type { Input } from '../tutor/walkthrough/moves.ts';
import type { Walk } from '../tutor/walkthrough/state.ts';
import { lessonDocument } from '../view/lesson-document.ts';
import { cannotRead } from './failures.ts';
import { runWalk } from './run-walk.ts';
import type { Session } from './session.ts';

/** A lesson file as it is now: the lesson if it has no errors, and what is wrong. */
interface Draft {
  readonly lesson?: Lesson;
  readonly problems: readonly Problem[];
}

/**
 * Shows a lesson file as a learner sees it, again whenever it is saved, at the step that changed. Nothing is recorded.
 *
 * @param path a lesson file; the glossary and misconceptions of the pack around it count
 * @returns the exit code
 * @throws UserError if the file is no lesson
 */
export async function preview(session: Session, path: string): Promise<number> {
  const { host, terminal, messages, lang } = session;
  const before = fingerprint([path]);
  const first = readDraft(path);
  if ('code' in first) throw cannotRead(path, first.code, messages);
  if (first.lesson === undefined) {
    if (first.problems.length > 0) session.warn(textReport(first.problems));
    throw new UserError(messages.pack.notALesson(path), messages.pack.notALessonHint);
  }
  if (!terminal.interactive) {
    session.print(lessonDocument(first.lesson, lang));
    return EXIT.done;
  }
  let shown = first.lesson;
  const listen = (feed: (input: Input) => void): (() => void) =>
    watchFiles(
      () => [path],
      () => {
        const draft = readDraft(path);
        // Some editors take the old file away before they put the new one: it will be back.
        if ('code' in draft) return;
        if (draft.lesson !== undefined) {
          feed({ type: 'lesson', lesson: draft.lesson, step: changedStep(shown, draft.lesson) });
          shown = draft.lesson;
        }
        if (draft.problems.length > 0)
          feed({ type: 'report', lines: textReport(draft.problems).split('\n') });
      },
      before,
    );
  const walk: Walk = {
    lesson: shown,
    lang,
    languages: shown.languages.length > 1 ? shown.languages : UI_LANGUAGES,
    step: 0,
    frame: 0,
    motion: terminal.motion,
    scroll: 0,
    answered: {},
    passedOver: [],
  };
  const ignore = (): void => undefined;
  const { charset, theme } = terminal;
  const end = await runWalk(walk, { host, charset, theme, listen, record: ignore, keepLanguage: ignore });
  return end.exitCode ?? EXIT.done;
}

/** The file as it is now, or the system's code of why it cannot be read. */
function readDraft(path: string): Draft | { readonly code: string } {
  const opened = openPack(path);
  if ('error' in opened) return { code: opened.code };
  const only = opened.only ?? opened.reader.list()[0] ?? '';
  const loaded = loadPack(opened.reader);
  const problems = lintPack(loaded, { fit: checkFit, only });
  const found = loaded.lessons.find(({ file }) => file.source.name === only);
  const broken = problems.some((problem) => problem.severity === 'error' && problem.rule !== 'fit');
  return { problems, ...(found === undefined || broken ? {} : { lesson: found.lesson }) };
}

/** The first step that is not as it was; where nothing differs, the first of all. */
export function changedStep(before: Lesson, after: Lesson): number {
  const same = (index: number): boolean => {
    const step = after.steps[index];
    const diagram = (lesson: Lesson) => lesson.diagrams[step?.diagram?.use ?? ''];
    return (
      JSON.stringify(before.steps[index]) === JSON.stringify(step) &&
      JSON.stringify(diagram(before)) === JSON.stringify(diagram(after))
    );
  };
  return Math.max(
    0,
    after.steps.findIndex((_, index) => !same(index)),
  );
}
