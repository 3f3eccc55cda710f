/** Which quiz is meant, and what it can draw from. */
import type { Catalog, CatalogQuiz } from '../content/catalog.ts';
import type { Quiz } from '../content/types.ts';
import { UserError } from '../platform/errors.ts';
import type { Progress } from '../progress/events.ts';
import type { Lang, Localized } from '../text/localized.ts';
import type { Messages } from '../text/messages/index.ts';
import type { Phrase } from '../text/prose.ts';
import { itemsOfQuiz, type SessionItem } from '../tutor/quiz/state.ts';
import { stateOf } from './where.ts';

/** Everything that an attempt can draw from. */
export interface Pool {
  /** `<pack>/<quiz>`; of several quizzes together, `<pack>/<module>` or `<pack>/<pack>`. */
  readonly key: string;
  /** What to write behind `docker-tutor quiz` for it. */
  readonly id: string;
  readonly title: Localized<Phrase>;
  readonly languages: readonly Lang[];
  readonly pass: number;
  /** How many items an attempt draws. */
  readonly draw: number;
  readonly items: readonly SessionItem[];
}

/** How many items an attempt at several quizzes together draws: what takes a quarter of an hour. */
const DRAW_OF_SEVERAL = 20;

/**
 * The pool that a name means: that of a quiz, of a lesson's quiz, of a module's final, or of all quizzes of a module or
 * a pack together.
 *
 * @param name as the user wrote it; without one, the quiz that comes next for this learner
 * @param progress the learner's
 * @throws UserError if nothing has this name, several packs do, or there is no quiz
 */
export function findPool(
  catalog: Catalog,
  name: string | undefined,
  progress: Progress,
  { quiz, error }: Messages,
): Pool {
  if (name === undefined) {
    const next = nextQuiz(catalog, progress);
    if (next === undefined) throw new UserError(quiz.noneAtAll, quiz.noneHint);
    return poolOf(catalog, next);
  }
  const found = catalog.findQuizzes(name);
  if ('ambiguous' in found)
    throw new UserError(quiz.ambiguous(name), error.writePack(found.ambiguous.join(', ')));
  if ('unknown' in found) {
    const { suggestion } = found;
    throw new UserError(
      quiz.none(name),
      suggestion === undefined ? quiz.noneHint : error.didYouMean(suggestion),
    );
  }
  const [first, ...more] = found.quizzes;
  if (first === undefined) throw new UserError(quiz.none(name), quiz.noneHint);
  return more.length === 0 ? poolOf(catalog, first) : poolOfSeveral(catalog, [first, ...more], name);
}

/**
 * The quiz that comes next: one that was begun and not ended, else that of the lesson last done, else the first of those
 * that have not been passed, else the first of all.
 */
function nextQuiz(catalog: Catalog, progress: Progress): CatalogQuiz | undefined {
  const isOpen = ({ key }: CatalogQuiz): boolean => progress.quizzes[key]?.best?.passed !== true;
  const begun = catalog.quizzes.find(({ key }) => progress.quizzes[key]?.attempt !== undefined);
  const done = catalog.lessons
    .filter((lesson) => stateOf(lesson, progress) === 'done')
    .sort((a, b) => (progress.lessons[b.key]?.at ?? 0) - (progress.lessons[a.key]?.at ?? 0))[0];
  const afterLesson = catalog.quizzes.find(
    (quiz) => done !== undefined && quiz.pack.id === done.pack.id && quiz.entry.lesson === done.entry.id,
  );
  const open = catalog.quizzes.find(isOpen);
  if (begun !== undefined) return begun;
  if (afterLesson !== undefined && isOpen(afterLesson)) return afterLesson;
  return open ?? afterLesson ?? catalog.quizzes[0];
}

function poolOf(catalog: Catalog, found: CatalogQuiz): Pool {
  const quiz = catalog.openQuiz(found);
  const { title, languages, pass, items } = quiz;
  return {
    key: found.key,
    id: quiz.id,
    title,
    languages,
    pass,
    draw: quiz.draw ?? items.length,
    items: itemsOfQuiz(quiz),
  };
}

/** Several quizzes together are passed as the strictest of them is. */
function poolOfSeveral(
  catalog: Catalog,
  found: readonly [CatalogQuiz, ...CatalogQuiz[]],
  name: string,
): Pool {
  const [{ pack, module }] = found;
  const whole = name === pack.id ? pack : module;
  const quizzes: readonly Quiz[] = found.map((quiz) => catalog.openQuiz(quiz));
  return {
    key: `${pack.id}/${whole.id}`,
    id: whole.id,
    title: whole.title,
    languages: pack.languages,
    pass: Math.max(...quizzes.map(({ pass }) => pass)),
    draw: DRAW_OF_SEVERAL,
    items: quizzes.flatMap(itemsOfQuiz),
  };
}
