/** `play` on a terminal. */
import { playMessagesOf } from '../../text/messages/play.ts';
import { greetingNodes } from '../../view/play/nodes.ts';
import { openSandbox, type Sandbox } from '../open-sandbox.ts';
import type { Session } from '../session.ts';
import type { Completions } from '../shell-prompt.ts';
import { runShell, type Shell } from '../shell-run.ts';
import { LivePicture } from './live-picture.ts';
import { type OwnWord, ownLine, switchOf } from './words.ts';

/** Rows of a screen that a picture leaves to the command before it and the prompt behind it. */
const PROMPT_ROWS = 3;

/** The words of `play`; what they do is loaded when one is typed. */
const WORDS: readonly OwnWord[] = ['help', 'undo', 'redo', 'draw', 'explain', 'edit', 'reset', 'exit'];

/**
 * Runs the shell until the learner leaves.
 *
 * @returns the exit code
 */
export function playOnTerminal(session: Session): Promise<number> {
  const words = playMessagesOf(session.lang);
  const picture = new LivePicture(session, false, 'words');
  return runShell<OwnWord>(session, {
    open: (to) => openSandbox(session, to),
    greeting: greetingNodes(words),
    own: (line) => ownLine(line, WORDS),
    answer: (word, rest, shell) => answer(session, shell, word, rest, picture),
    after: async (shell) => shell.show(await picture.changes(shell.sandbox(), PROMPT_ROWS)),
    complete: completerFor(session, Object.entries(words.words)),
  });
}

/**
 * Answers a word of `play` on a terminal: for other shells, too, that have these words.
 *
 * @param picture what `draw on` and `draw off` turn on and off
 */
export async function answer(
  session: Session,
  shell: Shell,
  word: OwnWord,
  rest: string,
  picture: LivePicture,
): Promise<'done' | 'shell'> {
  const how = word === 'draw' ? switchOf(rest) : undefined;
  if (how !== undefined) {
    shell.show([await picture.turn(how, shell.sandbox())]);
    return 'done';
  }
  if (word === 'edit' || word === 'exit') return 'shell';
  if (word === 'reset') shell.replace(await openSandbox(session, shell.to));
  const { answerTo } = await import('./answer.ts');
  const { stdout, stderr } = await answerTo(session, shell.sandbox(), { word, rest });
  for (const text of [stderr, stdout]) if (text !== '') shell.say(text.replace(/\n+$/, ''));
  return 'done';
}

/**
 * A completer for a shell on the sandbox.
 *
 * @param own words that are not the shell's, each with what it does
 */
export function completerFor(
  session: Session,
  own: readonly (readonly [string, string])[],
): (before: string, sandbox: Sandbox, directory: string) => Completions {
  let complete: typeof import('./complete.ts').completeLine | undefined;
  // It is there long before anybody can press the key: the sandbox, which is loaded meanwhile, is ten times as large.
  void import('./complete.ts').then((module) => {
    complete = module.completeLine;
  });
  const words = own.map(([text, does]) => ({ text, does }));
  return (before, sandbox, directory) =>
    complete?.(before, {
      world: sandbox.world(),
      list: (folder) => sandbox.listFolder(folder.startsWith('/') ? folder : `${directory}/${folder}`),
      commands: [...words, ...sandbox.listFolder('/usr/bin').map(({ name }) => ({ text: name }))],
      language: session.lang === 'ko' ? 'ko' : 'en',
    }) ?? { word: '', candidates: [] };
}
