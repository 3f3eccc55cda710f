import type { Lang } from '../text/localized.ts';
import { isUiLanguage, languageName, UI_LANGUAGES } from '../text/messages/index.ts';
import type { Session } from './session.ts';

/**
 * Tells a learner that a pack lacks their language, and which one it is shown in.
 *
 * @param languages those of the pack, its own first
 */
export function tellLanguage({ lang, messages, warn }: Session, languages: readonly Lang[]): void {
  const first = languages[0];
  if (first === undefined || languages.includes(lang)) return;
  warn(messages.walk.fromPackLanguage(languageName(lang), languageName(first)));
}

/**
 * The languages that the language key goes round: those that pack and program share; if that is one, the program's.
 *
 * @param languages those of the pack
 */
export function languagesToGoRound(languages: readonly Lang[]): readonly Lang[] {
  const spoken = languages.filter(isUiLanguage);
  return spoken.length > 1 ? spoken : UI_LANGUAGES;
}
