import { type HomeAction, home } from '../../app/home.ts';
import { learn } from '../../app/learn.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { type Session, withSession } from '../../app/session.ts';
import { labStateOf, nextLesson, stateOf } from '../../app/where.ts';
import { suggest } from '../../content/suggest.ts';
import { EXIT, UserError } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { inLanguage } from '../../text/localized.ts';
import { plainPhrase } from '../../text/prose.ts';

/** `docker-tutor`: home. Words that are no command end up here too, and are told so. */
export function run(host: Host, options: GlobalOptions, words: readonly string[]): Promise<number> {
  const word = words[0];
  return withSession(
    host,
    options,
    async (session) => {
      if (word !== undefined) throw await unknownCommand(word, session);
      return await home(session, (action) => perform(action, session, host, options));
    },
    word === undefined ? 'once' : 'never',
  );
}

async function unknownCommand(word: string, { messages }: Session): Promise<UserError> {
  const { helpEn } = await import('../../text/messages/help.en.ts');
  const names = Object.keys(helpEn.commands).filter((name) => !name.includes(' ') && name !== 'docker-tutor');
  const near = suggest(word, names);
  const { error } = messages;
  return new UserError(
    error.unknownCommand(word),
    near === undefined ? error.seeHelp('docker-tutor') : error.didYouMean(`docker-tutor ${near}`),
  );
}

/** Does what was chosen on the home screen; an exit code ends the program, nothing comes back to the menu. */
async function perform(
  action: HomeAction,
  session: Session,
  host: Host,
  options: GlobalOptions,
): Promise<number | undefined> {
  switch (action.do) {
    case 'learn':
      return await learn(session, { lesson: action.lesson });
    case 'review': {
      const { review } = await import('../../app/review.ts');
      return await review(session, {});
    }
    case 'choose':
      return await chooseLesson(session);
    case 'quiz':
      return await chooseQuiz(session);
    case 'lab':
      return await chooseLab(session);
    case 'progress': {
      const { run: progress } = await import('./progress.ts');
      await progress(host, options);
      return undefined;
    }
    case 'term': {
      const { run: term } = await import('./term.ts');
      await term(host, options, []);
      return undefined;
    }
    case 'config': {
      const { run: config } = await import('./config-edit.ts');
      await config(host, options);
      return undefined;
    }
    case 'doctor': {
      const { run: doctor } = await import('./doctor.ts');
      await doctor(host, options);
      return undefined;
    }
    case 'quit':
      return EXIT.done;
  }
}

async function chooseLesson(session: Session): Promise<number | undefined> {
  const catalog = await session.catalog();
  const progress = await session.progress();
  const { home, list } = session.messages;
  const { choose } = await import('../../app/ask.ts');
  const key = await choose<string | null>(
    session,
    home.whichLesson,
    [
      ...catalog.lessons.map((lesson) => ({
        name: `${plainPhrase(inLanguage(lesson.entry.title, session.lang))} (${list.state[stateOf(lesson, progress)]})`,
        value: lesson.key,
      })),
      { name: home.back, value: null },
    ],
    nextLesson(catalog, progress)?.key,
  );
  return key === null ? undefined : await learn(session, { lesson: key });
}

async function chooseQuiz(session: Session): Promise<number | undefined> {
  const catalog = await session.catalog();
  const { quizzes } = await session.progress();
  const { home } = session.messages;
  const { choose } = await import('../../app/ask.ts');
  const stateOfQuiz = (key: string): keyof typeof home.quizState => {
    const known = quizzes[key];
    if (known?.attempt !== undefined) return 'started';
    return known?.best === undefined ? 'new' : known.best.passed ? 'passed' : 'notPassed';
  };
  const key = await choose<string | null>(session, home.whichQuiz, [
    ...catalog.quizzes.map((quiz) => ({
      name: `${plainPhrase(inLanguage(quiz.entry.title, session.lang))} (${home.quizState[stateOfQuiz(quiz.key)]})`,
      value: quiz.key,
    })),
    { name: home.back, value: null },
  ]);
  if (key === null) return undefined;
  const { quiz } = await import('../../app/quiz.ts');
  return await quiz(session, { name: key });
}

async function chooseLab(session: Session): Promise<number | undefined> {
  const catalog = await session.catalog();
  const progress = await session.progress();
  const { home, list } = session.messages;
  const { choose } = await import('../../app/ask.ts');
  const { lab, nextLab } = await import('../../app/lab.ts');
  const key = await choose<string | null>(
    session,
    home.whichLab,
    [
      ...catalog.labs.map((each) => ({
        name: `${plainPhrase(inLanguage(each.entry.title, session.lang))} (${list.state[labStateOf(each.key, progress)]})`,
        value: each.key,
      })),
      { name: home.back, value: null },
    ],
    nextLab(catalog, progress)?.key,
  );
  return key === null ? undefined : await lab(session, { name: key });
}
