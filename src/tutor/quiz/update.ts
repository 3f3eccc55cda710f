import type { AnswerValue, EventBody } from '../../progress/events.ts';
import { grade } from '../grading.ts';
import { type Entry, isTyped, typeOf } from '../items/index.ts';
import type { Press } from '../items/types.ts';
import { type KeyName, latinKey } from '../keys.ts';
import { END, nextLanguage, type OutcomeOf, scrolled, still, type Viewport } from '../machine.ts';
import { answeredEvent, doneEvents, startedEvents } from './events.ts';
import {
  currentItem,
  entryFor,
  type Given,
  type Phase,
  type Place,
  type QuizState,
  type SessionItem,
} from './state.ts';

/** What reaches a session from outside. */
export type QuizInput =
  | { readonly type: 'key'; readonly key: KeyName }
  /** A line, where the program reads lines instead of single keys. */
  | { readonly type: 'line'; readonly line: string }
  /** Where to read about items, by their keys. */
  | { readonly type: 'places'; readonly places: Readonly<Record<string, Place>> }
  /** Items that can be graded now, by their keys. */
  | { readonly type: 'prepared'; readonly items: Readonly<Record<string, SessionItem>> }
  /** An author saved the quiz: go on with its items, at the one that changed. */
  | {
      readonly type: 'quiz';
      readonly items: QuizState['items'];
      readonly title: NonNullable<QuizState['title']>;
      readonly at: number;
    }
  /** An author saved something with problems: lines that say which. */
  | { readonly type: 'report'; readonly lines: readonly string[] }
  | { readonly type: 'tick' };

/** What an input to a session leads to. */
export type QuizOutcome = OutcomeOf<QuizState>;

/**
 * Begins a session at the first item that has no answer: the first thing to call. An attempt whose items are all
 * answered comes to its end.
 *
 * @param state as `startSession` made it
 */
export function begin(state: QuizState): QuizOutcome {
  const next = goOn(state);
  return { ...next, events: [...(state.resumed ? [] : startedEvents(state)), ...next.events] };
}

/**
 * What an input does.
 *
 * @param state the session before
 * @param input the key, line or message
 * @param viewport the screen as the learner saw it at that moment
 */
export function update(state: QuizState, input: QuizInput, viewport: Viewport): QuizOutcome {
  if (input.type === 'tick') return still(state);
  if (input.type === 'places') return still({ ...state, places: { ...state.places, ...input.places } });
  if (input.type === 'prepared') {
    const { items } = input;
    return still({ ...state, items: state.items.map((each) => items[each.key] ?? each) });
  }
  const { hint: _, ...calm } = state;
  if (input.type === 'quiz') return saved(calm, input);
  if (input.type === 'report') return still({ ...calm, overlay: 'report', report: input.lines, scroll: 0 });
  if (input.type === 'line') return line(calm, input.line.normalize('NFC').trim(), viewport);
  return calm.overlay === undefined
    ? press(calm, input.key, viewport)
    : overOverlay(calm, input.key, viewport);
}

function press(state: QuizState, key: KeyName, viewport: Viewport): QuizOutcome {
  const { phase } = state;
  const asked = currentItem(state);
  if (phase.kind === 'choosing' && asked !== undefined) {
    const pressed = typeOf(asked.item).press(asked.item, phase.entry, key);
    if (pressed !== undefined) return entered(state, asked, pressed);
  }
  const meant = latinKey(key);
  return everywhere(state, meant, viewport) ?? inPhase(state, meant, viewport);
}

/** Keys that mean the same on every page, unless they are text. */
function everywhere(state: QuizState, key: KeyName, viewport: Viewport): QuizOutcome | undefined {
  switch (key) {
    case 'q':
    case 'ctrl-d':
      return still(state, endEvents(state), [{ do: 'quit' }]);
    case 'l': {
      const lang = nextLanguage(state.lang, state.languages);
      return still({ ...state, lang }, [], lang === state.lang ? [] : [{ do: 'language', lang }]);
    }
    case '?':
    case 'h':
    case 'escape':
      return still({ ...state, overlay: 'keys', scroll: 0 });
    case 'd':
      return currentItem(state)?.scene === undefined
        ? still({ ...state, hint: 'no-picture' })
        : still({ ...state, overlay: 'describe', scroll: 0 });
    case 'page-up':
    case 'page-down':
    case 'home':
    case 'end':
      return still(scrolled(state, key, viewport));
    default:
      return undefined;
  }
}

function inPhase(state: QuizState, key: KeyName, viewport: Viewport): QuizOutcome {
  switch (state.phase.kind) {
    case 'choosing':
      if (key === 's') return passOver(state);
      return key === 'right' || key === 'n' ? still({ ...state, hint: 'answer-first' }) : still(state);
    case 'sure':
      return sayingHowSure(state, key);
    case 'told':
    case 'summary':
      return reading(state, key, viewport);
  }
}

/** What the learner put in. A submitted entry is recorded at once, before anything is said of it. */
function entered(state: QuizState, asked: SessionItem, pressed: Press<Entry>): QuizOutcome {
  const { entry, submit, hint } = pressed;
  const next: QuizState = { ...state, phase: { kind: 'choosing', entry }, ...(hint && { hint }) };
  if (submit !== true) return still(next);
  const answer = typeOf(asked.item).answerOf(asked.item, entry);
  return answered(state, asked, answer, { kind: 'sure', entry });
}

function passOver(state: QuizState): QuizOutcome {
  const asked = currentItem(state);
  // There is nothing to be sure of.
  return asked === undefined
    ? still(state)
    : answered(state, asked, typeOf(asked.item).blank, { kind: 'told' });
}

function answered(state: QuizState, asked: SessionItem, answer: AnswerValue, phase: Phase): QuizOutcome {
  const answers = { ...state.answers, [asked.key]: { answer } };
  return still({ ...state, answers, phase, scroll: phase.kind === 'sure' ? END : 0 }, [
    answeredEvent(state, asked, answer),
  ]);
}

/** Asked before the verdict, so that the verdict cannot colour it. */
function sayingHowSure(state: QuizState, key: KeyName): QuizOutcome {
  const asked = currentItem(state);
  const given = asked && state.answers[asked.key];
  const told: QuizState = { ...state, phase: { kind: 'told' }, scroll: 0 };
  if (asked !== undefined && given !== undefined && (key === '1' || key === '2')) {
    const sure = key === '1';
    const known: Given = { ...given, sure };
    return still({ ...told, answers: { ...state.answers, [asked.key]: known } }, [
      { type: 'sure', item: asked.key, sure },
    ]);
  }
  return ['enter', 'space', 'right', 'n'].includes(key) ? still(told) : still(state);
}

function reading(state: QuizState, key: KeyName, viewport: Viewport): QuizOutcome {
  switch (key) {
    case 'space':
      if (Math.min(state.scroll, viewport.maxScroll) < viewport.maxScroll)
        return still(scrolled(state, 'page-down', viewport));
      return onward(state);
    case 'right':
    case 'enter':
    case 'n':
      return onward(state);
    case 'up':
    case 'down':
      return still(scrolled(state, key, viewport));
    case 'k':
      return still(scrolled(state, 'up', viewport));
    case 'j':
      return still(scrolled(state, 'down', viewport));
    case 'v':
      return openPlace(state);
    default:
      return still(state);
  }
}

function onward(state: QuizState): QuizOutcome {
  return state.phase.kind === 'summary' ? still(state, [], [{ do: 'quit' }]) : goOn(state);
}

/** Shows an item of a quiz that was saved; what was answered before is forgotten. */
function saved(
  { overlay: _, ...state }: QuizState,
  { items, title, at }: Extract<QuizInput, { type: 'quiz' }>,
): QuizOutcome {
  return ask({ ...state, items, title, answers: {} }, at);
}

/** To the first item without an answer, or to the summary. */
function goOn(state: QuizState): QuizOutcome {
  const open = state.items.findIndex(({ key }) => state.answers[key] === undefined);
  return ask(state, open < 0 ? state.items.length : open);
}

/** To an item; past the last one, to the summary. */
function ask(state: QuizState, at: number): QuizOutcome {
  const asked = state.items[at];
  if (asked === undefined) {
    const ended: QuizState = { ...state, at: state.items.length, phase: { kind: 'summary' }, scroll: 0 };
    return still(ended, endEvents(state));
  }
  const phase: Phase = { kind: 'choosing', entry: entryFor(asked, state.seed) };
  // On a screen that cannot hold it all, a question shows its options first.
  return still({ ...state, at, phase, scroll: END });
}

/** The end of an attempt, once: when its last item has been answered and the learner leaves that item. */
function endEvents(state: QuizState): EventBody[] {
  const { items, answers, at } = state;
  const open = items.some(({ key }) => answers[key] === undefined);
  return open || at >= items.length ? [] : doneEvents(state);
}

/** Opens the lesson step to read about the item on the screen; at the end, about the first one that was missed. */
function openPlace(state: QuizState): QuizOutcome {
  const missed = state.items.find(({ key, item }) => {
    const given = state.answers[key];
    return given !== undefined && !grade(item, given.answer).correct && state.places[key] !== undefined;
  });
  const place = state.places[(currentItem(state) ?? missed)?.key ?? ''];
  if (place === undefined) return still({ ...state, hint: 'no-place' });
  const { lesson, step } = place;
  return still(state, [], [{ do: 'open', lesson, ...(step && { step: step.id }) }]);
}

/** Keys while something lies over the item. In the list of keys each key does what it says there. */
function overOverlay(state: QuizState, pressed: KeyName, viewport: Viewport): QuizOutcome {
  const key = latinKey(pressed);
  const { overlay, ...below } = state;
  if (key === 'l') {
    const { state: switched, ...rest } = everywhere(below, key, viewport) ?? still(below);
    return { ...rest, state: { ...switched, ...(overlay && { overlay }) } };
  }
  if (['up', 'down', 'page-up', 'page-down', 'home', 'end'].includes(key))
    return still(scrolled(state, key, viewport));
  const closed: QuizState = { ...below, scroll: state.phase.kind === 'choosing' ? END : 0 };
  if (overlay === 'keys' && (key === 'q' || key === 'd'))
    return everywhere(closed, key, viewport) ?? still(closed);
  if (overlay === 'keys' && key === 's' && state.phase.kind === 'choosing') return passOver(closed);
  return key === 'ctrl-d' ? still(closed, endEvents(closed), [{ do: 'quit' }]) : still(closed);
}

/**
 * A typed line: an answer if the item on the screen can read it as one, else the key that it begins with. Where text is
 * the answer, a key is a colon and its letter.
 */
function line(state: QuizState, text: string, viewport: Viewport): QuizOutcome {
  const { phase } = state;
  const asked = currentItem(state);
  const command = /^:(.)$/u.exec(text)?.[1];
  if (
    command === undefined &&
    phase.kind === 'choosing' &&
    asked !== undefined &&
    state.overlay === undefined
  ) {
    const typed = typeOf(asked.item).typed(asked.item, phase.entry, text);
    if (typed !== undefined) return entered(state, asked, typed);
    if (text === '') return still({ ...state, hint: 'answer-first' });
  }
  // A command line belongs to the prompt that comes back after the answer: its first letter is no key.
  if (command === undefined && /\s/u.test(text)) {
    return still({ ...state, ...(phase.kind === 'choosing' && { hint: 'answer-first' }) });
  }
  const key = command ?? [...text][0] ?? 'enter';
  if (state.overlay !== undefined) return overOverlay(state, key, viewport);
  const meant = latinKey(key);
  // What is typed after a colon is never text.
  return asked !== undefined && phase.kind === 'choosing' && isTyped(asked.item)
    ? (everywhere(state, meant, viewport) ?? inPhase(state, meant, viewport))
    : press(state, key, viewport);
}
