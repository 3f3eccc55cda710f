import type { Quiz } from '../content/types.ts';
import { EXIT } from '../platform/errors.ts';
import type { Fingerprint } from '../platform/watch.ts';
import { UI_LANGUAGES } from '../text/messages/index.ts';
import { itemsOfQuiz, type QuizState, startSession } from '../tutor/quiz/state.ts';
import { begin, type QuizInput, update } from '../tutor/quiz/update.ts';
import { quizView } from '../view/quiz/page.ts';
import { quizDocument } from '../view/quiz-document.ts';
import { watchDraft } from './draft.ts';
import { preparedItems } from './prepare-items.ts';
import { runOnScreen } from './screen-loop.ts';
import type { Session } from './session.ts';

/** In a preview options lie the same way each time, so that only what changed looks different. */
const SEED = 'preview';

/**
 * Shows a quiz as a learner sees it, all of its questions in the order of the file, again whenever it is saved, at the
 * question that changed. In a pipe, every question with its right answer.
 *
 * @param path the quiz's file
 * @param before the file's fingerprint when it was read
 * @param quiz what it held then
 * @returns the exit code
 */
export async function previewQuiz(
  session: Session,
  path: string,
  before: Fingerprint,
  quiz: Quiz,
): Promise<number> {
  const { host, terminal } = session;
  const start = await startOf(session, quiz);
  if (!terminal.interactive) {
    session.print(quizDocument(start, terminal));
    return EXIT.done;
  }
  let shown = quiz;
  const listen = (feed: (input: QuizInput) => void): (() => void) =>
    watchDraft(path, before, (draft, report) => {
      if (draft.quiz !== undefined) {
        const { quiz: saved } = draft;
        const at = changedItem(shown, saved);
        shown = saved;
        void startOf(session, saved).then(({ items, title = {} }) =>
          feed({ type: 'quiz', items, title, at }),
        );
      }
      if (report !== undefined) feed({ type: 'report', lines: report });
    });
  const ignore = (): void => undefined;
  const { charset, theme } = terminal;
  const outside = { host, charset, theme, listen, record: ignore, keepLanguage: ignore };
  const end = await runOnScreen({ begin, update, view: quizView }, start, outside);
  return end.exitCode ?? EXIT.done;
}

async function startOf(session: Session, quiz: Quiz): Promise<QuizState> {
  return startSession({
    items: await preparedItems(session, itemsOfQuiz(quiz)),
    via: 'quiz',
    quiz: { key: `${quiz.pack}/${quiz.id}`, pass: quiz.pass },
    title: quiz.title,
    seed: SEED,
    lang: session.lang,
    languages: quiz.languages.length > 1 ? quiz.languages : UI_LANGUAGES,
  });
}

/** The first question that is not as it was, its picture included; where nothing differs, the first of all. */
export function changedItem(before: Quiz, after: Quiz): number {
  const said = (quiz: Quiz): string[] =>
    itemsOfQuiz(quiz).map(({ item, scene }) => JSON.stringify([item, scene]));
  const old = said(before);
  return Math.max(
    0,
    said(after).findIndex((text, index) => text !== old[index]),
  );
}
