import type { Lang } from '../localized.ts';
import { en, type Messages } from './en.ts';
import { ko } from './ko.ts';

export type { Messages };

/** Languages that the program itself speaks, the first being what it falls back to. */
export const UI_LANGUAGES = ['en', 'ko'] as const;
export type UiLanguage = (typeof UI_LANGUAGES)[number];

/** Told by functions, so that the built program reads a language's texts when it is spoken, and not before. */
const CATALOG: Readonly<Record<UiLanguage, () => Messages>> = { en: () => en, ko: () => ko };

/** What the languages call themselves: shown where another language is spoken, whose texts these names are not part of. */
const NAMES: Readonly<Record<UiLanguage, string>> = { en: 'English', ko: '한국어' };

/** Whether the program itself speaks a language. */
export function isUiLanguage(lang: Lang): lang is UiLanguage {
  return lang in CATALOG;
}

/** What a language calls itself; its subtag if the program does not speak it. */
export function languageName(lang: Lang): string {
  return isUiLanguage(lang) ? NAMES[lang] : lang;
}

/** The texts of the program in a language; English if it does not speak it. */
export function messagesOf(lang: Lang): Messages {
  return isUiLanguage(lang) ? CATALOG[lang]() : en;
}
