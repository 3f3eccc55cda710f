import type { Lang } from '../text/localized.ts';

/** Where the language can be told, in the order asked. */
export interface LanguageInput {
  /** `--lang`. */
  readonly flag: string | undefined;
  readonly config: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The locale of `Intl`, asked last because asking costs time. */
  systemLocale(): string;
}

/**
 * The language to begin in: `--lang`, the config, then the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and
 * not empty, then `Intl`. The locales `C` and `POSIX` stand for English.
 *
 * @returns a primary language subtag in lower case
 */
export function languageOf({ flag, config, env, systemLocale }: LanguageInput): Lang {
  const locale =
    flag ??
    config ??
    [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return primarySubtag(locale ?? systemLocale());
}

function primarySubtag(locale: string): Lang {
  if (/^(C|POSIX)(\.|$)/.test(locale)) return 'en';
  return /^[A-Za-z]{2,3}(?=$|[-_.@])/.exec(locale)?.[0].toLowerCase() ?? 'en';
}
