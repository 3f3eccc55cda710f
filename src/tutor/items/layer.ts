import type { LayerItem } from '../../content/types.ts';
import { gradeOf, textOf } from './answers.ts';
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
import type { ItemType } from './types.ts';

/** A part of a picture is the answer, or any of several; all or nothing. Parts keep the order of the picture. */
export const layer: ItemType<LayerItem, ChoiceEntry> = {
  choices: (_item, parts) => parts,
  start: (_item, parts) => choiceEntry(idsOf(parts)),
  press: (_item, entry, key) => pressOne(entry, key),
  typed: (_item, entry, line) => typeOne(entry, line),
  answerOf: (_item, entry) => pointedAt(entry),
  read: (_item, raw, parts) => readOne(raw, parts),
  grade(item, answer) {
    const chosen = textOf(answer);
    const correct = item.answer.includes(chosen);
    const remark = correct ? undefined : item.wrong[chosen];
    return gradeOf(correct, correct ? 1 : 0, remark === undefined ? [] : [remark]);
  },
  key: (item) => item.answer[0] ?? '',
  blank: '',
  words: (item, answer, parts) => chosenWords(parts, [textOf(answer)], (id) => item.answer.includes(id)),
};
