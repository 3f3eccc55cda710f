import type { Lang } from '../localized.ts';
import { type LabMessages, labEn } from './lab.en.ts';
import { labKo } from './lab.ko.ts';

export type { LabMessages };

/** What labs say, in a language; English if the program does not speak it. Apart from the other texts, which every command loads. */
export function labMessagesOf(lang: Lang): LabMessages {
  return lang === 'ko' ? labKo : labEn;
}
