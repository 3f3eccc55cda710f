import type { Lesson } from '../../src/content/types.ts';
import type { EventBody } from '../../src/progress/events.ts';
import type { Effect, Viewport } from '../../src/tutor/walkthrough/moves.ts';
import type { Walk } from '../../src/tutor/walkthrough/state.ts';
import { begin, update } from '../../src/tutor/walkthrough/update.ts';

/** A walk at the first step of a lesson. */
export function walkOf(lesson: Lesson, more: Partial<Walk> = {}): Walk {
  return {
    lesson,
    lang: 'en',
    languages: ['en', 'ko'],
    step: 0,
    frame: 0,
    motion: false,
    scroll: 0,
    answered: {},
    passedOver: [],
    ...more,
  };
}

/** What keys led to. */
export interface Played {
  readonly walk: Walk;
  readonly events: readonly EventBody[];
  readonly effects: readonly Effect[];
}

/** Begins a walk and presses keys, one after the other. */
export function play(
  start: Walk,
  keys: readonly string[],
  viewport: Viewport = { maxScroll: 0, bodyRows: 18 },
): Played {
  const first = begin(start);
  let walk = first.state;
  const events = [...first.events];
  const effects = [...first.effects];
  for (const key of keys) {
    const outcome = update(walk, { type: 'key', key }, viewport);
    walk = outcome.state;
    events.push(...outcome.events);
    effects.push(...outcome.effects);
  }
  return { walk, events, effects };
}
