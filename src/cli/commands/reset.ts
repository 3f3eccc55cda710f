import { findLesson } from '../../app/find.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { type Session, withSession } from '../../app/session.ts';
import { forgetTerminals } from '../../app/terminal-profile.ts';
import { EXIT, UserError } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import type { EventBody } from '../../progress/events.ts';
import { inLanguage } from '../../text/localized.ts';
import { plainPhrase } from '../../text/prose.ts';

/** Options of `reset`. */
export interface ResetOptions extends GlobalOptions {
  readonly all?: boolean;
  readonly yes?: boolean;
}

/** What is to be forgotten, and how to speak of it. */
interface Forgetting {
  readonly event: EventBody;
  readonly question: string;
  readonly done: string;
}

/** `reset [lesson or lab] | --all`: asks first; the log keeps what happened, and an event that it no longer counts. */
export function run(host: Host, options: ResetOptions, lesson: string | undefined): Promise<number> {
  return withSession(host, options, async (session) => {
    const { messages, terminal } = session;
    const what = await forgetting(session, options, lesson);
    if (options.yes !== true) {
      if (!terminal.interactive) throw new UserError(messages.reset.needsYes, messages.reset.needsYesHint);
      const { confirm } = await import('../../app/ask.ts');
      if (!(await confirm(session, what.question))) {
        session.write(`${messages.reset.kept}\n`);
        return EXIT.done;
      }
    }
    session.record([what.event]);
    if (options.all === true) forgetTerminals(session.paths.data);
    session.write(`${what.done}\n`);
    return EXIT.done;
  });
}

async function forgetting(
  session: Session,
  options: ResetOptions,
  name: string | undefined,
): Promise<Forgetting> {
  const { reset } = session.messages;
  if (options.all === true) {
    return { event: { type: 'reset', lesson: '*', items: [] }, question: reset.askAll, done: reset.doneAll };
  }
  if (name === undefined) throw new UserError(reset.which, reset.whichHint);
  const catalog = await session.catalog();
  const lab = catalog.findLab(name);
  // A lesson's name means the lesson, with its labs.
  if ('lab' in lab && !('lesson' in catalog.find(name))) {
    const { key, pack, entry } = lab.lab;
    const title = plainPhrase(inLanguage(entry.title, session.lang));
    const items = entry.itemIds.map((id) => `${pack.id}/${id}`);
    return {
      event: { type: 'lab-reset', lab: key, items },
      question: reset.askLesson(title),
      done: reset.doneLesson(title),
    };
  }
  const found = findLesson(catalog, name, session.messages);
  const title = plainPhrase(inLanguage(found.entry.title, session.lang));
  const quizzes = catalog.quizzes.filter(
    ({ pack, entry }) => pack.id === found.pack.id && entry.lesson === found.entry.id,
  );
  const labs = catalog.labs.filter(
    ({ pack, entry }) => pack.id === found.pack.id && entry.lesson === found.entry.id,
  );
  const ids = [...found.entry.items, ...[...quizzes, ...labs].flatMap(({ entry }) => entry.itemIds)];
  const items = ids.map((id) => `${found.pack.id}/${id}`);
  return {
    event: {
      type: 'reset',
      lesson: found.key,
      items,
      quizzes: quizzes.map(({ key }) => key),
      ...(labs.length > 0 && { labs: labs.map(({ key }) => key) }),
    },
    question: reset.askLesson(title),
    done: reset.doneLesson(title),
  };
}
