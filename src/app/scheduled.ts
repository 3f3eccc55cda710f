import { localDay } from '../progress/days.ts';
import { needsSettling } from '../progress/due.ts';
import type { Progress } from '../progress/events.ts';
import type { Session } from './session.ts';

/**
 * Progress with the schedule of reviews up to date. The scheduler is loaded only if there is something to schedule, and
 * what it finds is kept, so that it has nothing to do the next time.
 *
 * @param need `today` if it is enough to know what is due today, which needs no schedule of what was answered today;
 *   `all` if every item's next review must be known
 */
export async function scheduledProgress(session: Session, need: 'today' | 'all'): Promise<Progress> {
  const now = session.host.now();
  const progress = await session.progress();
  if (!needsSettling(progress, need === 'today' ? localDay(now) : undefined)) return progress;
  const { cardsToKeep, settleAll } = await import('../progress/schedule.ts');
  const store = session.store();
  const names = (await session.catalog()).renames().items;
  const kept = settleAll(progress, now);
  store.settle(cardsToKeep(store.progress, kept, names), now);
  return settleAll(kept);
}
