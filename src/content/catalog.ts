/** The packs that a learner has, as one: finding lessons, quizzes and labs, their order, and what was renamed. */

import type { Lang } from '../text/localized.ts';
import { type CatalogLab, type FoundLab, findLab, labsOf } from './catalog-labs.ts';
import { type CatalogQuiz, type FoundQuizzes, findQuizzes, quizzesOf } from './catalog-quizzes.ts';
import { type ItemPlace, placeOfItem } from './item-index.ts';
import type { PackSource } from './pack-source.ts';
import { suggest } from './suggest.ts';
import type { Lab, Lesson, LessonEntry, ModuleEntry, PackIndex, Quiz } from './types.ts';

export type { CatalogLab, FoundLab } from './catalog-labs.ts';
export type { CatalogQuiz, FoundQuizzes } from './catalog-quizzes.ts';
export type { ItemPlace } from './item-index.ts';

/** A lesson in the catalog, without its steps. */
export interface CatalogLesson {
  /** `<pack>/<lesson>`: what progress hangs on. */
  readonly key: string;
  readonly pack: PackIndex;
  readonly module: ModuleEntry;
  readonly entry: LessonEntry;
}

/** What a name leads to. */
export type Found =
  | { readonly lesson: CatalogLesson }
  /** Several packs have a lesson of this name; each is given as `<pack>/<lesson>`. */
  | { readonly ambiguous: readonly string[] }
  /** Nothing has this name; the nearest that something has, if one is near. */
  | { readonly unknown: string; readonly suggestion?: string };

/** What authors renamed, as progress wants it: from an old name to the one of today. */
export interface RenamedContent {
  /** Keys of lessons, `<pack>/<lesson>`. */
  readonly lessons: ReadonlyMap<string, string>;
  /** Keys of quizzes, `<pack>/<quiz>`. */
  readonly quizzes: ReadonlyMap<string, string>;
  /** Keys of labs, `<pack>/<lab>`. */
  readonly labs: ReadonlyMap<string, string>;
  /** Ids of tasks, by the key that their lab has now. */
  readonly tasks: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Keys of items of lessons, quizzes and labs, `<pack>/<item>`. */
  readonly items: ReadonlyMap<string, string>;
  /** Ids of steps, by the key that their lesson has now. */
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export interface Catalog {
  /** In the order in which they were given; the built-in pack comes first. */
  readonly packs: readonly PackSource[];
  /** Every lesson, in the order in which they are learned. */
  readonly lessons: readonly CatalogLesson[];
  /** Every quiz, in the order of the modules that list them. */
  readonly quizzes: readonly CatalogQuiz[];
  /** Every lab, in the order of the modules that list them. */
  readonly labs: readonly CatalogLab[];
  /**
   * Finds a lesson by name.
   *
   * @param name `<lesson>` or `<pack>/<lesson>`, an id of today or a former one
   */
  find(name: string): Found;
  /** The lesson of a key; nothing if it is no longer there. */
  byKey(key: string): CatalogLesson | undefined;
  /** Reads a lesson with its steps. */
  open(lesson: CatalogLesson): Lesson;
  /** The lesson that comes after one, in its pack; nothing after the last. */
  after(lesson: CatalogLesson): CatalogLesson | undefined;
  /**
   * Finds the quizzes that a name means.
   *
   * @param name `<id>` or `<pack>/<id>` of a quiz, a lesson or a module, or the id of a pack
   */
  findQuizzes(name: string): FoundQuizzes;
  /** The quiz of a key; nothing if it is no longer there. */
  quizByKey(key: string): CatalogQuiz | undefined;
  /** Reads a quiz with its items. */
  openQuiz(quiz: CatalogQuiz): Quiz;
  /**
   * Finds the lab that a name means.
   *
   * @param name `<id>` or `<pack>/<id>` of a lab, or of a lesson with one
   */
  findLab(name: string): FoundLab;
  /** The lab of a key; nothing if it is no longer there. */
  labByKey(key: string): CatalogLab | undefined;
  /** Reads a lab with its tasks. */
  openLab(lab: CatalogLab): Lab;
  renames(): RenamedContent;
  /** Of {@link renames}, those of items; no list of lessons and quizzes is read for it. */
  renamedItems(): RenamedContent['items'];
  /**
   * Where an item is; no list of lessons and quizzes is read for it.
   *
   * @param key `<pack>/<item>`
   * @returns nothing if no pack has it
   */
  placeOf(key: string): ItemPlace | undefined;
  /** Reads the lesson, the quiz or the lab of an item. */
  openPlace(place: ItemPlace): { readonly lesson: Lesson } | { readonly quiz: Quiz } | { readonly lab: Lab };
  /** The languages of a pack; none if there is no such pack. */
  languagesOf(pack: string): readonly Lang[];
}

/**
 * Makes one catalog of several packs.
 *
 * @param packs the packs; of two with the same id, the later stands for both, so that a draft hides what is built in
 */
export function createCatalog(packs: readonly PackSource[]): Catalog {
  // Each list is made when it is first asked for: a review asks for none of them before its first question.
  const sources = once(() => new Map(packs.map((pack) => [pack.index.id, pack])));
  const withItems = once(() => new Map(packs.map((pack) => [pack.items().pack, pack])));
  const lessons = once(() => [...sources().values()].flatMap(({ index }) => lessonsOf(index)));
  const byKey = once(() => new Map(lessons().map((lesson) => [lesson.key, lesson])));
  const quizzes = once(() => [...sources().values()].flatMap(({ index }) => quizzesOf(index)));
  const labs = once(() => [...sources().values()].flatMap(({ index }) => labsOf(index)));
  return {
    get packs() {
      return [...sources().values()];
    },
    get lessons() {
      return lessons();
    },
    get quizzes() {
      return quizzes();
    },
    get labs() {
      return labs();
    },
    find: (name) => find(name, lessons(), byKey()),
    byKey: (key) => byKey().get(key),
    open: ({ pack, entry }) => sources().get(pack.id)!.lesson(entry.id),
    after: (lesson) => {
      const next = lessons()[lessons().findIndex((other) => other.key === lesson.key) + 1];
      return next?.pack.id === lesson.pack.id ? next : undefined;
    },
    findQuizzes: (name) => findQuizzes([...sources().values()], name),
    quizByKey: (key) => quizzes().find((quiz) => quiz.key === key),
    openQuiz: ({ pack, entry }) => sources().get(pack.id)!.quiz(entry.id),
    findLab: (name) => findLab([...sources().values()], name),
    labByKey: (key) => labs().find((lab) => lab.key === key),
    openLab: ({ pack, entry }) => sources().get(pack.id)!.lab(entry.id),
    renames: () => renamesOf(lessons(), quizzes(), labs()),
    renamedItems: () => {
      const indexes = [...withItems().values()].map((pack) => pack.items());
      return new Map(indexes.flatMap(({ pack, formerItems }) => renamedIn(pack, formerItems)));
    },
    placeOf: (key) => {
      const slash = key.indexOf('/');
      const pack = withItems().get(key.slice(0, slash));
      return pack && placeOfItem(pack.items(), key.slice(slash + 1));
    },
    openPlace: ({ pack, lesson = '', quiz, lab }) => {
      const source = withItems().get(pack)!;
      if (lab !== undefined) return { lab: source.lab(lab) };
      return quiz === undefined ? { lesson: source.lesson(lesson) } : { quiz: source.quiz(quiz) };
    },
    languagesOf: (pack) => withItems().get(pack)?.items().languages ?? [],
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function renamedIn(pack: string, former: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(former).map(([was, now]) => [`${pack}/${was}`, `${pack}/${now}`]);
}

function lessonsOf(pack: PackIndex): CatalogLesson[] {
  return pack.modules.flatMap((module) =>
    module.lessons.map((entry) => ({ key: `${pack.id}/${entry.id}`, pack, module, entry })),
  );
}

function find(
  name: string,
  lessons: readonly CatalogLesson[],
  byKey: ReadonlyMap<string, CatalogLesson>,
): Found {
  const whole = byKey.get(name);
  if (whole) return { lesson: whole };
  const living = lessons.filter(({ entry }) => entry.id === name);
  const matches = living.length > 0 ? living : lessons.filter((lesson) => wasCalled(lesson, name));
  if (matches.length > 1) return { ambiguous: matches.map((lesson) => lesson.key) };
  if (matches[0]) return { lesson: matches[0] };
  const names = lessons.map((lesson) => (name.includes('/') ? lesson.key : lesson.entry.id));
  const suggestion = suggest(name, names);
  return suggestion === undefined ? { unknown: name } : { unknown: name, suggestion };
}

function wasCalled({ pack, entry }: CatalogLesson, name: string): boolean {
  return entry.was.some((former) => former === name || `${pack.id}/${former}` === name);
}

function renamesOf(
  allLessons: readonly CatalogLesson[],
  allQuizzes: readonly CatalogQuiz[],
  allLabs: readonly CatalogLab[],
): RenamedContent {
  const lessons = new Map<string, string>();
  const quizzes = new Map<string, string>();
  const labs = new Map<string, string>();
  const items = new Map<string, string>();
  const steps = new Map<string, ReadonlyMap<string, string>>();
  const tasks = new Map<string, ReadonlyMap<string, string>>();
  const note = (
    names: Map<string, string>,
    { key, pack, entry }: CatalogLesson | CatalogQuiz | CatalogLab,
  ): void => {
    for (const former of entry.was) names.set(`${pack.id}/${former}`, key);
    for (const [former, now] of renamedIn(pack.id, entry.formerItems ?? {})) items.set(former, now);
  };
  for (const quiz of allQuizzes) note(quizzes, quiz);
  for (const lesson of allLessons) {
    note(lessons, lesson);
    noteParts(steps, lesson.key, lesson.entry.steps);
  }
  for (const lab of allLabs) {
    note(labs, lab);
    noteParts(tasks, lab.key, lab.entry.taskIds);
  }
  return { lessons, quizzes, labs, items, steps, tasks };
}

function noteParts(
  names: Map<string, ReadonlyMap<string, string>>,
  key: string,
  parts: readonly { readonly id: string; readonly was: readonly string[] }[],
): void {
  const renamed = new Map<string, string>();
  for (const { id, was } of parts) for (const former of was) renamed.set(former, id);
  if (renamed.size > 0) names.set(key, renamed);
}
