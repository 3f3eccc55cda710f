import type { Catalog, CatalogLesson } from '../content/catalog.ts';
import type { Lesson } from '../content/types.ts';
import { EXIT } from '../platform/errors.ts';
import type { Progress } from '../progress/events.ts';
import { inLanguage, type Lang } from '../text/localized.ts';
import { messagesOf } from '../text/messages/index.ts';
import { plainPhrase } from '../text/prose.ts';
import type { Input } from '../tutor/walkthrough/moves.ts';
import type { Answered, Walk } from '../tutor/walkthrough/state.ts';
import { paragraph } from '../view/nodes.ts';
import { findLesson, findStep } from './find.ts';
import { outsideOf } from './outside.ts';
import { languagesToGoRound, tellLanguage } from './pack-language.ts';
import { runWalk, runWalkInLines } from './run-walk.ts';
import type { Session } from './session.ts';
import type { Outside, SessionEnd } from './session-loop.ts';
import { nextLesson, resumeStep } from './where.ts';

/** What `learn` was asked for. */
export interface LearnRequest {
  /** A lesson's name; without one, the lesson to go on with. */
  readonly lesson?: string | undefined;
  /** A step's id or number to begin at. */
  readonly step?: string | undefined;
  /** Begin at the first step, with every question open. */
  readonly fromStart?: boolean | undefined;
}

/**
 * Walks through lessons until the learner stops; in a pipe, prints one and records nothing.
 *
 * @returns the exit code
 */
export async function learn(session: Session, request: LearnRequest): Promise<number> {
  const { messages, terminal } = session;
  const catalog = await session.catalog();
  const named = request.lesson === undefined ? undefined : findLesson(catalog, request.lesson, messages);
  if (!terminal.interactive) return printLesson(session, catalog, named, request.step);

  const lesson = named ?? nextLesson(catalog, await session.progress()) ?? catalog.lessons[0];
  if (lesson === undefined) return EXIT.done;
  return farewell(session, await walkFrom(session, catalog, lesson, session.lang, request));
}

/**
 * Walks through a lesson, and those that the learner opens after it, until the learner stops.
 *
 * @param lesson the lesson to begin with
 * @param lang the language to begin in
 * @param request where in it to begin
 * @returns where the learner stopped
 */
export async function walkFrom(
  session: Session,
  catalog: Catalog,
  lesson: CatalogLesson,
  lang: Lang,
  request: Pick<LearnRequest, 'step' | 'fromStart'>,
): Promise<SessionEnd<Walk>> {
  const walk = startOf(session, catalog, lesson, await session.progress(), lang, request);
  const end = await runOnTerminal(session, walk);
  if (end.open === undefined) return end;
  const next = findLesson(catalog, `${lesson.pack.id}/${end.open.lesson}`, session.messages);
  return walkFrom(session, catalog, next, end.state.lang, {});
}

async function printLesson(
  session: Session,
  catalog: Catalog,
  named: CatalogLesson | undefined,
  step: string | undefined,
): Promise<number> {
  const found = named ?? nextLesson(catalog, await session.progress()) ?? catalog.lessons[0];
  if (found === undefined) return EXIT.done;
  const lesson = catalog.open(found);
  if (step !== undefined) findStep(lesson, step, session.messages);
  tellLanguage(session, lesson.languages);
  const { lessonDocument } = await import('../view/lesson-document.ts');
  session.print(lessonDocument(lesson, session.lang));
  return EXIT.done;
}

function startOf(
  session: Session,
  catalog: Catalog,
  found: CatalogLesson,
  progress: Progress,
  lang: Lang,
  request: Pick<LearnRequest, 'step' | 'fromStart'>,
): Walk {
  const lesson = catalog.open(found);
  tellLanguage(session, lesson.languages);
  const named = request.step === undefined ? undefined : findStep(lesson, request.step, session.messages);
  const resumed = request.fromStart === true ? 0 : resumeStep(found, progress);
  const next = catalog.after(found);
  return {
    lesson,
    lang,
    languages: languagesToGoRound(lesson.languages),
    step: named ?? resumed,
    frame: 0,
    motion: session.terminal.motion,
    scroll: 0,
    answered: request.fromStart === true ? {} : answersOf(found, progress),
    passedOver: [],
    practice: !session.terminal.screenReader,
    tried: request.fromStart === true ? [] : (progress.lessons[found.key]?.tried ?? []),
    ...(next === undefined ? {} : { next: { id: next.entry.id, title: next.entry.title } }),
  };
}

/** What the learner answered on earlier days, by the item's id. */
function answersOf({ pack, entry }: CatalogLesson, progress: Progress): Record<string, Answered> {
  const answers: Record<string, Answered> = {};
  for (const id of entry.items) {
    const last = progress.items[`${pack.id}/${id}`]?.last;
    if (last === undefined || !isChoice(last.answer)) continue;
    answers[id] = { answer: last.answer, ...(last.sure === undefined ? {} : { sure: last.sure }) };
  }
  return answers;
}

function isChoice(answer: unknown): answer is string | readonly string[] {
  return typeof answer === 'string' || Array.isArray(answer);
}

function runOnTerminal(session: Session, walk: Walk): Promise<SessionEnd<Walk>> {
  return session.terminal.screenReader
    ? runWalkInLines(walk, outsideOf(session))
    : runWalk(walk, { ...outsideOf(session), practice: practiceFor(session, walk.lesson) });
}

/** What a lesson's steps give to try, on the sandbox. */
function practiceFor(session: Session, lesson: Lesson): NonNullable<Outside<Input>['practice']> {
  return async (step, lang) => {
    const { practise } = await import('./practice.ts');
    return { type: 'tried', step, met: await practise(session, lesson, step, lang) };
  };
}

/** What stays on the terminal after the lesson's screen is gone: where the learner is, and how to go on. */
async function farewell(session: Session, { state: walk, exitCode }: SessionEnd<Walk>): Promise<number> {
  const { walk: words } = messagesOf(walk.lang);
  const title = plainPhrase(inLanguage(walk.lesson.title, walk.lang));
  const steps = walk.lesson.steps.length;
  const saved = walk.step >= steps ? words.savedEnd(title) : words.saved(title, walk.step + 1, steps);
  const lines = [paragraph(saved), paragraph(`${words.goOn}: docker-tutor learn`, 'muted')];
  if (session.terminal.screenReader || exitCode !== undefined) session.print(lines);
  else {
    const { panel } = await import('./panel.ts');
    session.write(`${panel(lines, session.terminal)}\n`);
  }
  return exitCode ?? EXIT.done;
}
