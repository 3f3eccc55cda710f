/** What an attempt came to, for scripts and for people who do not sit at it. */
import type { AnswerValue } from '../progress/events.ts';
import { typeOf } from '../tutor/items/index.ts';
import { type Results, resultsOf, rounded, scoreOf } from '../tutor/quiz/summary.ts';

/** `quiz --json` and `review --json`: the names are a contract. */
export interface ResultJson {
  readonly format: 1;
  readonly quiz: string | null;
  readonly seed: string;
  readonly score: number;
  readonly max: number;
  /** Nothing in a review, which nobody passes or fails. */
  readonly passed: boolean | null;
  readonly items: readonly {
    readonly id: string;
    readonly type: string;
    readonly correct: boolean;
    readonly score: number;
    readonly max: number;
    /** Nothing if it has no answer. */
    readonly answer: AnswerValue | null;
    readonly misconceptions: readonly string[];
  }[];
}

/**
 * The result of an attempt.
 *
 * @param quiz the quiz's id
 * @param name what to call an item; its id unless items of several packs come together
 */
export function resultJson(
  results: Results & { readonly seed: string },
  quiz: string | null,
  name: (asked: Results['items'][number]) => string = ({ item }) => item.id,
): ResultJson {
  const { score, max, passed } = scoreOf(results);
  return {
    format: 1,
    quiz,
    seed: results.seed,
    score,
    max,
    passed: passed ?? null,
    items: resultsOf(results).map(({ asked, grade }) => ({
      id: name(asked),
      type: asked.item.type,
      correct: grade?.correct ?? false,
      score: rounded(grade?.score ?? 0),
      max: grade?.max ?? typeOf(asked.item).grade(asked.item, typeOf(asked.item).blank).max,
      answer: results.answers[asked.key]?.answer ?? null,
      misconceptions: grade?.misconceptions ?? [],
    })),
  };
}
