/** What a walkthrough and a quiz have in common: pure machines that keys move, on a screen of some height. */
import type { EventBody } from '../progress/events.ts';
import type { Lang } from '../text/localized.ts';
import type { KeyName } from './keys.ts';

/** What a machine knows of the screen at the moment of an input. */
export interface Viewport {
  /** How far the body can scroll in the frame that the learner sees. */
  readonly maxScroll: number;
  /** Rows of the body. */
  readonly bodyRows: number;
}

/** What the outside is to do. */
export type Effect =
  | { readonly do: 'tick'; readonly after: number }
  | { readonly do: 'language'; readonly lang: Lang }
  | { readonly do: 'open'; readonly lesson: string; readonly step?: string }
  /** Let the learner try what a step of the lesson gives to try; then tell whether it was done. */
  | { readonly do: 'practice'; readonly step: string }
  | { readonly do: 'quit' };

/** What an input leads to. Events are on disk before the state is shown. */
export interface OutcomeOf<State> {
  readonly state: State;
  readonly events: readonly EventBody[];
  readonly effects: readonly Effect[];
}

/** An outcome: a state, with what happened and what is to be done, if anything. */
export function still<State>(
  state: State,
  events: readonly EventBody[] = [],
  effects: readonly Effect[] = [],
): OutcomeOf<State> {
  return { state, events, effects };
}

/** Scrolls to the end, wherever that is; the screen clamps it. */
export const END = Number.MAX_SAFE_INTEGER;

/**
 * Moves the body under its window.
 *
 * @param state any state with lines of its body above the screen
 * @param key an arrow, a page key, `home` or `end`; another key moves nothing
 * @param viewport the screen as it was seen
 */
export function scrolled<State extends { readonly scroll: number }>(
  state: State,
  key: KeyName,
  { maxScroll, bodyRows }: Viewport,
): State {
  const top = Math.min(state.scroll, maxScroll);
  // One line stays from page to page, so that the eye finds its place.
  const page = Math.max(1, bodyRows - 2);
  const steps: Record<string, number> = {
    up: -1,
    down: 1,
    'page-up': -page,
    'page-down': page,
    home: -END,
    end: END,
  };
  const wanted = Math.max(0, Math.min(maxScroll, top + (steps[key] ?? 0)));
  return { ...state, scroll: wanted };
}

/**
 * The language that comes after one, going round.
 *
 * @param languages those to go round
 */
export function nextLanguage(lang: Lang, languages: readonly Lang[]): Lang {
  return languages[(languages.indexOf(lang) + 1) % languages.length] ?? lang;
}
