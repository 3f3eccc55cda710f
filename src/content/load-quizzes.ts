import type { LessonWithoutModule, SharedContent } from './load-lesson.ts';
import { loadQuiz, type QuizHome } from './load-quiz.ts';
import type { PackFiles, SourceFile } from './pack-files.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { ProblemList } from './problems.ts';
import type { LessonSource } from './schema/lesson.ts';
import type { QuizSource } from './schema/quiz.ts';
import { didYouMean } from './suggest.ts';
import type { Quiz } from './types.ts';

/** A lesson that loaded, with what it was loaded from. */
export interface LessonWithSource {
  readonly file: ParsedFile;
  readonly source: LessonSource;
  readonly lesson: LessonWithoutModule;
}

/** A quiz with the file it stands in, so that more can be said of it by place. */
export interface LoadedQuiz {
  readonly file: ParsedFile;
  readonly quiz: Quiz;
}

/**
 * Loads every quiz of a pack.
 *
 * @param files the pack's files
 * @param lessons those that loaded, by id
 * @param shared what the pack knows
 * @param list takes what is wrong
 * @returns the quizzes by id; of two with the same id, the first
 */
export function loadQuizzes(
  files: PackFiles,
  lessons: ReadonlyMap<string, LessonWithSource>,
  shared: SharedContent,
  list: ProblemList,
): ReadonlyMap<string, LoadedQuiz> {
  const quizzes = new Map<string, LoadedQuiz>();
  for (const { read } of files.quizzes) {
    if (read === undefined) continue;
    const quiz = loadQuiz(read, homeOf(read, files, lessons, list), shared, list);
    if (!quizzes.has(quiz.id)) quizzes.set(quiz.id, { file: read.file, quiz });
  }
  return quizzes;
}

function homeOf(
  { file, source }: SourceFile<QuizSource>,
  files: PackFiles,
  lessons: ReadonlyMap<string, LessonWithSource>,
  list: ProblemList,
): QuizHome {
  // A file on its own is at home in itself.
  const lone = files.count === 1;
  if (source.lesson !== undefined && source.module !== undefined) {
    const hint = 'keep one of the two';
    list.add(file, 'quiz-home', ['module'], 'a quiz belongs to a lesson or to a module', { hint });
  }
  if (source.lesson !== undefined) {
    const names = files.lessons.map(({ id }) => id);
    mustBeThere('lesson', source.lesson, names);
    return homeIn([source.lesson], lessons);
  }
  if (source.module !== undefined) {
    // Where the manifest cannot be read, nothing can be said of modules.
    if (files.manifest === undefined && !lone) return { lessons: [], whole: false };
    const modules = files.manifest?.source.modules ?? [];
    const home = modules.find(({ id }) => id === source.module);
    mustBeThere(
      'module',
      source.module,
      modules.map(({ id }) => id),
    );
    return home === undefined ? { lessons: [], whole: false } : homeIn(home.lessons, lessons);
  }
  if (!lone) {
    const message = `the quiz \`${source.id}\` belongs to no lesson and no module`;
    const hint = 'add `lesson:` with the lesson it asks about, or `module:` if it is the final of a module';
    list.add(file, 'quiz-home', ['id'], message, { hint });
  }
  return { lessons: [], whole: lone };

  function mustBeThere(what: 'lesson' | 'module', id: string, names: readonly string[]): void {
    if (names.includes(id)) return;
    list.add(file, 'unknown-reference', [what], `no ${what} \`${id}\``, { hint: didYouMean(id, names) });
  }
}

function homeIn(ids: readonly string[], lessons: ReadonlyMap<string, LessonWithSource>): QuizHome {
  const there = [...new Set(ids)].map((id) => lessons.get(id));
  const found = there.filter((lesson) => lesson !== undefined);
  return { lessons: found, whole: found.length === there.length };
}
