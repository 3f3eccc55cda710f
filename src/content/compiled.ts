/** A pack as JSON files: indexes, and one file a lesson, quiz or lab, so that a start reads no more than it shows. */
import { hasLab, hasLesson, hasQuiz, type ItemIndex, indexItems } from './item-index.ts';
import { packObjectives } from './pack-objectives.ts';
import type { PackSource } from './pack-source.ts';
import type { RegistrySource } from './schema/registry.ts';
import type { Lab, Lesson, LessonObjective, Misconception, Pack, PackIndex, Quiz, Term } from './types.ts';

const INDEX = 'index.json';
const ITEMS = 'items.json';
const TERMS = 'glossary.json';
const MISCONCEPTIONS = 'misconceptions.json';
/** Its own file, read when the sandbox starts; only a pack with a registry has it. */
export const COMPILED_REGISTRY = 'registry.json';
const OBJECTIVES = 'objectives.json';

function lessonFile(id: string): string {
  return `lessons/${id}.json`;
}

function quizFile(id: string): string {
  return `quizzes/${id}.json`;
}

function labFile(id: string): string {
  return `labs/${id}.json`;
}

/**
 * The files of a compiled pack.
 *
 * @param pack a pack without errors; the ids of its lessons, quizzes and labs are kebab-case, so they are safe as file names
 * @returns the text of each file, by its name with `/`
 */
export function compilePack(pack: Pack): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  files.set(INDEX, JSON.stringify(pack.index));
  files.set(ITEMS, JSON.stringify(indexItems(pack.index)));
  for (const lesson of pack.lessons) files.set(lessonFile(lesson.id), JSON.stringify(lesson));
  for (const quiz of pack.quizzes) files.set(quizFile(quiz.id), JSON.stringify(quiz));
  for (const lab of pack.labs) files.set(labFile(lab.id), JSON.stringify(lab));
  files.set(TERMS, JSON.stringify(pack.terms));
  files.set(MISCONCEPTIONS, JSON.stringify(pack.misconceptions));
  if (pack.registry !== undefined) files.set(COMPILED_REGISTRY, JSON.stringify(pack.registry));
  files.set(OBJECTIVES, JSON.stringify(packObjectives(pack.lessons, pack.quizzes)));
  return files;
}

/**
 * Opens a compiled pack. Its files are this program's own and are trusted to be whole.
 *
 * @param readJson gives the parsed content of one of the files
 * @returns the pack; each file is read when it is first asked for, and once
 */
export function openCompiled(readJson: (name: string) => unknown): PackSource {
  const read = new Map<string, unknown>();
  const once = (name: string): unknown => {
    if (!read.has(name)) read.set(name, readJson(name));
    return read.get(name);
  };
  const items = (): ItemIndex => once(ITEMS) as ItemIndex;
  /** Whether a list has an id, asked of the index that was read already. */
  const lists = (id: string, list: 'lessons' | 'quizzes' | 'labs', has: typeof hasLesson): boolean =>
    read.has(ITEMS)
      ? has(items(), id)
      : (once(INDEX) as PackIndex).modules.some((module) => module[list].some((entry) => entry.id === id));
  return {
    get index() {
      return once(INDEX) as PackIndex;
    },
    items,
    lesson(id) {
      if (!lists(id, 'lessons', hasLesson)) throw new RangeError(`the pack has no lesson ${id}`);
      return once(lessonFile(id)) as Lesson;
    },
    quiz(id) {
      if (!lists(id, 'quizzes', hasQuiz)) throw new RangeError(`the pack has no quiz ${id}`);
      return once(quizFile(id)) as Quiz;
    },
    lab(id) {
      if (!lists(id, 'labs', hasLab)) throw new RangeError(`the pack has no lab ${id}`);
      return once(labFile(id)) as Lab;
    },
    terms: () => once(TERMS) as readonly Term[],
    misconceptions: () => once(MISCONCEPTIONS) as readonly Misconception[],
    objectives: () => once(OBJECTIVES) as readonly LessonObjective[],
    registry: () => once(COMPILED_REGISTRY) as RegistrySource,
  };
}
