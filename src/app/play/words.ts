import { playKo } from '../../text/messages/play.ko.ts';
import type { PlayMessages } from '../../text/messages/play.ts';

/** A word of docker-tutor's own at the prompt. */
export type OwnWord = keyof PlayMessages['words'];

/** A line that begins with one of our own words. */
export interface OwnLine {
  readonly word: OwnWord;
  /** What stands behind it, as it was typed. */
  readonly rest: string;
}

/** Words that take nothing behind them: with more words a line belongs to the shell, as `help cd` does. */
const ALONE: ReadonlySet<string> = new Set<OwnWord>(['help', 'undo', 'redo', 'reset']);

/** What may stand behind `draw`, in every language. */
const SWITCH: Readonly<Record<string, 'on' | 'off'>> = { on: 'on', off: 'off', 켜기: 'on', 끄기: 'off' };

/** What `draw` is told with what stands behind it; nothing if it is told nothing. */
export function switchOf(rest: string): 'on' | 'off' | undefined {
  return Object.hasOwn(SWITCH, rest) ? SWITCH[rest] : undefined;
}

/**
 * The word of our own that a line begins with; Korean words are understood in every language.
 *
 * @param line as it was typed
 * @param known the words that mean something here
 * @returns nothing if the line belongs to the shell
 */
export function ownLine<Word extends string = OwnWord>(
  line: string,
  known: readonly Word[],
  aliases: Readonly<Record<string, string>> = playKo.aliases,
): { readonly word: Word; readonly rest: string } | undefined {
  const text = line.normalize('NFC').trim();
  const [, first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const word = known.find((each) => each === (aliases[first] ?? first));
  if (word === undefined) return undefined;
  if (ALONE.has(word) && rest !== '') return undefined;
  return { word, rest };
}
