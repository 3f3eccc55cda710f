/** When items are due, apart from all that is known of them: so that a review opens as fast after years as on day one. */
import { localDay } from './days.ts';
import { byDue, type DueItem, dueBy } from './due.ts';
import { isNewer } from './event-shape.ts';
import type { Event, Progress } from './events.ts';

/** When the items of a snapshot are due. Those with reviews that the schedule has not counted yet are not in it. */
export interface Agenda {
  /** Those that are due earliest first. */
  readonly pages: readonly AgendaPage[];
  /** The first of the last answers to items that are not in it, in milliseconds since 1970. */
  readonly pendingSince?: number;
}

/** Items that are due one after another: what is due today needs few of them. */
export interface AgendaPage {
  /** When the first and the last of them are due, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** The items, the earliest first; undefined if they cannot be read. */
  readonly items: () => PageItems | undefined;
}

export interface PageItems {
  /** `<pack>/<item>` */
  readonly keys: readonly string[];
  /** When each is due, in milliseconds since 1970. */
  readonly due: readonly number[];
}

/** Items of a page: some ten kilobytes. */
const PAGE = 256;

/**
 * The agenda of progress.
 *
 * @param progress as folded
 */
export function agendaOf(progress: Progress): Agenda {
  const items: DueItem[] = [];
  let pendingSince: number | undefined;
  for (const [key, { card, pending }] of Object.entries(progress.items)) {
    const last = pending.at(-1);
    if (last) pendingSince = Math.min(last.at, pendingSince ?? last.at);
    else if (card) items.push({ key, due: card.due });
  }
  items.sort(byDue);
  const pages: AgendaPage[] = [];
  for (let at = 0; at < items.length; at += PAGE) pages.push(pageOf(items.slice(at, at + PAGE)));
  return { pages, ...(pendingSince !== undefined && { pendingSince }) };
}

function pageOf(items: readonly DueItem[]): AgendaPage {
  const own = { keys: items.map(({ key }) => key), due: items.map(({ due }) => due) };
  return { from: own.due[0]!, to: own.due.at(-1)!, items: () => own };
}

/**
 * What of an agenda is due today. An item that was answered today is not: no interval is shorter than a day.
 *
 * @param agenda as of some point of the log
 * @param since what happened after that point
 * @param now the wall clock, in milliseconds since 1970
 * @param most how many to tell, at most; no more are looked for
 * @returns the keys of the items, `<pack>/<item>`, those that wait longest first; undefined if that cannot be told
 *   without the schedule of what was answered on an earlier day, or of what was forgotten, or if the agenda is broken
 */
export function dueOfAgenda(
  agenda: Agenda,
  since: readonly Event[],
  now: number,
  most = Number.POSITIVE_INFINITY,
): readonly string[] | undefined {
  const today = localDay(now);
  const isToday = (at: number | undefined): boolean => at === undefined || localDay(at) >= today;
  if (!isToday(agenda.pendingSince)) return undefined;
  const answered = new Set<string>();
  for (const event of since) {
    if (isNewer(event)) continue;
    if (event.type === 'reset' || (event.type === 'answered' && !isToday(event.at))) return undefined;
    if (event.type === 'answered') answered.add(event.item);
  }
  const isDue = dueBy(now);
  const found: string[] = [];
  for (const { from, to, items } of agenda.pages) {
    // What is due stands at the start; what a clock that ran ahead put off, at the end. So between two that are not
    // due, none is.
    if (found.length >= most) break;
    if (!isDue(from) && !isDue(to)) continue;
    const page = items();
    if (page === undefined) return undefined;
    for (const [at, key] of page.keys.entries())
      if (isDue(page.due[at]!) && !answered.has(key)) found.push(key);
  }
  return found.slice(0, most);
}
