/** `explain`: what a docker command line does, for a session on a terminal or in a pipe. */
import { UserError } from '../platform/errors.ts';
import { withoutControls } from '../text/control.ts';
import { inLanguage } from '../text/localized.ts';
import { explainMessagesOf } from '../text/messages/explain.ts';
import { plainPhrase } from '../text/prose.ts';
import { explain } from '../tutor/explain/explain.ts';
import { explanationNodes, type LessonToRead, notRunNodes } from '../view/explain/explained.ts';
import type { Node } from '../view/nodes.ts';
import type { Session } from './session.ts';

/** What is to be said of a command line. */
export interface Answer {
  readonly nodes: readonly Node[];
  /** Docker's own message, which belongs on stderr. */
  readonly stderr?: string;
}

/**
 * Explains a docker command line.
 *
 * @param line its words, with or without a leading `docker`
 * @param columns the width of the lines in cells
 * @throws UserError if there are no words, or they begin with no command of docker
 */
export async function explainLine(
  session: Session,
  line: readonly string[],
  columns = session.terminal.columns,
): Promise<Answer> {
  const { lang } = session;
  const words = explainMessagesOf(lang);
  const shown = line.map(withoutControls);
  if (shown.length === 0) throw new UserError(words.missing, words.notDockerHint);
  const explained = explain(shown);
  const lesson = await lessonToRead(session, explained.lessons);
  if (explained.kind === 'command') return { nodes: explanationNodes(explained, lesson, lang, columns) };
  const typed = `docker ${(shown[0] === 'docker' ? shown.slice(1) : shown).join(' ')}`.trim();
  if (explained.kind === 'unknown') {
    const { meant } = explained;
    throw new UserError(
      words.notDocker(typed),
      meant === undefined ? words.notDockerHint : words.didYouMean(meant),
    );
  }
  const nodes = notRunNodes(explained, typed, lesson, lang);
  return explained.kind === 'help' ? { nodes } : { nodes, stderr: explained.said };
}

/** The first of some lessons that a pack has. */
async function lessonToRead(session: Session, ids: readonly string[]): Promise<LessonToRead | undefined> {
  if (ids.length === 0) return undefined;
  const { lessons } = await session.catalog();
  for (const id of ids) {
    const found = lessons.find(({ entry }) => entry.id === id);
    if (found === undefined) continue;
    return { id, title: plainPhrase(inLanguage(found.entry.title, session.lang)) };
  }
  return undefined;
}
