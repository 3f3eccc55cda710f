/** Pointing at options: what the types of question that show some share. */
import type { AnswerValue } from '../../progress/events.ts';
import { type KeyName, latinKey } from '../keys.ts';
import { idProblems, readingOf, wrongShape } from './answers.ts';
import type { Choosable, Press, Reading, Said } from './types.ts';

/** Options to choose from, and how far the learner is with them. */
export interface ChoiceEntry {
  /** Ids in the order shown. */
  readonly options: readonly string[];
  /** The option that the pointer is on, from 0. */
  readonly cursor: number;
  /** Ids chosen so far; used only where several may be. */
  readonly chosen: readonly string[];
}

/** An entry with nothing chosen and the pointer on the first option. */
export function choiceEntry(options: readonly string[]): ChoiceEntry {
  return { options, cursor: 0, chosen: [] };
}

/**
 * A row of numbers, as a line or a digit key names options.
 *
 * @param text what was typed
 * @returns indexes from 0; nothing if there is anything but whole numbers from 1 in it
 */
export function indexesIn(text: string): number[] | undefined {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0 || !words.every((word) => /^[1-9]\d?$/.test(word))) return undefined;
  return words.map((word) => Number(word) - 1);
}

/** The entry with the pointer on an option, going round at both ends. */
function pointAt(entry: ChoiceEntry, cursor: number): Press<ChoiceEntry> {
  const count = entry.options.length;
  return { entry: { ...entry, cursor: (cursor + count) % count } };
}

/** What a key does where one option is to be chosen: digits and arrows point, enter and space submit. */
export function pressOne(entry: ChoiceEntry, pressed: KeyName): Press<ChoiceEntry> | undefined {
  const key = latinKey(pressed);
  if (/^[1-9]$/.test(key) && Number(key) <= entry.options.length) return pointAt(entry, Number(key) - 1);
  switch (key) {
    case 'up':
    case 'k':
      return pointAt(entry, entry.cursor - 1);
    case 'down':
    case 'j':
      return pointAt(entry, entry.cursor + 1);
    case 'space':
    case 'enter':
      return { entry, submit: true };
    default:
      return undefined;
  }
}

/** What a key does where several options may be chosen: digits and space choose, enter submits. */
export function pressSeveral(entry: ChoiceEntry, pressed: KeyName): Press<ChoiceEntry> | undefined {
  const key = latinKey(pressed);
  if (/^[1-9]$/.test(key) && Number(key) <= entry.options.length)
    return { entry: toggle(entry, Number(key) - 1) };
  if (key === 'space') return { entry: toggle(entry, entry.cursor) };
  if (key === 'enter')
    return entry.chosen.length === 0 ? { entry, hint: 'choose-some' } : { entry, submit: true };
  return pressOne(entry, key);
}

function toggle(entry: ChoiceEntry, index: number): ChoiceEntry {
  const id = entry.options[index] ?? '';
  const chosen = entry.chosen.includes(id)
    ? entry.chosen.filter((each) => each !== id)
    : [...entry.chosen, id];
  return { ...entry, chosen, cursor: index };
}

/** What a line does where one option is to be chosen: its number answers at once. */
export function typeOne(entry: ChoiceEntry, line: string): Press<ChoiceEntry> | undefined {
  const [index, ...more] = indexesIn(line) ?? [];
  if (index === undefined) return undefined;
  if (more.length > 0 || index >= entry.options.length) return { entry, hint: 'no-such-number' };
  return { entry: { ...entry, cursor: index }, submit: true };
}

/** What a line does where several options may be chosen: its numbers are the whole answer. */
export function typeSeveral(entry: ChoiceEntry, line: string): Press<ChoiceEntry> | undefined {
  const indexes = indexesIn(line);
  if (indexes === undefined) return undefined;
  if (indexes.some((index) => index >= entry.options.length)) return { entry, hint: 'no-such-number' };
  const chosen = entry.options.filter((_, index) => indexes.includes(index));
  return { entry: { ...entry, chosen }, submit: true };
}

/** The id that the pointer is on. */
export function pointedAt(entry: ChoiceEntry): string {
  return entry.options[entry.cursor] ?? '';
}

/** Reads the id of one option. */
export function readOne(raw: unknown, choices: readonly Choosable[]): Reading {
  if (typeof raw !== 'string') return wrongShape('option');
  return readingOf(raw as AnswerValue, idProblems(raw, idsOf(choices), [], 'option'));
}

/** The ids of what can be chosen. */
export function idsOf(choices: readonly Choosable[]): string[] {
  return choices.map(({ id }) => id);
}

/**
 * The words of what was chosen, in the order of the options.
 *
 * @param ids what was chosen
 * @param isRight whether an id is right
 */
export function chosenWords(
  choices: readonly Choosable[],
  ids: readonly string[],
  isRight: (id: string) => boolean,
): Said[] {
  return choices.filter(({ id }) => ids.includes(id)).map(({ id, text }) => ({ text, correct: isRight(id) }));
}
