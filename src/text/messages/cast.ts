import type { Lang } from '../localized.ts';

/** What is said of recordings, in English. */
export const castEn = {
  exists: (file: string) => `${file} is there already`,
  existsHint: 'Name a file that does not exist yet, or remove that one first.',
  ended: (file: string, why: string) => `the recording in ${file} ended early (${why})`,
};

export type CastMessages = typeof castEn;

/** 녹화에 대해 하는 말, 한국어. */
export const castKo: CastMessages = {
  exists: (file) => `${file} 파일이 이미 있습니다`,
  existsHint: '아직 없는 파일 이름을 쓰거나 그 파일을 먼저 지우세요.',
  ended: (file, why) => `녹화가 중간에 끝났습니다: ${file} (${why})`,
};

/** What is said of recordings, in a language; English if the program does not speak it. */
export function castMessagesOf(lang: Lang): CastMessages {
  return lang === 'ko' ? castKo : castEn;
}
