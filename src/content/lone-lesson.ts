/** A lesson file on its own is a pack of one lesson. */
import type { Lang } from '../text/localized.ts';
import { idFromName, type LessonFile, type SourceFile } from './pack-files.ts';
import type { TextSource } from './schema/common.ts';
import type { LessonSource } from './schema/lesson.ts';
import type { PackSource } from './schema/pack.ts';

/**
 * The manifest that a lesson on its own would have.
 *
 * @param file the lesson's file
 * @returns a manifest whose texts stand where the lesson's do, or nothing if the file could not be read
 */
export function manifestOf({ name, read }: LessonFile): SourceFile<PackSource> | undefined {
  if (read === undefined) return undefined;
  const { id, title } = read.source;
  const source: PackSource = {
    format: 1,
    id: idFromName(name),
    version: '0.0.0',
    title,
    languages: languagesOf([read.source]),
    modules: [{ id, title, lessons: [id] }],
  };
  return { file: read.file, source };
}

/**
 * The languages that lessons are written in, where no manifest says so.
 *
 * @returns those of their texts, in the order in which they come; where all texts are plain strings, `ko` if there is
 *   Korean in a title, else `en`
 */
export function languagesOf(lessons: readonly LessonSource[]): Lang[] {
  const found = new Set<Lang>();
  for (const text of lessons.flatMap(mainTexts)) {
    if (typeof text !== 'string') for (const lang of Object.keys(text)) found.add(lang);
  }
  if (found.size > 0) return [...found];
  const korean = lessons.some(({ title }) => typeof title === 'string' && /\p{Script=Hangul}/u.test(title));
  return [korean ? 'ko' : 'en'];
}

function mainTexts(lesson: LessonSource): TextSource[] {
  const steps = lesson.steps.flatMap((step) => [step.title, step.text, step.ask?.prompt]);
  return [lesson.title, ...steps].filter((text) => text !== undefined);
}
