import type { Lang } from '../localized.ts';
import { en, type Messages } from './en.ts';
import { ko } from './ko.ts';

export type { Messages };

/** Languages that the program itself speaks, the first being what it falls back to. */
export const UI_LANGUAGES = ['en', 'ko'] as const;
export type UiLanguage = (typeof UI_LANGUAGES)[number];

const CATALOG: Readonly<Record<UiLanguage, Messages>> = { en, ko };

/** Whether the program itself speaks a language. */
export function isUiLanguage(lang: Lang): lang is UiLanguage {
  return lang in CATALOG;
}

/** The texts of the program in a language; English if it does not speak it. */
export function messagesOf(lang: Lang): Messages {
  return isUiLanguage(lang) ? CATALOG[lang] : en;
}
