/** When items are due, apart from all that is known of them: so that a review opens as fast after years as on day one. */
import { localDay } from './days.ts';
import { byDue, type DueItem, dueBy } from './due.ts';
import { isNewer } from './event-shape.ts';
import type { Event, Progress } from './events.ts';

/** When the items of a snapshot are due. Those with reviews that the schedule has not counted yet are not in it. */
export interface Agenda {
  /** `<pack>/<item>`, by when they are due, the earliest first. */
  readonly keys: readonly string[];
  /** When each is due, in milliseconds since 1970. */
  readonly due: readonly number[];
  /** The first of the last answers to items that are not in it, in milliseconds since 1970. */
  readonly pendingSince?: number;
}

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
  return {
    keys: items.map(({ key }) => key),
    due: items.map(({ due }) => due),
    ...(pendingSince !== undefined && { pendingSince }),
  };
}

/**
 * What of an agenda is due today. An item that was answered today is not: no interval is shorter than a day.
 *
 * @param agenda as of some point of the log
 * @param since what happened after that point
 * @param now the wall clock, in milliseconds since 1970
 * @returns the keys of the items, `<pack>/<item>`, those that wait longest first; undefined if that cannot be told
 *   without the schedule of what was answered on an earlier day, or of what was forgotten
 */
export function dueOfAgenda(
  agenda: Agenda,
  since: readonly Event[],
  now: number,
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
  // By when they are due, so what is due stands at the start; what a clock that ran ahead put off, at the end.
  const first = agenda.due.findIndex((due) => !isDue(due));
  if (first < 0) return without(agenda.keys, answered);
  const last = agenda.due.findLastIndex((due) => !isDue(due));
  return without([...agenda.keys.slice(0, first), ...agenda.keys.slice(last + 1)], answered);
}

function without(keys: readonly string[], answered: ReadonlySet<string>): readonly string[] {
  return answered.size === 0 ? keys : keys.filter((key) => !answered.has(key));
}
