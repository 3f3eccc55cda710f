/** What a learner can do, by the objectives of lessons. */
import type { Catalog, CatalogQuiz } from '../../content/catalog.ts';
import type { Item } from '../../content/types.ts';
import type { ItemProgress, Progress } from '../../progress/events.ts';
import type { Localized } from '../../text/localized.ts';
import type { Phrase } from '../../text/prose.ts';

/** An objective that the learner has met in a question. */
export interface ObjectiveState {
  readonly text: Localized<Phrase>;
  /** The id of the lesson that teaches it. */
  readonly lesson: string;
  /** Whether every question about it that was answered was right the last time, and the learner was not unsure. */
  readonly known: boolean;
}

/**
 * How the learner stands with the objectives that they were asked about, in the order of the lessons. Only lessons and
 * quizzes with an answer are read.
 *
 * @param progress under the names of today
 */
export function objectiveStates(catalog: Catalog, progress: Progress): ObjectiveState[] {
  const shaky = new Map<string, boolean>();
  const note = (pack: string, lesson: string, item: Item): void => {
    const known = progress.items[`${pack}/${item.id}`];
    if (item.objective === undefined || known?.last === undefined) return;
    const key = `${pack}/${lesson}/${item.objective}`;
    shaky.set(key, shaky.get(key) === true || isShaky(known));
  };
  const wasAsked = (pack: string, ids: readonly string[]): boolean =>
    ids.some((id) => progress.items[`${pack}/${id}`] !== undefined);

  const askedQuizzes = catalog.quizzes.filter(({ pack, entry }) => wasAsked(pack.id, entry.itemIds));
  for (const quiz of askedQuizzes) noteQuiz(catalog, quiz, note);
  const states: ObjectiveState[] = [];
  for (const found of catalog.lessons) {
    const { pack, entry } = found;
    const isAsked = wasAsked(pack.id, entry.items);
    if (!isAsked && ![...shaky.keys()].some((key) => key.startsWith(`${found.key}/`))) continue;
    const lesson = catalog.open(found);
    for (const { ask } of lesson.steps) if (ask !== undefined) note(pack.id, entry.id, ask);
    for (const { id, text } of lesson.objectives) {
      const state = shaky.get(`${found.key}/${id}`);
      if (state !== undefined) states.push({ text, lesson: entry.id, known: !state });
    }
  }
  return states;
}

function noteQuiz(
  catalog: Catalog,
  found: CatalogQuiz,
  note: (pack: string, lesson: string, item: Item) => void,
): void {
  const quiz = catalog.openQuiz(found);
  for (const item of quiz.items) {
    const objective = quiz.objectives.find(({ id }) => id === item.objective);
    if (objective !== undefined) note(quiz.pack, objective.lesson, item);
  }
}

function isShaky({ last }: ItemProgress): boolean {
  return last?.correct !== true || last.sure === false;
}
