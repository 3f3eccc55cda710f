import type { Catalog } from '../content/catalog.ts';
import { still } from '../tutor/machine.ts';
import { lessonToRead, placeIn } from '../tutor/quiz/place.ts';
import type { Place, QuizState, SessionItem } from '../tutor/quiz/state.ts';
import { begin, type QuizInput, update } from '../tutor/quiz/update.ts';
import { quizView } from '../view/quiz/page.ts';
import { outsideOf } from './outside.ts';
import { isReady, preparedItems } from './prepare-items.ts';
import { runOnScreen } from './screen-loop.ts';
import type { Session } from './session.ts';
import type { Outside, SessionEnd } from './session-loop.ts';

/**
 * Runs a quiz or a review on the terminal until the learner ends it. A lesson that is opened from it is walked through,
 * and the session goes on where it was left.
 *
 * @param start as `startSession` made it
 * @returns the session as it was left
 */
export async function runSession(
  session: Session,
  catalog: Catalog,
  start: QuizState,
): Promise<SessionEnd<QuizState>> {
  let end = await runOnce(session, catalog, await withFirstReady(session, start), begin);
  while (end.open !== undefined) {
    const lesson = catalog.byKey(end.open.lesson);
    if (lesson === undefined) return end;
    const { walkFrom } = await import('./learn.ts');
    const { step } = end.open;
    const read = await walkFrom(session, catalog, lesson, end.state.lang, step === undefined ? {} : { step });
    const { exitCode } = read;
    if (exitCode !== undefined) return { state: end.state, exitCode };
    end = await runOnce(session, catalog, { ...end.state, lang: read.state.lang }, still);
  }
  return end;
}

async function runOnce(
  session: Session,
  catalog: Catalog,
  start: QuizState,
  first: typeof begin,
): Promise<SessionEnd<QuizState>> {
  const outside: Outside<QuizInput> = {
    ...outsideOf(session),
    // Lessons are looked through once the first question is on the screen.
    listen(feed) {
      feed({ type: 'places', places: placesFor(catalog, start.items) });
      void makeReady(session, start.items, feed);
      return () => undefined;
    },
  };
  if (!session.terminal.screenReader)
    return await runOnScreen({ begin: first, update, view: quizView }, start, outside);
  const { runInLines } = await import('./linear-loop.ts');
  const { narrateQuiz: narrate, quizPrompt: prompt } = await import('../view/quiz/narrate.ts');
  const inputsOf = (_: QuizState, line: string): QuizInput[] => [{ type: 'line', line }];
  return await runInLines({ begin: first, update, narrate, prompt, inputsOf }, start, outside);
}

/** The session with its first question ready to be graded; the others are made ready while it is read. */
async function withFirstReady(session: Session, start: QuizState): Promise<QuizState> {
  const at = start.items.findIndex(({ key }) => start.answers[key] === undefined);
  const first = start.items[at];
  if (first === undefined || isReady(first.item)) return start;
  const items = await preparedItems(session, [first]);
  return { ...start, items: start.items.toSpliced(at, 1, ...items) };
}

async function makeReady(
  session: Session,
  items: readonly SessionItem[],
  feed: (input: QuizInput) => void,
): Promise<void> {
  const waiting = items.filter(({ item }) => !isReady(item));
  if (waiting.length === 0) return;
  const ready = await preparedItems(session, waiting);
  feed({ type: 'prepared', items: Object.fromEntries(ready.map((each) => [each.key, each])) });
}

/**
 * Where to read about items.
 *
 * @returns places by the items' keys; none for an item that no lesson teaches
 */
export function placesFor(catalog: Catalog, items: readonly SessionItem[]): Record<string, Place> {
  const places: Record<string, Place> = {};
  for (const asked of items) {
    const lesson = catalog.byKey(lessonToRead(asked) ?? '');
    if (lesson !== undefined) places[asked.key] = placeIn(catalog.open(lesson), asked);
  }
  return places;
}
