import type { SingleItem } from '../../content/types.ts';
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

/** One of several options is right; all or nothing. */
export const single: ItemType<SingleItem, ChoiceEntry> = {
  choices: (item) => item.options,
  start: (item, _parts, shuffle) => choiceEntry(shuffle(idsOf(item.options))),
  press: (_item, entry, key) => pressOne(entry, key),
  typed: (_item, entry, line) => typeOne(entry, line),
  answerOf: (_item, entry) => pointedAt(entry),
  read: (item, raw) => readOne(raw, item.options),
  grade(item, answer) {
    const picked = item.options.find((option) => option.id === textOf(answer));
    const correct = picked?.correct ?? false;
    const remarks = picked === undefined ? [] : [picked];
    return gradeOf(correct, correct ? 1 : 0, correct ? [] : remarks, remarks);
  },
  key: (item) => item.options.find((option) => option.correct)?.id ?? '',
  blank: '',
  words: (item, answer) =>
    chosenWords(item.options, [textOf(answer)], (id) =>
      item.options.some((option) => option.id === id && option.correct),
    ),
};
