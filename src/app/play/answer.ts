/** What docker-tutor's own words at the prompt answer. */
import { UserError } from '../../platform/errors.ts';
import { renderNodes } from '../../terminal/render.ts';
import { withoutControls } from '../../text/control.ts';
import { playMessagesOf } from '../../text/messages/play.ts';
import { looseWords } from '../../text/shell-words.ts';
import type { Node } from '../../view/nodes.ts';
import { engineNodes, helpNodes } from '../../view/play/nodes.ts';
import { engineModel } from '../engine-picture.ts';
import type { Sandbox } from '../open-sandbox.ts';
import type { Session } from '../session.ts';
import { type OwnLine, type OwnWord, switchOf } from './words.ts';

/** The words of `play`. */
export const PLAY_WORDS: readonly OwnWord[] = [
  'help',
  'undo',
  'redo',
  'draw',
  'explain',
  'edit',
  'reset',
  'exit',
];

/** What a word of our own says. */
export interface WordAnswer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Answers a word of our own; `edit` and `exit` are the shell's, and a `reset` has been done already.
 *
 * @param sandbox what it is about; `undo` and `redo` change it
 */
export async function answerTo(session: Session, sandbox: Sandbox, own: OwnLine): Promise<WordAnswer> {
  const words = playMessagesOf(session.lang);
  const { terminal, lang } = session;
  switch (own.word) {
    case 'help':
      return said(session, helpNodes(words));
    case 'undo':
      return moved(sandbox.undo(), words.undone, words.nothingToUndo, 'undo');
    case 'redo':
      return moved(sandbox.redo(), words.redone, words.nothingToRedo, 'redo');
    case 'reset':
      return { exit: 0, stdout: '', stderr: words.wasReset };
    case 'draw': {
      if (switchOf(own.rest) !== undefined)
        return { exit: 1, stdout: '', stderr: `draw: ${words.picture.needsTerminal}` };
      if (own.rest !== '') return { exit: 2, stdout: '', stderr: `draw: ${words.picture.standsAlone}` };
      // Boxes are for eyes on a terminal; a pipe and a screen reader get words.
      const drawn = terminal.interactive && !terminal.screenReader;
      const scene = { model: await engineModel(sandbox), hidden: [], highlight: [], notes: [] };
      const columns = columnsOf(session);
      return said(session, engineNodes(scene, { ...terminal, columns, lang }, drawn));
    }
    case 'explain':
      return await explained(session, own.rest);
    default:
      return { exit: 0, stdout: '', stderr: '' };
  }
}

function moved(
  line: string | undefined,
  done: (line: string) => string,
  nothing: string,
  word: string,
): WordAnswer {
  if (line === undefined) return { exit: 1, stdout: '', stderr: `${word}: ${nothing}` };
  return { exit: 0, stdout: '', stderr: done(withoutControls(line.replaceAll('\n', ' '))) };
}

async function explained(session: Session, line: string): Promise<WordAnswer> {
  const words = looseWords(line);
  if (words === undefined)
    return { exit: 2, stdout: '', stderr: `explain: ${playMessagesOf(session.lang).unclosed}` };
  const { explainLine } = await import('../explain.ts');
  try {
    const { nodes, stderr } = await explainLine(session, words);
    return { ...said(session, nodes), exit: stderr === undefined ? 0 : 2, stderr: stderr ?? '' };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const lines = [error.message, error.hint].filter((text) => text !== undefined);
    return { exit: 2, stdout: '', stderr: `explain: ${lines.join('\n')}` };
  }
}

function said(session: Session, nodes: readonly Node[]): WordAnswer {
  const surface = { ...session.terminal, columns: columnsOf(session), whole: true };
  return { exit: 0, stdout: renderNodes(nodes, surface).join('\n'), stderr: '' };
}

/** The width of the terminal as of now: it may have changed since the program began. */
function columnsOf({ host, terminal }: Session): number {
  return (terminal.interactive && host.stdout.columns) || terminal.columns;
}
