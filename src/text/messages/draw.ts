import type { Lang } from '../localized.ts';
import { type DrawMessages, drawEn } from './draw.en.ts';
import { drawKo } from './draw.ko.ts';

export type { DrawMessages };

/** What `draw` says of files, in a language; English if the program does not speak it. Apart from the other texts, which every command loads. */
export function drawMessagesOf(lang: Lang): DrawMessages {
  return lang === 'ko' ? drawKo : drawEn;
}
