import type { Item } from '../content/types.ts';
import type { PartPath } from '../diagram/model.ts';
import type { Localized } from '../text/localized.ts';
import type { Prose } from '../text/prose.ts';

/** What an answer earned. */
export interface Grade {
  readonly correct: boolean;
  /** 0 to `max`; may be a fraction. */
  readonly score: number;
  readonly max: number;
  /** Ids of the misconceptions that the answer shows, each once. */
  readonly misconceptions: readonly string[];
  /** What to say of what was chosen or missed, in order. */
  readonly says: readonly Localized<Prose>[];
}

/** An answer to an item of the types that a walkthrough asks. */
export type Choice = string | readonly string[];

/**
 * Grades an answer.
 *
 * `multiple` earns +1/c for each right choice and −1/max(w, 2) for each wrong one, not under 0, where c and w count
 * the item's right and wrong options; the others are all or nothing (content format, "Scoring").
 *
 * @param item the item
 * @param answer option ids of `single` and `multiple`, a part path of `layer`; never positions
 */
export function grade(item: Item, answer: Choice): Grade {
  switch (item.type) {
    case 'single':
      return gradeOptions(item.options, [answerOf(answer)]);
    case 'multiple':
      return gradeOptions(item.options, typeof answer === 'string' ? [answer] : answer);
    case 'layer':
      return gradePart(item.answer, item.wrong, answerOf(answer));
  }
}

function answerOf(answer: Choice): string {
  return typeof answer === 'string' ? answer : (answer[0] ?? '');
}

type Options = Extract<Item, { type: 'multiple' }>['options'];

function gradeOptions(options: Options, chosen: readonly string[]): Grade {
  const right = options.filter((option) => option.correct);
  const wrong = options.filter((option) => !option.correct);
  const picked = options.filter((option) => chosen.includes(option.id));
  const hits = picked.filter((option) => option.correct).length;
  const misses = picked.length - hits;
  const score = Math.max(0, hits / right.length - misses / Math.max(wrong.length, 2));
  const correct = misses === 0 && hits === right.length;
  const wronglyPicked = picked.filter((option) => !option.correct);
  return {
    correct,
    score,
    max: 1,
    misconceptions: unique(wronglyPicked.flatMap((option) => option.mis ?? [])),
    says: (correct ? picked : wronglyPicked).flatMap((option) =>
      option.say === undefined ? [] : [option.say],
    ),
  };
}

function gradePart(
  answer: readonly PartPath[],
  wrong: Extract<Item, { type: 'layer' }>['wrong'],
  chosen: PartPath,
): Grade {
  const correct = answer.includes(chosen);
  const verdict = correct ? undefined : wrong[chosen];
  return {
    correct,
    score: correct ? 1 : 0,
    max: 1,
    misconceptions: verdict?.mis === undefined ? [] : [verdict.mis],
    says: verdict?.say === undefined ? [] : [verdict.say],
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
