/** The words of a lab's prompt, apart from what the shell understands. */

import { playKo } from '../text/messages/play.ko.ts';
import { ownLine } from './play/words.ts';

const LAB_WORDS = [
  'help',
  'tasks',
  'hint',
  'solution',
  'answer',
  'undo',
  'redo',
  'draw',
  'explain',
  'edit',
  'reset',
  'exit',
] as const;
export type LabWord = (typeof LAB_WORDS)[number];

/** Korean words, understood in every language. */
export const LAB_ALIASES: Readonly<Record<string, string>> = {
  ...playKo.aliases,
  과제: 'tasks',
  힌트: 'hint',
  풀이: 'solution',
  정답: 'solution',
  답: 'answer',
};

/** Words that take nothing behind them: with more words a line belongs to the shell. */
const ALONE: readonly LabWord[] = ['tasks', 'hint', 'solution'];

/** The word of our own that a line begins with; nothing if the line belongs to the shell. */
export function labLine(line: string): { readonly word: LabWord; readonly rest: string } | undefined {
  const own = ownLine(line, LAB_WORDS, LAB_ALIASES);
  return own !== undefined && ALONE.includes(own.word) && own.rest !== '' ? undefined : own;
}
