import type { PredictItem } from '../../content/types.ts';
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

/** One of several outcomes of a command is the one that the sandbox shows; all or nothing. */
export const predict: ItemType<PredictItem, ChoiceEntry> = {
  choices: (item) => item.options,
  start: (item, _parts, shuffle) => choiceEntry(shuffle(idsOf(item.options))),
  press: (_item, entry, key) => pressOne(entry, key),
  typed: (_item, entry, line) => typeOne(entry, line),
  answerOf: (_item, entry) => pointedAt(entry),
  read: (item, raw) => readOne(raw, item.options),
  grade(item, answer) {
    const picked = item.options.find((option) => option.id === textOf(answer));
    const correct = picked !== undefined && picked.id === item.key;
    const remarks = picked === undefined ? [] : [picked];
    return gradeOf(correct, correct ? 1 : 0, correct ? [] : remarks, remarks);
  },
  key: (item) => item.key ?? '',
  blank: '',
  words: (item, answer) => chosenWords(item.options, [textOf(answer)], (id) => id === item.key),
};
