import type { Catalog } from '../content/catalog.ts';
import { EXIT, UserError } from '../platform/errors.ts';
import { randomId } from '../platform/random.ts';
import { messagesOf } from '../text/messages/index.ts';
import { draw } from '../tutor/quiz/draw.ts';
import { attemptEvents } from '../tutor/quiz/events.ts';
import { resumedAttempt } from '../tutor/quiz/resume.ts';
import { type QuizState, startSession } from '../tutor/quiz/state.ts';
import { scoreOf } from '../tutor/quiz/summary.ts';
import { paragraph } from '../view/nodes.ts';
import { titleOf } from '../view/quiz/page.ts';
import { readNodes, resultNodes, scoreNodes } from '../view/quiz/summary.ts';
import { languagesToGoRound, tellLanguage } from './pack-language.ts';
import { preparedItems } from './prepare-items.ts';
import { findPool, type Pool } from './quiz-pool.ts';
import { resultJson } from './quiz-result.ts';
import { placesFor, runSession } from './run-session.ts';
import type { Session } from './session.ts';

/** What `quiz` was asked for. */
export interface QuizRequest {
  /** A quiz, lesson, module or pack; without one, the quiz that comes next. */
  readonly name?: string | undefined;
  /** How many items, as the user wrote it. */
  readonly count?: string | undefined;
  readonly seed?: string | undefined;
  /** A file of answers, or `-`. */
  readonly answers?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Letters of a seed that nobody chose: enough that no two attempts are alike, few enough to copy by hand. */
const SEED_LENGTH = 6;

/**
 * Takes a quiz: on a terminal, or from a file of answers.
 *
 * @returns the exit code: `notPassed` under the pass mark
 * @throws UserError for a name or number that cannot be, answers with problems, or a pipe without answers
 */
export async function quiz(session: Session, request: QuizRequest): Promise<number> {
  const { messages, terminal } = session;
  const count = countOf(session, request.count);
  if (request.answers === undefined && !terminal.interactive)
    throw new UserError(messages.quiz.needsTerminal, messages.quiz.needsTerminalHint);
  const catalog = await session.catalog();
  const progress = await session.progress();
  const found = findPool(catalog, request.name, progress, messages);
  const pool: Pool = { ...found, items: await preparedItems(session, found.items) };
  tellLanguage(session, pool.languages);
  if (request.answers !== undefined) {
    const state = newAttempt(session, pool, request, count);
    return await gradeFile(session, catalog, pool, state, request.answers, request.json === true);
  }
  const begun = progress.quizzes[pool.key]?.attempt;
  // Whoever says how to draw wants a new attempt.
  const goesOn = begun !== undefined && request.seed === undefined && count === undefined;
  const resumed = goesOn ? resumedAttempt(begun, pool.items) : undefined;
  const start =
    resumed === undefined
      ? newAttempt(session, pool, request, count)
      : startSession({ ...attemptAt(session, pool), ...resumed });
  const { state, exitCode } = await runSession(session, catalog, start);
  if (request.json === true) session.write(`${JSON.stringify(resultJson(state, pool.id))}\n`);
  else await farewell(session, pool, state, exitCode !== undefined);
  // Whoever leaves in the middle has neither passed nor failed.
  return exitCode ?? (answeredIn(state) < state.items.length ? EXIT.done : exitCodeOf(state));
}

function countOf({ messages }: Session, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UserError(messages.quiz.badCount(text), messages.quiz.badCountHint);
}

/** What every attempt at a pool has in common. */
function attemptAt({ lang }: Session, { key, pass, title, languages }: Pool) {
  const languagesShown = languagesToGoRound(languages);
  return { via: 'quiz', quiz: { key, pass }, title, lang, languages: languagesShown } as const;
}

function newAttempt(
  session: Session,
  pool: Pool,
  request: QuizRequest,
  count: number | undefined,
): QuizState {
  const seed = request.seed ?? randomId(SEED_LENGTH);
  const items = draw(pool.items, seed, count ?? pool.draw);
  return startSession({ ...attemptAt(session, pool), items, seed });
}

/** Grades a file of answers, and records it as an attempt. */
async function gradeFile(
  session: Session,
  catalog: Catalog,
  pool: Pool,
  start: QuizState,
  path: string,
  json: boolean,
): Promise<number> {
  const { readAnswers } = await import('./answers-file.ts');
  const read = readAnswers(session, path, pool.items);
  const given = start.items.flatMap(({ key }) => {
    const answer = read[key];
    return answer === undefined ? [] : [[key, { answer }] as const];
  });
  const state: QuizState = { ...start, answers: Object.fromEntries(given) };
  session.record(attemptEvents(state));
  if (json) session.write(`${JSON.stringify(resultJson(state, pool.id))}\n`);
  else session.print(resultNodes({ ...state, places: placesFor(catalog, state.items) }, session.terminal));
  return exitCodeOf(state);
}

/** What a script is told of an attempt that came to its end. */
function exitCodeOf(state: QuizState): number {
  return scoreOf(state).passed === false ? EXIT.notPassed : EXIT.done;
}

/** How many items of an attempt have an answer. */
function answeredIn({ items, answers }: QuizState): number {
  return items.filter(({ key }) => answers[key] !== undefined).length;
}

/** What stays on the terminal after the quiz's screen is gone: the result and what to read again, or how to go on. */
async function farewell(session: Session, pool: Pool, state: QuizState, interrupted: boolean): Promise<void> {
  const { quiz: words } = messagesOf(state.lang);
  const all = state.items.length;
  const answered = answeredIn(state);
  const done = answered === all;
  const lines = done
    ? [...scoreNodes(state), ...readNodes(state)]
    : [
        paragraph(words.saved(titleOf(state), answered, all)),
        paragraph(`${words.goOn}: docker-tutor quiz ${pool.id}`, 'muted'),
      ];
  // A screen reader has heard the result already.
  if (session.terminal.screenReader && done) return;
  if (session.terminal.screenReader || interrupted) session.print(lines);
  else {
    const { panel } = await import('./panel.ts');
    session.write(`${panel(lines, session.terminal)}\n`);
  }
}
