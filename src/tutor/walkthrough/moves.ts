/** The moves of a walk that every part of it shares: from step to step, and under the window of the screen. */
import type { AskItem, Lesson, Step } from '../../content/types.ts';
import type { EventBody } from '../../progress/events.ts';
import type { KeyName } from '../keys.ts';
import { type Effect, END, nextLanguage, type OutcomeOf, still, type Viewport } from '../machine.ts';
import { choicesOf, currentStep, type Question, scenesOf, type Walk } from './state.ts';

export type { Effect, Viewport };

/** What reaches a walk from outside. */
export type Input =
  | { readonly type: 'key'; readonly key: KeyName }
  | { readonly type: 'tick' }
  /** The learner came back from what a step gave to try. */
  | { readonly type: 'tried'; readonly step: string; readonly met: boolean }
  /** An author saved the lesson: go on with the new one, at the step that changed. */
  | { readonly type: 'lesson'; readonly lesson: Lesson; readonly step: number }
  /** An author saved something that is no lesson: lines that say why. */
  | { readonly type: 'report'; readonly lines: readonly string[] };

/** What an input to a walk leads to. */
export type Outcome = OutcomeOf<Walk>;

/** How long each frame of a moving diagram stays, in milliseconds: long enough to read what changed. */
export const FRAME_TIME = 800;

/** The walk without the line at its foot. */
export function withoutHint(walk: Walk): Walk {
  const { hint: _, ...rest } = walk;
  return rest;
}

/** The walk without what lay over the step. */
export function withoutOverlay(walk: Walk): Walk {
  const { overlay: _, ...rest } = walk;
  return rest;
}

/** The frame of the step's diagram that stays; 0 if there is no diagram. */
export function lastFrame(walk: Walk): number {
  const step = currentStep(walk);
  return step === undefined ? 0 : Math.max(0, scenesOf(walk.lesson, step).length - 1);
}

/** Whether the step's diagram has not come to rest. */
export function isMoving(walk: Walk): boolean {
  return walk.frame < lastFrame(walk);
}

function lessonKey(walk: Walk): string {
  return `${walk.lesson.pack}/${walk.lesson.id}`;
}

/** The key of an item in the log of progress. */
export function itemKey(walk: Walk, item: AskItem): string {
  return `${walk.lesson.pack}/${item.id}`;
}

/** Goes to a step, or past the last one to the page that ends the lesson. */
export function enter(walk: Walk, index: number): Outcome {
  const { question: _, ...rest } = withoutOverlay(withoutHint(walk));
  const step = walk.lesson.steps[index];
  if (step === undefined)
    return end({
      ...rest,
      step: walk.lesson.steps.length,
      frame: 0,
      scroll: 0,
    });
  const frames = scenesOf(walk.lesson, step).length;
  const moves = walk.motion && frames > 1;
  const question = step.ask === undefined ? undefined : openQuestion(walk, step, step.ask);
  const state: Walk = {
    ...rest,
    step: index,
    frame: moves ? 0 : Math.max(0, frames - 1),
    // On a screen that cannot hold it all, a question shows its options first.
    scroll: question?.phase === 'choosing' ? END : 0,
    ...(question === undefined ? {} : { question }),
  };
  const seen: EventBody = {
    type: 'step-seen',
    lesson: lessonKey(walk),
    step: step.id,
  };
  return still(state, [seen], moves ? [{ do: 'tick', after: FRAME_TIME }] : []);
}

function openQuestion(walk: Walk, step: Step, item: AskItem): Question {
  const answered = walk.answered[item.id];
  if (answered === undefined) return { phase: 'choosing', cursor: 0, chosen: [] };
  const chosen = typeof answered.answer === 'string' ? [answered.answer] : answered.answer;
  const cursor = choicesOf(walk.lesson, step, item).findIndex((choice) => chosen.includes(choice.id));
  return { phase: 'told', cursor: Math.max(0, cursor), chosen };
}

/** Whether a step has something to try that is still open; where nothing can be tried, nothing is. */
export function isToTry(walk: Walk, step: Step | undefined): boolean {
  if (step?.try === undefined || walk.practice !== true) return false;
  return walk.tried?.includes(step.id) !== true && walk.triesPassedOver?.includes(step.id) !== true;
}

/** Questions and things to try of the lesson that are neither done nor passed over, as step numbers from 0. */
export function openQuestions(walk: Walk): number[] {
  return walk.lesson.steps.flatMap((step, index) => {
    if (isToTry(walk, step)) return [index];
    const id = step.ask?.id;
    return id === undefined || walk.answered[id] !== undefined || walk.passedOver.includes(id) ? [] : [index];
  });
}

function end(walk: Walk): Outcome {
  const done = openQuestions(walk).length === 0;
  return still(walk, done ? [{ type: 'lesson-done', lesson: lessonKey(walk) }] : []);
}

/** The next language of those that the language key goes round. */
export function switchLanguage(walk: Walk): Outcome {
  const lang = nextLanguage(walk.lang, walk.languages);
  return still({ ...walk, lang }, [], lang === walk.lang ? [] : [{ do: 'language', lang }]);
}

/** On: the next step, the page that ends the lesson, and from there the next lesson. */
export function forward(walk: Walk): Outcome {
  if (currentStep(walk) !== undefined) return enter(walk, walk.step + 1);
  if (walk.next === undefined) return still(walk, [], [{ do: 'quit' }]);
  return still(walk, [], [{ do: 'open', lesson: walk.next.id }]);
}

/** Back by a step. */
export function backward(walk: Walk): Outcome {
  return walk.step === 0 ? still({ ...walk, hint: 'first-step' }) : enter(walk, walk.step - 1);
}
