import type { MatchItem } from '../../content/types.ts';
import type { Localized } from '../../text/localized.ts';
import type { Phrase } from '../../text/prose.ts';
import { type KeyName, latinKey } from '../keys.ts';
import { gradeOf, idProblems, isMap, mapOf, readingOf, wrongShape } from './answers.ts';
import { idsOf, indexesIn } from './choosing.ts';
import type { Choosable, ItemType, Press, ReadingProblem } from './types.ts';

/** Left sides being paired with right sides. */
export interface MatchEntry {
  /** Ids of the left sides, in the author's order. */
  readonly lefts: readonly string[];
  /** Ids of the right sides, decoys among them, in the order shown. */
  readonly rights: readonly string[];
  /** The row that the pointer is on, from 0; behind the last left side stands the row that submits. */
  readonly cursor: number;
  /** The right side chosen for each left side. */
  readonly chosen: Readonly<Record<string, string>>;
}

/** Left sides are paired with right sides: the mean of the pairs. */
export const match: ItemType<MatchItem, MatchEntry> = {
  choices: rightsOf,
  start(item, _parts, shuffle) {
    return { lefts: idsOfPairs(item), rights: shuffle(idsOf(rightsOf(item))), cursor: 0, chosen: {} };
  },
  press: (_item, entry, key) => press(entry, key),
  typed(_item, entry, line) {
    const indexes = indexesIn(line);
    if (indexes === undefined) return undefined;
    if (indexes.some((index) => index >= entry.rights.length)) return { entry, hint: 'no-such-number' };
    if (indexes.length !== entry.lefts.length) return { entry, hint: 'number-each' };
    const chosen = Object.fromEntries(
      entry.lefts.map((left, row) => [left, entry.rights[indexes[row] ?? 0] ?? '']),
    );
    return { entry: { ...entry, chosen }, submit: true };
  },
  answerOf: (_item, entry) => entry.chosen,
  read(item, raw) {
    if (!isMap(raw)) return wrongShape('pairs');
    const lefts = idsOfPairs(item);
    const rights = idsOf(rightsOf(item));
    const problems = Object.entries(raw).flatMap(([left, right]): ReadingProblem[] =>
      lefts.includes(left)
        ? idProblems(right, rights, [left], 'option')
        : [{ kind: 'unknown-key', given: left, known: lefts, path: [left] }],
    );
    return readingOf(raw as Record<string, string>, problems);
  },
  grade(item, answer) {
    const chosen = mapOf(answer);
    const missed = item.pairs.filter(({ id }) => chosen[id] !== id);
    const decoys = missed.flatMap(({ id }) => item.decoys.find((decoy) => decoy.id === chosen[id]) ?? []);
    const correct = missed.length === 0;
    const says = correct ? [] : [...decoys, ...missed.map(({ say }) => (say === undefined ? {} : { say }))];
    return gradeOf(correct, (item.pairs.length - missed.length) / item.pairs.length, decoys, says);
  },
  key: (item) => Object.fromEntries(item.pairs.map(({ id }) => [id, id])),
  blank: {},
  words(item, answer) {
    const chosen = mapOf(answer);
    const rights = rightsOf(item);
    return item.pairs.map((pair) => {
      const right = rights.find(({ id }) => id === chosen[pair.id]);
      return { text: joined(pair.left, right?.text), correct: right?.id === pair.id };
    });
  },
};

function idsOfPairs(item: MatchItem): string[] {
  return item.pairs.map(({ id }) => id);
}

function rightsOf(item: MatchItem): Choosable[] {
  return [...item.pairs, ...item.decoys].map(({ id, right }) => ({ id, text: right }));
}

/** `left → right` in each language that either is given in. */
function joined(left: Localized<Phrase>, right: Localized<Phrase> | undefined): Localized<Phrase> {
  const languages = new Set([...Object.keys(left), ...Object.keys(right ?? {})]);
  const inEither = (text: Localized<Phrase>, lang: string): Phrase =>
    text[lang] ?? text['und'] ?? Object.values(text)[0] ?? [];
  return Object.fromEntries(
    [...languages].map((lang) => [
      lang,
      [...inEither(left, lang), ' → ', ...(right === undefined ? ['?'] : inEither(right, lang))],
    ]),
  );
}

function press(entry: MatchEntry, pressed: KeyName): Press<MatchEntry> | undefined {
  const key = latinKey(pressed);
  const submitRow = entry.lefts.length;
  const at = (cursor: number): Press<MatchEntry> => ({ entry: { ...entry, cursor } });
  if (/^[1-9]$/.test(key) && Number(key) <= entry.rights.length) {
    const paired = pair(entry, Number(key) - 1);
    return { entry: { ...paired, cursor: nextOpen(paired) } };
  }
  switch (key) {
    case 'up':
    case 'k':
      return at((entry.cursor + submitRow) % (submitRow + 1));
    case 'down':
    case 'j':
      return at((entry.cursor + 1) % (submitRow + 1));
    case 'right':
      return { entry: turn(entry, 1) };
    case 'left':
      return { entry: turn(entry, -1) };
    case 'backspace':
      return { entry: unpair(entry) };
    case 'space':
    case 'enter':
      if (entry.cursor < submitRow) return at(nextOpen(entry));
      return nextOpen(entry) < submitRow
        ? { entry: { ...entry, cursor: nextOpen(entry) }, hint: 'pair-all' }
        : { entry, submit: true };
    default:
      return undefined;
  }
}

/** The row under the pointer paired with a right side. On the row that submits there is nothing to pair. */
function pair(entry: MatchEntry, right: number): MatchEntry {
  const left = entry.lefts[entry.cursor];
  const id = entry.rights[right];
  if (left === undefined || id === undefined) return entry;
  return { ...entry, chosen: { ...entry.chosen, [left]: id } };
}

function unpair(entry: MatchEntry): MatchEntry {
  const { [entry.lefts[entry.cursor] ?? '']: _, ...chosen } = entry.chosen;
  return { ...entry, chosen };
}

/** The next or the previous right side for the row under the pointer, going round. */
function turn(entry: MatchEntry, by: number): MatchEntry {
  const count = entry.rights.length;
  const now = entry.rights.indexOf(entry.chosen[entry.lefts[entry.cursor] ?? ''] ?? '');
  const first = by > 0 ? 0 : count - 1;
  return pair(entry, now < 0 ? first : (now + by + count) % count);
}

/** The next row without a right side, behind the pointer first; the row that submits if all have one. */
function nextOpen({ lefts, cursor, chosen }: MatchEntry): number {
  const isOpen = (row: number): boolean => chosen[lefts[row] ?? ''] === undefined;
  const rows = lefts.map((_, row) => (cursor + 1 + row) % lefts.length);
  return rows.find(isOpen) ?? lefts.length;
}
