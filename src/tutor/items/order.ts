import type { OrderItem } from '../../content/types.ts';
import { type KeyName, latinKey } from '../keys.ts';
import { gradeOf, idListProblems, listOf, readingOf, wrongShape } from './answers.ts';
import { idsOf, indexesIn } from './choosing.ts';
import type { ItemType, Press, ReadingProblem } from './types.ts';

/** Entries being put in order. */
export interface OrderEntry {
  /** Ids in the order first shown: the number of an entry is its place here, wherever it has been moved. */
  readonly numbered: readonly string[];
  /** Ids in the order so far. */
  readonly order: readonly string[];
  /** The row that the pointer is on, from 0; behind the last entry stands the row that submits. */
  readonly cursor: number;
  /** Whether the entry under the pointer has been picked up, so that it moves along. */
  readonly held: boolean;
  /** How many entries, from the first, were put in their place by typing their numbers. */
  readonly placed: number;
}

/** Entries are put in their right order: (longest increasing subsequence − 1) / (n − 1) of the point. */
export const order: ItemType<OrderItem, OrderEntry> = {
  choices: (item) => item.items,
  start(item, _parts, shuffle) {
    const right = idsOf(item.items);
    const shuffled = shuffle(right);
    // Chance may give the answer itself, of three entries every sixth time.
    const isAnswer = shuffled.every((id, index) => id === right[index]);
    const numbered = isAnswer ? [...right.slice(1), ...right.slice(0, 1)] : shuffled;
    return { numbered, order: numbered, cursor: 0, held: false, placed: 0 };
  },
  press: (_item, entry, key) => press(entry, key),
  typed(_item, entry, line) {
    const indexes = indexesIn(line);
    if (indexes === undefined) return undefined;
    const count = entry.numbered.length;
    if (indexes.some((index) => index >= count)) return { entry, hint: 'no-such-number' };
    if (new Set(indexes).size < count || indexes.length > count) return { entry, hint: 'number-each' };
    const ids = indexes.map((index) => entry.numbered[index] ?? '');
    return { entry: { ...entry, order: ids }, submit: true };
  },
  answerOf: (_item, entry) => entry.order,
  read(item, raw) {
    if (!Array.isArray(raw)) return wrongShape('order');
    const ids = idsOf(item.items);
    const problems = idListProblems(raw, ids);
    const missing = ids.filter((id) => !raw.includes(id));
    const leftOut: ReadingProblem = { kind: 'left-out', missing, path: [] };
    return readingOf(raw as string[], problems.length > 0 || missing.length === 0 ? problems : [leftOut]);
  },
  grade(item, answer) {
    const ids = idsOf(item.items);
    const places = placesOf(ids, listOf(answer));
    const length = inOrder(places).length;
    return gradeOf(length === ids.length, Math.max(0, length - 1) / (ids.length - 1), []);
  },
  key: (item) => idsOf(item.items),
  blank: [],
  words(item, answer) {
    const ids = idsOf(item.items);
    const places = placesOf(ids, listOf(answer));
    const kept = new Set(inOrder(places));
    return places.map((place) => ({ text: item.items[place]!.text, correct: kept.has(place) }));
  },
};

/** The right places of what was put in order, each from 0; what is unknown or there twice does not count. */
function placesOf(ids: readonly string[], answer: readonly string[]): number[] {
  return [...new Set(answer.map((id) => ids.indexOf(id)))].filter((place) => place >= 0);
}

/** A longest increasing subsequence. Lists have at most nine entries, so squared time is as good as any. */
function inOrder(places: readonly number[]): readonly number[] {
  const endingAt: number[][] = [];
  for (const [index, place] of places.entries()) {
    const before = endingAt.slice(0, index).filter((run) => run.at(-1)! < place);
    endingAt.push([...longest(before), place]);
  }
  return longest(endingAt);
}

function longest(runs: readonly (readonly number[])[]): readonly number[] {
  return runs.reduce((best, run) => (run.length > best.length ? run : best), []);
}

function press(entry: OrderEntry, pressed: KeyName): Press<OrderEntry> | undefined {
  const key = latinKey(pressed);
  const last = entry.order.length;
  if (/^[1-9]$/.test(key) && Number(key) <= last) return { entry: place(entry, Number(key) - 1) };
  switch (key) {
    case 'up':
    case 'k':
      return { entry: move(entry, -1) };
    case 'down':
    case 'j':
      return { entry: move(entry, 1) };
    case 'backspace':
      return { entry: { ...entry, placed: Math.max(0, entry.placed - 1), held: false } };
    case 'space':
    case 'enter':
      if (entry.cursor === last) return { entry, submit: true };
      return { entry: { ...entry, held: !entry.held, placed: 0 } };
    default:
      return undefined;
  }
}

/** The pointer a row up or down, with the entry that it holds; a held entry stays among the entries. */
function move(entry: OrderEntry, by: number): OrderEntry {
  const rows = entry.order.length + (entry.held ? 0 : 1);
  const cursor = (entry.cursor + by + rows) % rows;
  if (!entry.held) return { ...entry, cursor, placed: 0 };
  const rest = entry.order.filter((_, index) => index !== entry.cursor);
  return { ...entry, cursor, order: rest.toSpliced(cursor, 0, entry.order[entry.cursor]!), placed: 0 };
}

/** The entry of a number comes behind those that were placed before; the last one needs no number. */
function place(entry: OrderEntry, index: number): OrderEntry {
  const count = entry.order.length;
  const id = entry.numbered[index]!;
  const done = entry.placed >= count ? [] : entry.order.slice(0, entry.placed);
  if (done.includes(id)) return entry;
  const next = [...done, id];
  const placed = next.length === count - 1 ? count : next.length;
  return {
    ...entry,
    order: [...next, ...entry.order.filter((each) => !next.includes(each))],
    placed,
    cursor: placed,
    held: false,
  };
}
