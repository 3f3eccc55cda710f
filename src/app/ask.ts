import inquirer from 'inquirer';
import { endWhenHungUp } from '../platform/this-process.ts';
import { toAscii } from '../text/ascii.ts';
import type { Session } from './session.ts';

/** Something to choose from a menu. */
export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

/**
 * Lets the user choose from a menu, by arrows or by typing.
 *
 * @param session for the language and the looks of the terminal
 * @param message the question
 * @param choices what to choose from
 * @param preset where the pointer begins; at the first choice without it
 * @throws an `ExitPromptError` on Ctrl-C, which ends the program as interrupted
 */
export async function choose<T>(
  session: Session,
  message: string,
  choices: readonly Choice<T>[],
  preset?: T,
): Promise<T> {
  const { answer } = await untilHungUp(session, () =>
    inquirer.prompt([
      {
        type: 'select',
        name: 'answer',
        message: shown(message, session),
        choices: choices.map((choice) => ({ ...choice, name: shown(choice.name, session) })),
        pageSize: 14,
        loop: false,
        theme: themeOf(session),
        ...(preset === undefined ? {} : { default: preset }),
      },
    ]),
  );
  return answer as T;
}

/**
 * Asks for yes or no; no unless the user says otherwise.
 *
 * @param message the question
 */
export async function confirm(session: Session, message: string): Promise<boolean> {
  const { answer } = await untilHungUp(session, () =>
    inquirer.prompt([
      {
        type: 'confirm',
        name: 'answer',
        message: shown(message, session),
        default: false,
        theme: themeOf(session),
      },
    ]),
  );
  return answer === true;
}

/** Ends the program if the terminal goes away while something is asked on it. */
async function untilHungUp<T>({ host }: Session, ask: () => Promise<T>): Promise<T> {
  const stop = endWhenHungUp(host.stdin);
  try {
    return await ask();
  } finally {
    stop();
  }
}

function shown(text: string, { terminal }: Session): string {
  return terminal.charset === 'ascii' ? toAscii(text) : text;
}

/** Inquirer's looks in the program's own theme, which knows about colour, characters and language. */
function themeOf(session: Session) {
  const { messages, terminal } = session;
  const { theme, charset } = terminal;
  const sign = (unicode: string, ascii: string): string => (charset === 'ascii' ? ascii : unicode);
  const { key } = messages;
  return {
    prefix: { idle: theme('?', 'accent'), done: theme(sign('✓', '+'), 'good') },
    icon: { cursor: sign('❯', '>') },
    style: {
      answer: (text: string) => theme(text, 'accent'),
      message: (text: string) => theme(text, 'strong'),
      highlight: (text: string) => theme(text, 'accent'),
      help: (text: string) => theme(text, 'muted'),
      defaultAnswer: (text: string) => theme(`(${text})`, 'muted'),
      keysHelpTip: () => theme(`${sign('↑↓', 'up/down')} ${key.move}   ${key.enter} ${key.choose}`, 'muted'),
    },
  };
}
