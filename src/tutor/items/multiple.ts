import type { MultipleItem } from '../../content/types.ts';
import { gradeOf, idListProblems, listOf, readingOf, wrongShape } from './answers.ts';
import { type ChoiceEntry, choiceEntry, chosenWords, idsOf, pressSeveral, typeSeveral } from './choosing.ts';
import type { ItemType } from './types.ts';

/**
 * Several options are right. A right choice earns 1/c and a wrong one takes 1/max(w, 2), never below nothing in all,
 * where c and w count the item's right and wrong options (content format, "Scoring").
 */
export const multiple: ItemType<MultipleItem, ChoiceEntry> = {
  choices: (item) => item.options,
  start: (item, _parts, shuffle) => choiceEntry(shuffle(idsOf(item.options))),
  press: (_item, entry, key) => pressSeveral(entry, key),
  typed: (_item, entry, line) => typeSeveral(entry, line),
  answerOf: (_item, entry) => entry.chosen,
  read(item, raw) {
    if (!Array.isArray(raw)) return wrongShape('options');
    return readingOf(raw as string[], idListProblems(raw, idsOf(item.options)));
  },
  grade(item, answer) {
    const chosen = listOf(answer);
    const right = item.options.filter((option) => option.correct);
    const picked = item.options.filter((option) => chosen.includes(option.id));
    const misses = picked.filter((option) => !option.correct);
    const hits = picked.length - misses.length;
    const wrong = item.options.length - right.length;
    const score = Math.max(0, hits / Math.max(1, right.length) - misses.length / Math.max(wrong, 2));
    const correct = misses.length === 0 && hits === right.length;
    return gradeOf(correct, score, misses, correct ? picked : misses);
  },
  key: (item) => item.options.filter((option) => option.correct).map((option) => option.id),
  blank: [],
  words: (item, answer) =>
    chosenWords(item.options, listOf(answer), (id) =>
      item.options.some((option) => option.id === id && option.correct),
    ),
};
