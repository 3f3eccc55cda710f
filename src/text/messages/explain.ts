import type { Lang } from '../localized.ts';
import { type ExplainMessages, explainEn } from './explain.en.ts';
import { explainKo } from './explain.ko.ts';

export type { ExplainMessages };

/** What `explain` says, in a language; English if the program does not speak it. Apart from the other texts, which every command loads. */
export function explainMessagesOf(lang: Lang): ExplainMessages {
  return lang === 'ko' ? explainKo : explainEn;
}
