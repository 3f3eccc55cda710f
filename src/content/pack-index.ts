import type { PackSource } from './schema/pack.ts';
import type { TextReader } from './texts.ts';
import type { Item, Lab, LabEntry, Lesson, LessonEntry, PackIndex, Quiz, QuizEntry } from './types.ts';

/** The lessons, quizzes and labs that loaded, each by its id. */
export interface LoadedContent {
  readonly lessons: ReadonlyMap<string, Omit<Lesson, 'module'>>;
  readonly quizzes: ReadonlyMap<string, Quiz>;
  readonly labs: ReadonlyMap<string, Lab>;
}

/**
 * A pack's table of contents.
 *
 * @param manifest what the pack says of itself
 * @param content what loaded; a module lists nothing else
 * @param texts reads the texts of the manifest
 */
export function packIndex(manifest: PackSource, content: LoadedContent, texts: TextReader): PackIndex {
  return {
    format: 1,
    id: manifest.id,
    version: manifest.version,
    title: texts.phrase(manifest.title, ['title']),
    languages: manifest.languages,
    modules: manifest.modules.map((module, index) => ({
      id: module.id,
      title: texts.phrase(module.title, ['modules', index, 'title']),
      lessons: listed(module.lessons, content.lessons).map(lessonEntry),
      quizzes: listed(module.quizzes ?? [], content.quizzes).map(quizEntry),
      labs: listed(module.labs ?? [], content.labs).map(labEntry),
    })),
  };
}

/** What a list names, each once, as far as it is there. */
function listed<T>(ids: readonly string[], there: ReadonlyMap<string, T>): T[] {
  return [...new Set(ids)].flatMap((id) => there.get(id) ?? []);
}

function lessonEntry(lesson: Omit<Lesson, 'module'>): LessonEntry {
  const items = lesson.steps.flatMap((step) => step.ask ?? []);
  return {
    id: lesson.id,
    was: lesson.was,
    title: lesson.title,
    minutes: lesson.minutes,
    steps: lesson.steps.map(({ id, was }) => ({ id, was })),
    items: items.map((item) => item.id),
    ...formerItems(items),
  };
}

function quizEntry(quiz: Quiz): QuizEntry {
  return {
    id: quiz.id,
    was: quiz.was,
    title: quiz.title,
    ...(quiz.lesson !== undefined && { lesson: quiz.lesson }),
    items: quiz.items.length,
    itemIds: quiz.items.map((item) => item.id),
    ...formerItems(quiz.items),
  };
}

function labEntry(lab: Lab): LabEntry {
  const items = lab.tasks.flatMap((task) => ('ask' in task ? [task.ask] : []));
  return {
    id: lab.id,
    was: lab.was,
    title: lab.title,
    tasks: lab.tasks.length,
    taskIds: lab.tasks.map(({ id, was }) => ({ id, was })),
    itemIds: items.map((item) => item.id),
    ...(lab.lesson !== undefined && { lesson: lab.lesson }),
    difficulty: lab.difficulty,
    ...(lab.minutes !== undefined && { minutes: lab.minutes }),
    ...formerItems(items),
  };
}

function formerItems(items: readonly Item[]): Pick<QuizEntry, 'formerItems'> {
  const former = items.flatMap((item) => item.was.map((was): [string, string] => [was, item.id]));
  return former.length > 0 ? { formerItems: Object.fromEntries(former) } : {};
}
