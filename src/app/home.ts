import type { Catalog, CatalogLesson } from '../content/catalog.ts';
import { EXIT } from '../platform/errors.ts';
import type { Progress } from '../progress/events.ts';
import { inLanguage, type Lang } from '../text/localized.ts';
import { type Messages, messagesOf } from '../text/messages/index.ts';
import { plainPhrase } from '../text/prose.ts';
import { GAP, type Node, paragraph, span } from '../view/nodes.ts';
import { firstDue } from './due.ts';
import type { Session } from './session.ts';
import { doneCount, nextLesson, resumeStep, stateOf } from './where.ts';

/** What can be done from home, and the command that does the same. */
export type HomeAction =
  | { readonly do: 'learn'; readonly lesson?: string }
  | {
      readonly do: 'review' | 'choose' | 'quiz' | 'lab' | 'progress' | 'term' | 'config' | 'doctor' | 'quit';
    };

/** An entry of the home screen. */
export interface HomeEntry {
  readonly name: string;
  /** The command to copy, where a menu cannot be. */
  readonly command?: string;
  readonly action: HomeAction;
}

/**
 * What home offers, the most useful first: what is due is about to be forgotten.
 *
 * @param catalog the packs
 * @param progress the learner's
 * @param due how many items are due today
 * @param lang the language of titles
 */
export function homeEntries(catalog: Catalog, progress: Progress, due: number, lang: Lang): HomeEntry[] {
  const { home } = messagesOf(lang);
  const next = nextLesson(catalog, progress);
  const { quizzes } = catalog;
  const review: HomeEntry = {
    name: home.review(due),
    command: 'docker-tutor review',
    action: { do: 'review' },
  };
  const quiz: HomeEntry = { name: home.quizzes, command: 'docker-tutor quiz', action: { do: 'quiz' } };
  const lab: HomeEntry = { name: home.labs, command: 'docker-tutor lab', action: { do: 'lab' } };
  return [
    ...(due === 0 ? [] : [review]),
    ...(next === undefined ? [] : [learnEntry(next, progress, lang, home)]),
    { name: home.chooseLesson, command: 'docker-tutor list', action: { do: 'choose' } },
    ...(quizzes.length === 0 ? [] : [quiz]),
    ...(catalog.labs.length === 0 ? [] : [lab]),
    { name: home.progress, command: 'docker-tutor progress', action: { do: 'progress' } },
    { name: home.terms, command: 'docker-tutor term', action: { do: 'term' } },
    { name: home.settings, command: 'docker-tutor config', action: { do: 'config' } },
    { name: home.doctor, command: 'docker-tutor doctor', action: { do: 'doctor' } },
    { name: home.quit, action: { do: 'quit' } },
  ];
}

function learnEntry(
  lesson: CatalogLesson,
  progress: Progress,
  lang: Lang,
  home: Messages['home'],
): HomeEntry {
  const title = plainPhrase(inLanguage(lesson.entry.title, lang));
  const started = stateOf(lesson, progress) === 'started';
  const anything = Object.keys(progress.lessons).length > 0;
  const name = started
    ? home.goOn(title, resumeStep(lesson, progress) + 1, lesson.entry.steps.length)
    : anything
      ? home.nextUp(title)
      : home.start(title);
  return { name, command: 'docker-tutor learn', action: { do: 'learn', lesson: lesson.key } };
}

/** The head of the home screen: what this is, and how far the learner is. */
export function homeHead(catalog: Catalog, progress: Progress, lang: Lang): Node[] {
  const { home } = messagesOf(lang);
  const { done, all } = doneCount(catalog, progress);
  const state =
    Object.keys(progress.lessons).length === 0
      ? home.welcome
      : done === all
        ? home.allDone
        : home.done(done, all);
  return [
    { t: 'text', spans: [span('docker-tutor', 'accent'), span(`  ${home.tagline}`)] },
    paragraph(state, 'muted'),
  ];
}

/**
 * Home: in a terminal a panel and a menu, in a pipe the same as lines with the commands to copy.
 *
 * @param perform does what was chosen, and gives the exit code to end with, or nothing to come back to the menu
 * @returns the exit code
 */
export async function home(
  session: Session,
  perform: (action: HomeAction) => Promise<number | undefined>,
): Promise<number> {
  const catalog = await session.catalog();
  if (!session.terminal.interactive) {
    const { progress, due } = await stateOfToday(session, catalog);
    const lines = homeEntries(catalog, progress, due, session.lang).filter(
      (entry) => entry.command !== undefined,
    );
    const entries = lines.map(
      (entry, index): Node => ({
        t: 'text',
        lead: span(`${index + 1}. `),
        spans: [span(entry.name), span(`  ${entry.command ?? ''}`, 'code')],
      }),
    );
    session.print([...homeHead(catalog, progress, session.lang), GAP, ...entries]);
    return EXIT.done;
  }
  for (;;) {
    const { progress, due } = await stateOfToday(session, catalog);
    const head = homeHead(catalog, progress, session.lang);
    session.print([GAP, ...head, GAP]);
    // The menu's library is loaded once the head is on the screen: it takes longer than all the rest.
    const { choose } = await import('./ask.ts');
    const entries = homeEntries(catalog, progress, due, session.lang);
    const action = await choose(
      session,
      session.messages.home.question,
      entries.map((entry) => ({ name: entry.name, value: entry.action })),
    );
    const exitCode = await perform(action);
    if (exitCode !== undefined) return exitCode;
  }
}

async function stateOfToday(
  session: Session,
  catalog: Catalog,
): Promise<{ readonly progress: Progress; readonly due: number }> {
  const due = await firstDue(session, catalog, Number.POSITIVE_INFINITY);
  return { progress: await session.progress(), due: due.size };
}
