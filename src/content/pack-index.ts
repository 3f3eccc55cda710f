import type { PackSource } from './schema/pack.ts';
import type { TextReader } from './texts.ts';
import type { Lesson, LessonEntry, PackIndex } from './types.ts';

/**
 * A pack's table of contents.
 *
 * @param manifest what the pack says of itself
 * @param lessons those that loaded, by id; a module lists no others
 * @param texts reads the texts of the manifest
 */
export function packIndex(
  manifest: PackSource,
  lessons: ReadonlyMap<string, Omit<Lesson, 'module'>>,
  texts: TextReader,
): PackIndex {
  return {
    format: 1,
    id: manifest.id,
    version: manifest.version,
    title: texts.phrase(manifest.title, ['title']),
    languages: manifest.languages,
    modules: manifest.modules.map((module, index) => ({
      id: module.id,
      title: texts.phrase(module.title, ['modules', index, 'title']),
      lessons: [...new Set(module.lessons)].flatMap((id) => {
        const lesson = lessons.get(id);
        return lesson === undefined ? [] : [lessonEntry(lesson)];
      }),
      quizzes: [],
      labs: [],
    })),
  };
}

function lessonEntry(lesson: Omit<Lesson, 'module'>): LessonEntry {
  const items = lesson.steps.flatMap((step) => step.ask ?? []);
  const former = items.flatMap((item) => item.was.map((was): [string, string] => [was, item.id]));
  return {
    id: lesson.id,
    was: lesson.was,
    title: lesson.title,
    minutes: lesson.minutes,
    steps: lesson.steps.map(({ id, was }) => ({ id, was })),
    items: items.map((item) => item.id),
    ...(former.length > 0 && { formerItems: Object.fromEntries(former) }),
  };
}
