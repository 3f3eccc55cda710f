import type { Catalog, CatalogLesson } from '../content/catalog.ts';
import { EXIT } from '../platform/errors.ts';
import type { Progress } from '../progress/events.ts';
import { inLanguage, type Lang } from '../text/localized.ts';
import { isUiLanguage, messagesOf, UI_LANGUAGES } from '../text/messages/index.ts';
import { plainPhrase } from '../text/prose.ts';
import type { Answered, Walk } from '../tutor/walkthrough/state.ts';
import { paragraph } from '../view/nodes.ts';
import { findLesson, findStep } from './find.ts';
import type { Session } from './session.ts';
import { runWalk, type WalkEnd, type WalkLoop } from './walk-loop.ts';
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

  const progress = await session.progress();
  let lesson: CatalogLesson | undefined = named ?? nextLesson(catalog, progress) ?? catalog.lessons[0];
  let { lang } = session;
  let first: LearnRequest | undefined = request;
  while (lesson !== undefined) {
    const walk = startOf(session, catalog, lesson, await session.progress(), lang, first ?? {});
    const end = await runOnTerminal(session, walk);
    lang = end.walk.lang;
    if (end.open === undefined) return farewell(session, end);
    lesson = findLesson(catalog, `${lesson.pack.id}/${end.open}`, messages);
    first = undefined;
  }
  return EXIT.done;
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

/** A learner whose language the pack lacks is told so, once. */
function tellLanguage({ lang, messages, warn }: Session, languages: readonly Lang[]): void {
  const first = languages[0];
  if (first === undefined || languages.includes(lang)) return;
  const wanted = isUiLanguage(lang) ? messages.languageName : lang;
  warn(messages.walk.fromPackLanguage(wanted, isUiLanguage(first) ? messagesOf(first).languageName : first));
}

function startOf(
  session: Session,
  catalog: Catalog,
  found: CatalogLesson,
  progress: Progress,
  lang: Lang,
  request: LearnRequest,
): Walk {
  const lesson = catalog.open(found);
  tellLanguage(session, lesson.languages);
  const named = request.step === undefined ? undefined : findStep(lesson, request.step, session.messages);
  const resumed = request.fromStart === true ? 0 : resumeStep(found, progress);
  const next = catalog.after(found);
  const spoken = lesson.languages.filter(isUiLanguage);
  return {
    lesson,
    lang,
    languages: spoken.length > 1 ? spoken : UI_LANGUAGES,
    step: named ?? resumed,
    frame: 0,
    motion: session.terminal.motion,
    scroll: 0,
    answered: request.fromStart === true ? {} : answersOf(found, progress),
    passedOver: [],
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

async function runOnTerminal(session: Session, walk: Walk): Promise<WalkEnd> {
  const loop: WalkLoop = {
    host: session.host,
    charset: session.terminal.charset,
    theme: session.terminal.theme,
    record: (events) => session.record(events),
    keepLanguage: (lang) => {
      if (isUiLanguage(lang)) session.keep({ language: lang });
    },
  };
  if (!session.terminal.screenReader) return await runWalk(walk, loop);
  const { runLinearWalk } = await import('./linear-loop.ts');
  return await runLinearWalk(walk, loop);
}

/** What stays on the terminal after the lesson's screen is gone: where the learner is, and how to go on. */
async function farewell(session: Session, { walk, exitCode }: WalkEnd): Promise<number> {
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
