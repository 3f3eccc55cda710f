import { emitKeypressEvents } from 'node:readline';
import type { ReadStream } from 'node:tty';
import { setRawMode } from './raw-mode.ts';

/** A key event of Node's readline. */
interface KeypressEvent {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly sequence?: string;
}

const NAMES: Readonly<Record<string, string>> = {
  return: 'enter',
  pageup: 'page-up',
  pagedown: 'page-down',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  enter: 'enter',
  escape: 'escape',
  backspace: 'backspace',
  space: 'space',
  tab: 'tab',
  delete: 'delete',
};

/**
 * The program's name of a key.
 *
 * @param text the characters that arrived; decomposed Hangul is composed
 * @param key what readline made of them
 * @returns a character, a word such as `left` or `enter`, `ctrl-` and a letter, or nothing for what is no key
 */
export function keyName(text: string | undefined, key: KeypressEvent): string | undefined {
  if (key.ctrl === true && key.name !== undefined) return `ctrl-${key.name}`;
  const named = key.name === undefined ? undefined : NAMES[key.name];
  if (named !== undefined) return named;
  const typed = (text ?? '').normalize('NFC');
  return typed === '' || /\p{Cc}/u.test(typed) ? undefined : typed;
}

/**
 * Listens to a keyboard, key by key.
 *
 * @param input the terminal
 * @param onKey called with each key's name
 * @returns a function that stops listening and gives the terminal's line mode back
 */
export function listenToKeys(input: ReadStream, onKey: (key: string) => void): () => void {
  const listener = (text: string | undefined, key: KeypressEvent): void => {
    const name = keyName(text, key);
    if (name !== undefined) onKey(name);
  };
  emitKeypressEvents(input);
  setRawMode(input, true);
  input.on('keypress', listener);
  input.resume();
  return () => {
    input.off('keypress', listener);
    setRawMode(input, false);
    input.pause();
  };
}
