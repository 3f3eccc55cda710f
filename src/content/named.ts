/** What items name: what has to travel with the lesson or quiz that they stand in. */
import type { Item, WrongAnswer } from './types.ts';

/** The misconceptions that items name, each once. */
export function misconceptionsNamed(items: readonly Item[]): string[] {
  return [...new Set(items.flatMap((item) => wrongAnswersOf(item).flatMap(({ mis }) => mis ?? [])))];
}

/** Those of a map that are named, as a record. */
export function pick<T>(known: ReadonlyMap<string, T>, ids: Iterable<string>): Record<string, T> {
  const picked: Record<string, T> = {};
  for (const id of ids) {
    const found = known.get(id);
    if (found !== undefined) picked[id] = found;
  }
  return picked;
}

/** What is said of wrong answers, wherever the item's type keeps it. */
function wrongAnswersOf(item: Item): readonly WrongAnswer[] {
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'predict':
      return item.options;
    case 'match':
      return item.decoys;
    case 'cloze':
      return Object.values(item.gaps).flatMap((gap) => Object.values(gap.wrong));
    case 'numeric':
      return item.wrong;
    case 'layer':
    case 'command':
      return Object.values(item.wrong);
    case 'order':
      return [];
  }
}
