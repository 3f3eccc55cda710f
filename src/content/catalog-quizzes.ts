/** Finding quizzes by what a learner calls them: their own name, or that of what they ask about. */
import type { PackSource } from './pack-source.ts';
import { suggest } from './suggest.ts';
import type { ModuleEntry, PackIndex, QuizEntry } from './types.ts';

/** A quiz in the catalog, without its items. */
export interface CatalogQuiz {
  /** `<pack>/<quiz>`: what progress hangs on. */
  readonly key: string;
  readonly pack: PackIndex;
  readonly module: ModuleEntry;
  readonly entry: QuizEntry;
}

/** What a name leads to. */
export type FoundQuizzes =
  /** The quizzes that are meant, in the order of the pack; none if what has this name has no quiz. */
  | { readonly quizzes: readonly CatalogQuiz[] }
  /** Several packs have something of this name; each is given as `<pack>/<name>`. */
  | { readonly ambiguous: readonly string[] }
  /** Nothing has this name; the nearest that something with a quiz has, if one is near. */
  | { readonly unknown: string; readonly suggestion?: string };

/** Something in a pack that can be named to mean quizzes. */
interface Nameable {
  /** Its own id, and its former ones. */
  readonly id: string;
  readonly was: readonly string[];
  readonly pack: string;
  readonly quizzes: readonly CatalogQuiz[];
}

/** Every quiz that a pack lists, in the order of its modules. */
export function quizzesOf(pack: PackIndex): CatalogQuiz[] {
  return pack.modules.flatMap((module) =>
    module.quizzes.map((entry) => ({ key: `${pack.id}/${entry.id}`, pack, module, entry })),
  );
}

/**
 * Finds the quizzes that a name means.
 *
 * @param packs where to look
 * @param name the id of a quiz; of a lesson, for its quiz; of a module, for its final, or for all its quizzes if it has
 *   no final; of a pack, for all of its quizzes. All but that of a pack may be written `<pack>/<id>`. Ids of today come
 *   before former ones, and those of quizzes before those of lessons, modules and packs
 */
export function findQuizzes(packs: readonly PackSource[], name: string): FoundQuizzes {
  const kinds = kindsOf(packs.map(({ index }) => index));
  const named: ((thing: Nameable) => boolean)[] = [
    ({ id, pack }) => id === name || `${pack}/${id}` === name,
    ({ was, pack }) => was.some((former) => former === name || `${pack}/${former}` === name),
  ];
  for (const isNamed of named) {
    for (const things of kinds) {
      const found = things.filter(isNamed);
      if (found.length > 1) return { ambiguous: found.map(({ pack, id }) => `${pack}/${id}`) };
      if (found[0] !== undefined) return { quizzes: found[0].quizzes };
    }
  }
  const names = kinds.flatMap((things) =>
    things.flatMap(({ id, pack, quizzes }) => {
      if (quizzes.length === 0) return [];
      return name.includes('/') ? `${pack}/${id}` : id;
    }),
  );
  const suggestion = suggest(name, names);
  return suggestion === undefined ? { unknown: name } : { unknown: name, suggestion };
}

/** Everything that can be named, kind by kind: quizzes, lessons, modules, packs. */
function kindsOf(packs: readonly PackIndex[]): readonly (readonly Nameable[])[] {
  const quizzes = packs.flatMap(quizzesOf);
  const inModules = <T>(things: (pack: PackIndex, module: ModuleEntry) => T[]): T[] =>
    packs.flatMap((pack) => pack.modules.flatMap((module) => things(pack, module)));
  return [
    quizzes.map((quiz) => ({ ...nameOf(quiz.entry), pack: quiz.pack.id, quizzes: [quiz] })),
    inModules((pack, { lessons }) =>
      lessons.map((lesson) => ({
        ...nameOf(lesson),
        pack: pack.id,
        quizzes: quizzes.filter((quiz) => quiz.pack === pack && quiz.entry.lesson === lesson.id),
      })),
    ),
    inModules((pack, module) => {
      const all = quizzes.filter((quiz) => quiz.pack === pack && quiz.module === module);
      const finals = all.filter(({ entry }) => entry.lesson === undefined);
      return [{ id: module.id, was: [], pack: pack.id, quizzes: finals.length > 0 ? finals : all }];
    }),
    packs.map((pack) => ({
      id: pack.id,
      was: [],
      pack: pack.id,
      quizzes: quizzes.filter((quiz) => quiz.pack === pack),
    })),
  ];
}

function nameOf({ id, was }: { readonly id: string; readonly was: readonly string[] }) {
  return { id, was };
}
