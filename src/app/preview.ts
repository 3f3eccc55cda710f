import type { Lesson } from '../content/types.ts';
import { textReport } from '../lint/report/text.ts';
import { EXIT, UserError } from '../platform/errors.ts';
import { type Fingerprint, fingerprint } from '../platform/watch.ts';
import { UI_LANGUAGES } from '../text/messages/index.ts';
import type { Input } from '../tutor/walkthrough/moves.ts';
import type { Walk } from '../tutor/walkthrough/state.ts';
import { lessonDocument } from '../view/lesson-document.ts';
import { readDraft, watchDraft } from './draft.ts';
import { cannotRead } from './failures.ts';
import { previewQuiz } from './preview-quiz.ts';
import { runWalk } from './run-walk.ts';
import type { Session } from './session.ts';

/**
 * Shows a lesson or quiz file as a learner sees it, again whenever it is saved, at the step or question that changed.
 * Nothing is recorded.
 *
 * @param path a lesson or quiz file; the rest of the pack around it counts
 * @returns the exit code
 * @throws UserError if the file is neither
 */
export async function preview(session: Session, path: string): Promise<number> {
  const { messages } = session;
  const before = fingerprint([path]);
  const draft = readDraft(path);
  if ('code' in draft) throw cannotRead(path, draft.code, messages);
  if (draft.lesson !== undefined) return await previewLesson(session, path, before, draft.lesson);
  if (draft.quiz !== undefined) return await previewQuiz(session, path, before, draft.quiz);
  if (draft.problems.length > 0) session.warn(textReport(draft.problems));
  throw new UserError(messages.pack.notALesson(path), messages.pack.notALessonHint);
}

async function previewLesson(
  { host, terminal, lang, print }: Session,
  path: string,
  before: Fingerprint,
  lesson: Lesson,
): Promise<number> {
  if (!terminal.interactive) {
    print(lessonDocument(lesson, lang));
    return EXIT.done;
  }
  let shown = lesson;
  const listen = (feed: (input: Input) => void): (() => void) =>
    watchDraft(path, before, (draft, report) => {
      if (draft.lesson !== undefined) {
        feed({ type: 'lesson', lesson: draft.lesson, step: changedStep(shown, draft.lesson) });
        shown = draft.lesson;
      }
      if (report !== undefined) feed({ type: 'report', lines: report });
    });
  const walk: Walk = {
    lesson,
    lang,
    languages: lesson.languages.length > 1 ? lesson.languages : UI_LANGUAGES,
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
