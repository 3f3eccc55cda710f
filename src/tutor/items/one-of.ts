import type { Item } from '../../content/types.ts';
import { gradeOf, type Remark, textOf } from './answers.ts';
import {
  type ChoiceEntry,
  choiceEntry,
  chosenWords,
  idsOf,
  pointedAt,
  pressOne,
  readOne,
  typeOne,
} from './choosing.ts';
import type { Choosable, ItemType } from './types.ts';

/** In what the types differ that want one of several things. */
export interface OneOf<I extends Item> {
  /** What is chosen from, in the author's order or that of the picture. */
  choices(item: I, parts: readonly Choosable[]): readonly Choosable[];
  /** Whether the order shown is one of chance. */
  readonly shuffled: boolean;
  /** Ids of what is right; any of them will do. */
  right(item: I): readonly string[];
  /** What is known of a choice; nothing if there is nothing to say. */
  remark(item: I, id: string): Remark | undefined;
}

/** A type of question that wants one of several things; all or nothing. */
export function oneOf<I extends Item>({
  choices,
  shuffled,
  right,
  remark,
}: OneOf<I>): ItemType<I, ChoiceEntry> {
  return {
    choices,
    start(item, parts, shuffle) {
      const ids = idsOf(choices(item, parts));
      return choiceEntry(shuffled ? shuffle(ids) : ids);
    },
    press: (_item, entry, key) => pressOne(entry, key),
    typed: (_item, entry, line) => typeOne(entry, line),
    answerOf: (_item, entry) => pointedAt(entry),
    read: (item, raw, parts) => readOne(raw, choices(item, parts)),
    grade(item, answer) {
      const chosen = textOf(answer);
      const correct = right(item).includes(chosen);
      const known = remark(item, chosen);
      const remarks = known === undefined ? [] : [known];
      return gradeOf(correct, correct ? 1 : 0, correct ? [] : remarks, remarks);
    },
    key: (item) => right(item)[0] ?? '',
    blank: '',
    words: (item, answer, parts) =>
      chosenWords(choices(item, parts), [textOf(answer)], (id) => right(item).includes(id)),
  };
}
