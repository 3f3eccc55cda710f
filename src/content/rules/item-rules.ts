/** Every rule about items, in the order in which they run. */
import { commandLines, itemSetup } from './commands.ts';
import { layerAnswers } from './diagrams.ts';
import type { ItemRule } from './item-rule.ts';
import { correctOptions, missingSay, noWrongAnswer, rightAndWrong, strictQuestions } from './questions.ts';
import { optionsByPlace, sameText } from './readings.ts';
import { knownDiagrams, knownMisconceptions, knownObjectives, knownSources } from './references.ts';
import { gapsAgree, wrongNumbers } from './typed-answers.ts';

export const ITEM_RULES: readonly ItemRule[] = [
  knownSources,
  knownObjectives,
  knownMisconceptions,
  knownDiagrams,
  layerAnswers,
  correctOptions,
  noWrongAnswer,
  rightAndWrong,
  gapsAgree,
  wrongNumbers,
  commandLines,
  itemSetup,
  sameText,
  optionsByPlace,
  missingSay,
  strictQuestions,
];
