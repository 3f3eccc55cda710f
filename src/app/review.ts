import type { Catalog } from '../content/catalog.ts';
import { EXIT, UserError } from '../platform/errors.ts';
import { randomId } from '../platform/random.ts';
import { dueAt } from '../progress/due.ts';
import type { Progress } from '../progress/events.ts';
import type { Lang } from '../text/localized.ts';
import { messagesOf } from '../text/messages/index.ts';
import { attemptEvents } from '../tutor/quiz/events.ts';
import { type QuizState, type SessionItem, startSession } from '../tutor/quiz/state.ts';
import { interleave } from '../tutor/review/interleave.ts';
import { type Node, paragraph } from '../view/nodes.ts';
import { readNodes, resultNodes, scoreNodes } from '../view/quiz/summary.ts';
import { dayName } from './day-name.ts';
import { firstDue, itemPlaces, kindOfPlace, livingItems, openItems } from './due.ts';
import { languagesToGoRound, tellLanguage } from './pack-language.ts';
import { preparedItems } from './prepare-items.ts';
import { resultJson } from './quiz-result.ts';
import { placesFor, runSession } from './run-session.ts';
import { scheduledProgress } from './scheduled.ts';
import type { Session } from './session.ts';

/** What `review` was asked for. */
export interface ReviewRequest {
  /** The greatest number of items, as the user wrote it. */
  readonly limit?: string | undefined;
  /** A file of answers, or `-`. */
  readonly answers?: string | undefined;
  readonly json?: boolean | undefined;
}

/** How many items a review on a terminal has unless the learner says otherwise: ten minutes. */
const LIMIT = 20;

const SEED_LENGTH = 6;

/**
 * Asks the items that are due today: on a terminal, or from a file of answers.
 *
 * @returns the exit code
 * @throws UserError for a limit that cannot be, answers with problems, or a pipe without answers
 */
export async function review(session: Session, request: ReviewRequest): Promise<number> {
  const { lang, messages, terminal } = session;
  const limit = limitOf(session, request);
  if (request.answers === undefined && !terminal.interactive)
    throw new UserError(messages.review.needsTerminal, messages.review.needsTerminalHint);
  const catalog = await session.catalog();
  const places = await firstDue(session, catalog, limit);
  const mixed = interleave([...places.keys()], (key) => kindOfPlace(places.get(key)!));
  const items = openItems(catalog, places, mixed);
  const languages = languagesOf(catalog, items);
  const start = startSession({
    via: 'review',
    items,
    seed: randomId(SEED_LENGTH),
    lang,
    languages: languagesToGoRound(languages),
  });
  if (items.length === 0) return await nothingDue(session, catalog, start, request);
  tellLanguage(session, languages);
  if (request.answers !== undefined) return await gradeFile(session, catalog, start, request);
  const { state, exitCode } = await runSession(session, catalog, start);
  if (request.json === true) writeJson(session, state);
  else {
    const left = await firstDue(session, catalog, Number.POSITIVE_INFINITY);
    await farewell(session, state, left.size, exitCode !== undefined);
  }
  return exitCode ?? EXIT.done;
}

function limitOf({ messages }: Session, { limit, answers }: ReviewRequest): number {
  // Who wrote the answers down decides how many there are.
  if (limit === undefined) return answers === undefined ? LIMIT : Number.POSITIVE_INFINITY;
  const number = Number(limit);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new UserError(messages.review.badLimit(limit), messages.review.badLimitHint);
}

/** The languages of the packs that the items come from: those that all of them have. */
function languagesOf(catalog: Catalog, items: readonly SessionItem[]): readonly Lang[] {
  const [first = [], ...more] = [...packsOf(items)].map((pack) => catalog.languagesOf(pack));
  const shared = first.filter((lang) => more.every((languages) => languages.includes(lang)));
  return shared.length > 0 ? shared : first;
}

/** The ids of the packs that items come from, told by their keys, since nothing of an item is read before it is asked. */
function packsOf(items: readonly SessionItem[]): ReadonlySet<string> {
  return new Set(items.map(({ key }) => key.slice(0, key.indexOf('/'))));
}

async function nothingDue(
  session: Session,
  catalog: Catalog,
  empty: QuizState,
  { json }: ReviewRequest,
): Promise<number> {
  if (json === true) writeJson(session, empty);
  else session.print(nothingDueNodes(session, catalog, await scheduledProgress(session, 'all')));
  return EXIT.done;
}

/** That nothing is due, and when something will be. */
function nothingDueNodes(
  { host, lang, messages: { review: words } }: Session,
  catalog: Catalog,
  progress: Progress,
): Node[] {
  const dues = livingItems(itemPlaces(catalog), progress).flatMap(({ card }) =>
    card === undefined ? [] : dueAt(card),
  );
  if (dues.length === 0) return [paragraph(words.nothingYet), paragraph(words.nothingYetHint, 'muted')];
  const next = dayName(Math.min(...dues), host.now(), lang);
  const count = dues.filter((due) => dayName(due, host.now(), lang) === next).length;
  return [paragraph(words.nothingDue), paragraph(words.next(next, count), 'muted')];
}

/** Grades a file of answers, and records them. */
async function gradeFile(
  session: Session,
  catalog: Catalog,
  start: QuizState,
  { answers: path = '-', json }: ReviewRequest,
): Promise<number> {
  const { readAnswers } = await import('./answers-file.ts');
  // Which items are due depends on the day: a file may answer others too. Where packs share an id, the due one is meant.
  const places = itemPlaces(catalog);
  const others = openItems(catalog, places, [...places.keys()]);
  const read = readAnswers(session, path, [...start.items, ...others]);
  // What the file leaves out was not asked: it stays due.
  const asked = start.items.filter(({ key }) => read[key] !== undefined);
  const items = await preparedItems(session, asked);
  const answers = Object.fromEntries(items.map(({ key }) => [key, { answer: read[key]! }]));
  const state: QuizState = { ...start, items, answers };
  session.record(attemptEvents(state));
  if (json === true) writeJson(session, state);
  else session.print(resultNodes({ ...state, places: placesFor(catalog, items) }, session.terminal));
  return EXIT.done;
}

/** Items of several packs may have one id: with their packs, names are unique. */
function writeJson(session: Session, state: QuizState): void {
  const isOne = packsOf(state.items).size === 1;
  const result = resultJson(state, null, ({ key, item }) => (isOne ? item.id : key));
  session.write(`${JSON.stringify(result)}\n`);
}

/** What stays on the terminal after the review's screen is gone: the result, and how much is left for today. */
async function farewell(
  session: Session,
  state: QuizState,
  left: number,
  interrupted: boolean,
): Promise<void> {
  const { review: words } = messagesOf(state.lang);
  const answered = state.items.filter(({ key }) => state.answers[key] !== undefined);
  const isHeard = session.terminal.screenReader && answered.length === state.items.length;
  const lines = [
    ...(answered.length === 0 || isHeard ? [] : scoreNodes({ ...state, items: answered })),
    ...(answered.length < state.items.length || isHeard ? [] : readNodes(state)),
    paragraph(left === 0 ? words.allDone : words.left(left), 'muted'),
  ];
  if (session.terminal.screenReader || interrupted) session.print(lines);
  else {
    const { panel } = await import('./panel.ts');
    session.write(`${panel(lines, session.terminal)}\n`);
  }
}
