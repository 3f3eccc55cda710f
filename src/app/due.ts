/** What is due of the items that packs still have, and where those are. */
import type { Catalog, ItemPlace } from '../content/catalog.ts';
import type { Lesson } from '../content/types.ts';
import type { Scene } from '../diagram/scene.ts';
import { dueItems } from '../progress/due.ts';
import type { ItemProgress, Progress } from '../progress/events.ts';
import { itemOfStep, itemsOfLab, itemsOfQuiz, type SessionItem } from '../tutor/quiz/state.ts';
import { scheduledProgress } from './scheduled.ts';
import type { Session } from './session.ts';

/** Where items are, by `<pack>/<item>`. */
export type ItemPlaces = ReadonlyMap<string, ItemPlace>;

/** Where every item of the packs is: those that quizzes, labs and steps of lessons ask. */
export function itemPlaces(catalog: Catalog): ItemPlaces {
  const places = new Map<string, ItemPlace>();
  for (const { pack, entry } of catalog.lessons) {
    const place: ItemPlace = { pack: pack.id, lesson: entry.id };
    for (const id of entry.items) places.set(`${pack.id}/${id}`, place);
  }
  for (const { pack, entry } of catalog.quizzes) {
    const { id: quiz, lesson } = entry;
    const place: ItemPlace = { pack: pack.id, ...(lesson !== undefined && { lesson }), quiz };
    for (const id of entry.itemIds) places.set(`${pack.id}/${id}`, place);
  }
  for (const { pack, entry } of catalog.labs) {
    const { id: lab, lesson } = entry;
    const place: ItemPlace = { pack: pack.id, ...(lesson !== undefined && { lesson }), lab };
    for (const id of entry.itemIds) places.set(`${pack.id}/${id}`, place);
  }
  return places;
}

/**
 * The first of what is due today, and where it is. Those that wait longest come first.
 *
 * @param limit how many, at most; little more is read than these
 */
export async function firstDue(session: Session, catalog: Catalog, limit: number): Promise<ItemPlaces> {
  for (let most = limit; ; most *= 4) {
    const due = await dueToday(session, most);
    const living = firstLiving(catalog, due, limit);
    // Some of them may be gone from the packs.
    if (living.size >= limit || due.length < most) return living;
  }
}

/** The keys of the first of what is due today, `<pack>/<item>`, those that wait longest first. */
async function dueToday(session: Session, most: number): Promise<readonly string[]> {
  const renamed = (await session.catalog()).renamedItems();
  const now = session.host.now();
  const known = session.store().dueToday(now, most);
  // What is known under several names must be put together before it is known when it is due.
  if (known !== undefined && (renamed.size === 0 || !known.some((key) => renamed.has(key)))) return known;
  return dueItems(await scheduledProgress(session, 'today'), now).map(({ key }) => key);
}

/**
 * The first of some items that packs still have, and where they are.
 *
 * @param keys `<pack>/<item>`, in the order wanted
 * @param limit how many, at most; no more are looked for
 */
function firstLiving(catalog: Catalog, keys: readonly string[], limit: number): ItemPlaces {
  const places = new Map<string, ItemPlace>();
  for (const key of keys) {
    if (places.size >= limit) break;
    const place = catalog.placeOf(key);
    if (place !== undefined) places.set(key, place);
  }
  return places;
}

/** What is known of the items that still exist. */
export function livingItems(places: ItemPlaces, progress: Progress): ItemProgress[] {
  return Object.entries(progress.items).flatMap(([key, item]) => (places.has(key) ? [item] : []));
}

/**
 * What an item is about, as far as mixing goes: items of a lesson and of its quiz are alike.
 *
 * @returns the same text for items that should not stand side by side
 */
export function kindOfPlace({ pack, lesson, quiz, lab }: ItemPlace): string {
  return `${pack}/${lesson ?? quiz ?? lab}`;
}

/**
 * Items to ask, each read from its lesson, quiz or lab when something of it is first asked for: the first question need not
 * wait for the last.
 *
 * @param keys `<pack>/<item>`, in the order wanted
 * @returns the items in that order, without those that no pack has
 */
export function openItems(catalog: Catalog, places: ItemPlaces, keys: readonly string[]): SessionItem[] {
  return keys.flatMap((key) => {
    const place = places.get(key);
    return place === undefined ? [] : [whenAsked(key, () => readItem(catalog, place, key))];
  });
}

function whenAsked(key: string, read: () => SessionItem): SessionItem {
  let known: SessionItem | undefined;
  const once = (): SessionItem => {
    known ??= read();
    return known;
  };
  return {
    key,
    get item() {
      return once().item;
    },
    get home() {
      return once().home;
    },
    // Undefined where there is no picture, which is the same to everyone who asks.
    get scene() {
      return once().scene as Scene;
    },
  };
}

/** @throws RangeError if the pack's table of contents promised an item that is not there */
function readItem(catalog: Catalog, place: ItemPlace, key: string): SessionItem {
  const opened = catalog.openPlace(place);
  const found =
    'lesson' in opened
      ? readAsk(opened.lesson, key)
      : ('quiz' in opened ? itemsOfQuiz(opened.quiz) : itemsOfLab(opened.lab)).find(
          (item) => item.key === key,
        );
  if (found === undefined) throw new RangeError(`no item ${key} is where it should be`);
  return found;
}

function readAsk(lesson: Lesson, key: string): SessionItem | undefined {
  const step = lesson.steps.find(({ ask }) => ask !== undefined && `${lesson.pack}/${ask.id}` === key);
  return step && itemOfStep(lesson, step);
}
