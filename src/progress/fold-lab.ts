import type { Event, LabProgress } from './events.ts';

type LabEvent = Extract<Event, { type: 'lab-started' | 'task-met' | 'lab-done' }>;

/**
 * What is known of a lab after one more event. A lab that was done stays so when it is begun again.
 *
 * @param known what was known before; nothing, if it is new, or the log lost its beginning
 */
export function afterLabEvent(known: LabProgress | undefined, event: LabEvent): LabProgress {
  const { at } = event;
  const before: LabProgress = known ?? { state: 'started', engine: 'sandbox', met: [], at };
  switch (event.type) {
    case 'lab-started':
      return { state: before.state, engine: event.engine, met: [], at };
    case 'task-met':
      return {
        ...before,
        met: before.met.includes(event.task) ? before.met : [...before.met, event.task],
        at,
      };
    case 'lab-done':
      return { ...before, state: 'done', at };
  }
}

/** Two accounts of one lab under two names as one; which was worked on last, only the clock can tell. */
export function joinLabs(one: LabProgress, other: LabProgress): LabProgress {
  const later = one.at <= other.at ? other : one;
  return { ...later, state: one.state === 'done' || other.state === 'done' ? 'done' : 'started' };
}
