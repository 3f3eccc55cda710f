/** From the files of a pack to its loaded form, and to everything that is wrong with it. */
import { type LoadedLab, loadLabs } from './load-labs.ts';
import { loadLesson, type SharedContent } from './load-lesson.ts';
import { type LessonWithSource, type LoadedQuiz, loadQuizzes } from './load-quizzes.ts';
import { languagesOf, manifestOf, textsOfLesson } from './lone-file.ts';
import type { PackContext } from './pack-context.ts';
import {
  GLOSSARY,
  MANIFEST,
  MISCONCEPTIONS,
  type PackFiles,
  readPackFiles,
  type SourceFile,
} from './pack-files.ts';
import { type LoadedContent, packIndex } from './pack-index.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { Problem } from './problem.ts';
import { inReadingOrder, ProblemList, problemAt } from './problems.ts';
import { readMisconceptions, readTerms, termWords } from './read-shared.ts';
import type { PackReader } from './reader.ts';
import { checkObjectives } from './rules/objectives.ts';
import { checkIds } from './rules/pack-ids.ts';
import { checkLists } from './rules/pack-lists.ts';
import { checkRegistry } from './rules/registry.ts';
import { checkShared } from './rules/shared-files.ts';
import type { LessonSource } from './schema/lesson.ts';
import type { PackSource } from './schema/pack.ts';
import type { RegistrySource } from './schema/registry.ts';
import { SourceText } from './source-text.ts';
import { TextReader } from './texts.ts';
import type { Lesson, Misconception, Pack, PackIndex, Term } from './types.ts';

/** A lesson with the file it stands in, so that more can be said of it by place. */
export interface LoadedLesson {
  readonly file: ParsedFile;
  readonly lesson: Lesson;
}

/** A pack as it was read. */
export interface LoadedPack {
  /** Absent if there is no manifest to go by. Lessons that do not fit their schema are left out of it. */
  readonly pack?: Pack;
  /** In reading order, each place and rule once. A pack with errors among them is not fit to be learned from. */
  readonly problems: readonly Problem[];
  /** Every lesson that fits its schema, those that no module lists too. */
  readonly lessons: readonly LoadedLesson[];
  /** Every quiz that fits its schema, those that no module lists too. */
  readonly quizzes: readonly LoadedQuiz[];
  /** Every lab that fits its schema, those that no module lists too. */
  readonly labs: readonly LoadedLab[];
  /** Whether the pack asks for the strict rules. */
  readonly strict: boolean;
  /** How many files were looked at. */
  readonly files: number;
}

/**
 * Loads a pack, or a single lesson, quiz or lab as a pack of its own.
 *
 * @param reader gives the files
 * @returns the pack and its problems; nothing is thrown, whatever the files hold
 */
export function loadPack(reader: PackReader): LoadedPack {
  const list = new ProblemList();
  const files = readPackFiles(reader, list);
  const lone = files.count === 1 ? (files.lessons[0] ?? files.quizzes[0] ?? files.labs[0]) : undefined;
  const manifest = files.manifest ?? (lone && manifestOf(lone));
  const manifestIsThere = reader.list().includes(MANIFEST);
  if (lone === undefined && !manifestIsThere) list.problems.push(missingManifest(reader.root));

  const context = contextOf(files, manifest?.source);
  const shared = loadShared(files, manifest?.source.id ?? '', context, list);
  const lessons = loadLessons(files, shared, list);
  const quizzes = loadQuizzes(files, lessons, shared, list);
  const labs = loadLabs(files, lessons, shared, list);
  checkIds(files, list);
  checkShared(files, list);
  checkRegistry(files, list);
  checkLists(files, list);
  checkObjectives(files, list);

  const content = {
    lessons: new Map([...lessons].map(([id, { lesson }]) => [id, lesson])),
    quizzes: new Map([...quizzes].map(([id, { quiz }]) => [id, quiz])),
    labs: new Map([...labs].map(([id, { lab }]) => [id, lab])),
  };
  const index = manifest && indexOf(manifest, content, context, list);
  const homes = homesOf(index);
  const loaded = [...lessons.values()].map(({ file, lesson }) => {
    // A lesson that no module lists is a module of its own.
    const module = homes.get(lesson.id) ?? { id: lesson.id, title: lesson.title };
    return { file, lesson: { ...lesson, module } };
  });
  return {
    ...(index && { pack: packOf(index, loaded, content, shared, files.registry?.source) }),
    problems: inOrder(list.problems),
    lessons: loaded,
    quizzes: [...quizzes.values()],
    labs: [...labs.values()],
    strict: list.strict,
    files: files.count,
  };
}

function loadLessons(
  files: PackFiles,
  shared: SharedContent,
  list: ProblemList,
): ReadonlyMap<string, LessonWithSource> {
  const lessons = new Map<string, LessonWithSource>();
  for (const { read } of files.lessons) {
    if (read === undefined) continue;
    const lesson = loadLesson(read, shared, list);
    if (!lessons.has(lesson.id)) lessons.set(lesson.id, { ...read, lesson });
  }
  return lessons;
}

function missingManifest(root: string): Problem {
  const source = new SourceText(MANIFEST, '');
  return problemAt(
    source,
    'missing-manifest',
    0,
    0,
    `there is no ${MANIFEST} in ${root}`,
    'pack new makes one',
  );
}

function contextOf(files: PackFiles, manifest: PackSource | undefined): PackContext {
  const sources = files.lessons.flatMap(({ read }): LessonSource[] =>
    read === undefined ? [] : [read.source],
  );
  const objectives = sources.flatMap((source) => source.objectives ?? []).map((objective) => objective.id);
  const beliefs = files.misconceptions?.source.misconceptions ?? [];
  return {
    languages: manifest?.languages ?? languagesOf(sources.flatMap(textsOfLesson)),
    strict: manifest?.strict ?? false,
    ...(!files.broken.has(GLOSSARY) && { terms: termWords(files.glossary?.source) }),
    ...(!files.broken.has(MISCONCEPTIONS) && { misconceptions: new Set(beliefs.map((one) => one.id)) }),
    objectives: new Set(objectives),
  };
}

function loadShared(files: PackFiles, packId: string, pack: PackContext, list: ProblemList): SharedContent {
  const { glossary, misconceptions } = files;
  const terms = glossary ? readTerms(glossary.source, new TextReader(glossary.file, pack, list)) : [];
  const beliefs = misconceptions
    ? readMisconceptions(misconceptions.source, new TextReader(misconceptions.file, pack, list))
    : [];
  return { pack, packId, terms: byId<Term>(terms), misconceptions: byId<Misconception>(beliefs) };
}

function indexOf(
  manifest: SourceFile<PackSource>,
  content: LoadedContent,
  context: PackContext,
  list: ProblemList,
): PackIndex {
  return packIndex(manifest.source, content, new TextReader(manifest.file, context, list));
}

/** The module of each lesson that one lists, by the lesson's id. */
function homesOf(index: PackIndex | undefined): ReadonlyMap<string, Lesson['module']> {
  const modules = index?.modules ?? [];
  return new Map(
    modules.flatMap(({ id, title, lessons }) => lessons.map((entry) => [entry.id, { id, title }] as const)),
  );
}

function packOf(
  index: PackIndex,
  loaded: readonly LoadedLesson[],
  { quizzes, labs }: LoadedContent,
  shared: SharedContent,
  registry: RegistrySource | undefined,
): Pack {
  const listed = index.modules.flatMap((module) => module.lessons.map((entry) => entry.id));
  const listedQuizzes = index.modules.flatMap((module) => module.quizzes.map((entry) => entry.id));
  const listedLabs = index.modules.flatMap((module) => module.labs.map((entry) => entry.id));
  const lessons = byId<Lesson>(loaded.map(({ lesson }) => lesson));
  return {
    index,
    lessons: listed.flatMap((id) => lessons.get(id) ?? []),
    quizzes: listedQuizzes.flatMap((id) => quizzes.get(id) ?? []),
    labs: listedLabs.flatMap((id) => labs.get(id) ?? []),
    terms: [...shared.terms.values()],
    misconceptions: [...shared.misconceptions.values()],
    ...(registry && { registry }),
  };
}

function byId<T extends { readonly id: string }>(values: readonly T[]): ReadonlyMap<string, T> {
  return new Map(values.map((value) => [value.id, value]));
}

/** In reading order; what two checks say of one place is said once. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return [...problems].sort(inReadingOrder).filter((problem) => {
    const key = `${problem.file}:${problem.line}:${problem.column}:${problem.rule}:${problem.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
