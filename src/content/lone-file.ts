/** A lesson, quiz or lab file on its own is a pack of its own. */
import type { Lang } from '../text/localized.ts';
import { idFromName, type LabFile, type LessonFile, type QuizFile, type SourceFile } from './pack-files.ts';
import type { TextSource } from './schema/common.ts';
import type { LabSource } from './schema/lab.ts';
import type { LessonSource } from './schema/lesson.ts';
import type { PackSource } from './schema/pack.ts';
import type { QuizSource } from './schema/quiz.ts';

/**
 * The manifest that a lesson, quiz or lab on its own would have.
 *
 * @param file its file
 * @returns a manifest whose texts stand where those of the file do, or nothing if the file could not be read
 */
export function manifestOf({
  name,
  read,
}: LessonFile | QuizFile | LabFile): SourceFile<PackSource> | undefined {
  if (read === undefined) return undefined;
  const { id, title } = read.source;
  const { lists, texts } = asModule(read.source, id);
  const source: PackSource = {
    format: 1,
    id: idFromName(name),
    version: '0.0.0',
    title,
    languages: languagesOf(texts),
    modules: [{ id, title, ...lists }],
  };
  return { file: read.file, source };
}

/**
 * The languages that texts are written in, where no manifest says so.
 *
 * @param texts the main texts of lessons and quizzes
 * @returns those of the texts, in the order in which they come; where all are plain strings, `ko` if there is Korean in
 *   one, else `en`
 */
export function languagesOf(texts: readonly TextSource[]): Lang[] {
  const found = new Set(texts.flatMap((text) => (typeof text === 'string' ? [] : Object.keys(text))));
  if (found.size > 0) return [...found];
  const korean = texts.some((text) => typeof text === 'string' && /\p{Script=Hangul}/u.test(text));
  return [korean ? 'ko' : 'en'];
}

function asModule(
  source: LessonSource | QuizSource | LabSource,
  id: string,
): {
  readonly lists: Pick<PackSource['modules'][number], 'lessons' | 'quizzes' | 'labs'>;
  readonly texts: TextSource[];
} {
  if ('steps' in source) return { lists: { lessons: [id] }, texts: textsOfLesson(source) };
  if ('tasks' in source) return { lists: { lessons: [], labs: [id] }, texts: textsOfLab(source) };
  return { lists: { lessons: [], quizzes: [id] }, texts: textsOfQuiz(source) };
}

/** The texts of a lesson that tell its languages. */
export function textsOfLesson({ title, steps }: LessonSource): TextSource[] {
  const texts = steps.flatMap((step) => [step.title, step.text, step.ask?.prompt, step.try?.do]);
  return [title, ...texts].filter((text) => text !== undefined);
}

/** The texts of a quiz that tell its languages. */
export function textsOfQuiz({ title, items }: QuizSource): TextSource[] {
  return [title, ...items.map((item) => item.prompt)];
}

/** The texts of a lab that tell its languages. */
function textsOfLab({ title, tasks }: LabSource): TextSource[] {
  return [title, ...tasks.map((task) => ('ask' in task ? task.ask.prompt : task.do))];
}
