/**
 * Where the items of a pack are, apart from everything else that a pack says of itself: a review of a pack with
 * thousands of items needs this of twenty of them, and nothing more before its first question.
 */
import type { Lang } from '../text/localized.ts';
import type { PackIndex } from './types.ts';

/** Where the items of a pack are. */
export interface ItemIndex {
  /** The pack's id. */
  readonly pack: string;
  readonly languages: readonly Lang[];
  /**
   * Every lesson, as `<lesson>/`, and every quiz, as `<lesson>/<quiz>`, or `/<quiz>` if it belongs to no lesson;
   * every lab in the same way, with a second slash before it.
   */
  readonly homes: readonly string[];
  /**
   * Every item in the order of ids, each as `|<item> <home>`, the home as its place in `homes`. One text is parsed in no
   * time, and searched by halves; a table of thousands would take longer to make than all the rest of the index.
   */
  readonly items: string;
  /** Ids that items had before, each with the id it has now. */
  readonly formerItems: Readonly<Record<string, string>>;
}

/** The lesson, the quiz or the lab that an item belongs to, by their ids. */
export interface ItemPlace {
  readonly pack: string;
  /** The lesson; of a quiz, the lesson it is about, if it is about one. */
  readonly lesson?: string;
  readonly quiz?: string;
  readonly lab?: string;
}

/** The index of a pack's items; ids are kebab-case, as those of a pack without errors are. */
export function indexItems({ id, languages, modules }: PackIndex): ItemIndex {
  const homes: string[] = [];
  const lines = new Map<string, string>();
  const add = (home: string, items: readonly string[]): void => {
    for (const item of items) lines.set(item, `|${item} ${homes.length}`);
    homes.push(home);
  };
  const lessons = modules.flatMap((module) => module.lessons);
  const quizzes = modules.flatMap((module) => module.quizzes);
  const labs = modules.flatMap((module) => module.labs);
  for (const lesson of lessons) add(`${lesson.id}/`, lesson.items);
  for (const { lesson = '', id: quiz, itemIds } of quizzes) add(`${lesson}/${quiz}`, itemIds);
  for (const { lesson = '', id: lab, itemIds } of labs) add(`${lesson}//${lab}`, itemIds);
  const items = [...lines.keys()].sort().map((item) => lines.get(item));
  const formerItems = Object.assign(
    {},
    ...[...lessons, ...quizzes, ...labs].map((entry) => entry.formerItems),
  );
  return { pack: id, languages, homes, items: items.join(''), formerItems };
}

/**
 * Where an item is.
 *
 * @param item its id, or any text
 * @returns nothing if the pack has no such item
 */
export function placeOfItem({ pack, homes, items }: ItemIndex, item: string): ItemPlace | undefined {
  // The line is looked for between these two, each the start of a line or the end of the text.
  let low = 0;
  let high = items.length;
  while (low < high) {
    const start = items.lastIndexOf('|', (low + high) >> 1);
    const space = items.indexOf(' ', start);
    const found = items.slice(start + 1, space);
    const end = endOfLine(items, space);
    if (found === item) return placeAt(pack, homes[Number(items.slice(space + 1, end))]);
    if (found < item) low = end;
    else high = start;
  }
  return undefined;
}

function endOfLine(items: string, from: number): number {
  const end = items.indexOf('|', from);
  return end < 0 ? items.length : end;
}

function placeAt(pack: string, home = ''): ItemPlace {
  const [lesson, quiz, lab] = home.split('/');
  return { pack, ...(lesson && { lesson }), ...(quiz && { quiz }), ...(lab && { lab }) };
}

/** Whether an index has a lesson of this id. */
export function hasLesson({ homes }: ItemIndex, id: string): boolean {
  return homes.includes(`${id}/`);
}

/** Whether an index has a quiz of this id. */
export function hasQuiz({ homes }: ItemIndex, id: string): boolean {
  return id !== '' && homes.some((home) => home.slice(home.indexOf('/') + 1) === id);
}

/** Whether an index has a lab of this id. */
export function hasLab({ homes }: ItemIndex, id: string): boolean {
  return id !== '' && homes.some((home) => home.slice(home.indexOf('/') + 1) === `/${id}`);
}
