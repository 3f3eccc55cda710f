/** What a learner can do, by the objectives of lessons. */
import type { Catalog } from '../../content/catalog.ts';
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
 * How the learner stands with the objectives that they were asked about, in the order of the lessons. No lesson or quiz
 * is read for it.
 *
 * @param progress under the names of today
 */
export function objectiveStates(catalog: Catalog, progress: Progress): ObjectiveState[] {
  return catalog.packs.flatMap((pack) =>
    pack.objectives().flatMap(({ lesson, text, items }) => {
      const answered = items
        .flatMap((id) => progress.items[`${pack.index.id}/${id}`] ?? [])
        .filter(({ last }) => last !== undefined);
      return answered.length === 0 ? [] : [{ text, lesson, known: !answered.some(isShaky) }];
    }),
  );
}

function isShaky({ last }: ItemProgress): boolean {
  return last?.correct !== true || last.sure === false;
}
