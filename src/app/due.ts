/** What is due of the items that packs still have, and where those are. */
import type { Catalog, CatalogLesson, CatalogQuiz } from '../content/catalog.ts';
import type { Lesson } from '../content/types.ts';
import type { Scene } from '../diagram/scene.ts';
import { type DueItem, dueItems } from '../progress/due.ts';
import type { ItemProgress, Progress } from '../progress/events.ts';
import { itemOfStep, itemsOfQuiz, type SessionItem } from '../tutor/quiz/state.ts';
import { scheduledProgress } from './scheduled.ts';
import type { Session } from './session.ts';

/** The lesson or quiz that an item belongs to. */
export type ItemPlace = { readonly lesson: CatalogLesson } | { readonly quiz: CatalogQuiz };

/**
 * Where every item of the packs is: those that quizzes ask and those that steps of lessons ask.
 *
 * @returns places by `<pack>/<item>`
 */
export function itemPlaces(catalog: Catalog): ReadonlyMap<string, ItemPlace> {
  const places = new Map<string, ItemPlace>();
  for (const lesson of catalog.lessons) {
    for (const id of lesson.entry.items) places.set(`${lesson.pack.id}/${id}`, { lesson });
  }
  for (const quiz of catalog.quizzes) {
    for (const id of quiz.entry.itemIds) places.set(`${quiz.pack.id}/${id}`, { quiz });
  }
  return places;
}

/**
 * The items that are due today and still exist, those that wait longest first.
 *
 * @param places as {@link itemPlaces} gives them
 */
export async function dueToday(
  session: Session,
  places: ReadonlyMap<string, ItemPlace>,
): Promise<readonly DueItem[]> {
  const { items: renamed } = (await session.catalog()).renames();
  const now = session.host.now();
  const known = session.store().dueToday(now);
  // What is known under several names must be put together before it is known when it is due.
  const due =
    known === undefined || known.some(({ key }) => renamed.has(key))
      ? dueItems(await scheduledProgress(session, 'today'), now)
      : known;
  return due.filter(({ key }) => places.has(key));
}

/** What is known of the items that still exist. */
export function livingItems(places: ReadonlyMap<string, ItemPlace>, progress: Progress): ItemProgress[] {
  return Object.entries(progress.items).flatMap(([key, item]) => (places.has(key) ? [item] : []));
}

/**
 * What an item is about, as far as mixing goes: items of a lesson and of its quiz are alike.
 *
 * @returns the same text for items that should not stand side by side
 */
export function kindOfPlace(place: ItemPlace): string {
  if ('lesson' in place) return place.lesson.key;
  const { key, pack, entry } = place.quiz;
  return entry.lesson === undefined ? key : `${pack.id}/${entry.lesson}`;
}

/**
 * Items to ask, each read from its lesson or quiz when something of it is first asked for: the first question need not
 * wait for the last.
 *
 * @param keys `<pack>/<item>`, in the order wanted
 * @returns the items in that order, without those that no pack has
 */
export function openItems(
  catalog: Catalog,
  places: ReadonlyMap<string, ItemPlace>,
  keys: readonly string[],
): SessionItem[] {
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
  const found =
    'quiz' in place
      ? itemsOfQuiz(catalog.openQuiz(place.quiz)).find((item) => item.key === key)
      : readAsk(catalog.open(place.lesson), key);
  if (found === undefined) throw new RangeError(`no item ${key} is where it should be`);
  return found;
}

function readAsk(lesson: Lesson, key: string): SessionItem | undefined {
  const step = lesson.steps.find(({ ask }) => ask !== undefined && `${lesson.pack}/${ask.id}` === key);
  return step && itemOfStep(lesson, step);
}
