import type { Lang } from '../localized.ts';
import { type DoctorMessages, doctorEn } from './doctor.en.ts';
import { doctorKo } from './doctor.ko.ts';

export type { DoctorMessages };

/** What `doctor` says, in a language; English if the program does not speak it. */
export function doctorMessagesOf(lang: Lang): DoctorMessages {
  return lang === 'ko' ? doctorKo : doctorEn;
}
