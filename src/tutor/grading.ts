import type { Item } from '../content/types.ts';
import type { AnswerValue } from '../progress/events.ts';
import { typeOf } from './items/index.ts';
import type { Grade } from './items/types.ts';

export type { Grade };

/** An answer to an item of the types that a walkthrough asks. */
export type Choice = string | readonly string[];

/**
 * Grades an answer, by the rules of the content format ("Scoring"); each type's own rule stands in its module.
 *
 * @param item the item
 * @param answer ids and words, never positions; one of another shape than the item's earns nothing
 */
export function grade(item: Item, answer: AnswerValue): Grade {
  return typeOf(item).grade(item, answer);
}
