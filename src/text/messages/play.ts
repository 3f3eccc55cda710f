import type { Lang } from '../localized.ts';
import { type PlayMessages, playEn } from './play.en.ts';
import { playKo } from './play.ko.ts';

export type { PlayMessages };

/** What `play` says, in a language; English if the program does not speak it. Apart from the other texts, which every command loads. */
export function playMessagesOf(lang: Lang): PlayMessages {
  return lang === 'ko' ? playKo : playEn;
}
