import type { AskItem, Lesson, Step } from '../../content/types.ts';
import type { Edit } from '../../diagram/edits.ts';
import type { Scene } from '../../diagram/scene.ts';
import { type Staging, stageDiagram } from '../../diagram/stage.ts';
import type { Lang, Localized } from '../../text/localized.ts';
import type { Phrase } from '../../text/prose.ts';
import type { Choice } from '../grading.ts';
import { typeOf } from '../items/index.ts';
import { choosableParts } from '../items/parts.ts';
import type { Choosable } from '../items/types.ts';

export type { Choosable };

/** An answer that a learner gave in this lesson, now or on an earlier day. */
export interface Answered {
  readonly answer: Choice;
  /** Asked after the answer, never scored; absent if the learner passed it over. */
  readonly sure?: boolean;
}

/** Where the learner is with the question of a step. */
export interface Question {
  /** Choosing an answer, saying how sure, or being told what is so. */
  readonly phase: 'choosing' | 'sure' | 'told';
  /** The option that the pointer is on, from 0. */
  readonly cursor: number;
  /** Ids chosen so far; more than one only in `multiple`. */
  readonly chosen: readonly string[];
}

/** What lies over the step for a moment. */
export type Overlay =
  | { readonly kind: 'jump'; readonly cursor: number }
  | { readonly kind: 'keys' }
  | { readonly kind: 'describe' }
  | { readonly kind: 'terms' }
  /** What is wrong with the file that an author is writing. */
  | { readonly kind: 'report'; readonly lines: readonly string[] };

/** A lesson under way. All of it is a value: the same keys give the same walk. */
export interface Walk {
  readonly lesson: Lesson;
  /** The language of lesson and program. */
  readonly lang: Lang;
  /** Languages that the language key goes round. */
  readonly languages: readonly Lang[];
  /** The step on the screen, from 0; the number of steps once past the last one. */
  readonly step: number;
  /** Of the diagram's frames the one shown. */
  readonly frame: number;
  /** Whether diagrams may move. */
  readonly motion: boolean;
  /** Lines of the body above the screen; the screen clamps it. */
  readonly scroll: number;
  /** Present while the step has a question. */
  readonly question?: Question;
  readonly answered: Readonly<Record<string, Answered>>;
  /** Ids of questions that were passed over. */
  readonly passedOver: readonly string[];
  /** Whether what a step gives to try can be tried here. */
  readonly practice?: boolean;
  /** Ids of the steps whose `try` was done. */
  readonly tried?: readonly string[];
  /** Ids of the steps whose `try` was passed over. */
  readonly triesPassedOver?: readonly string[];
  readonly overlay?: Overlay;
  /** One line at the foot of the screen until the next key. */
  readonly hint?: 'answer-first' | 'choose-some' | 'no-picture' | 'no-terms' | 'first-step';
  /** The lesson that comes after this one. */
  readonly next?: { readonly id: string; readonly title: Localized<Phrase> };
}

/** The step on the screen, or nothing on the last page. */
export function currentStep(walk: Walk): Step | undefined {
  return walk.lesson.steps[walk.step];
}

/** Steps whose diagram was staged already: a step is shown many times, and what it plays is always the same. */
const staged = new WeakMap<Step, Staging>();

/** What a step's diagram plays: nothing at all if the step has none. A step belongs to one lesson only. */
function stagingOf(lesson: Lesson, step: Step): Staging {
  const known = staged.get(step);
  if (known !== undefined) return known;
  const use = step.diagram;
  const model = use === undefined ? undefined : lesson.diagrams[use.use];
  const staging =
    use === undefined || model === undefined ? { frames: [], edits: [] } : stageDiagram(model, use);
  staged.set(step, staging);
  return staging;
}

/** The pictures of a step's diagram, in the order they are shown; the last is the one that stays. */
export function scenesOf(lesson: Lesson, step: Step): readonly Scene[] {
  return stagingOf(lesson, step).frames;
}

/** What changes from the first picture of a step's diagram to the last. */
export function editsOf(lesson: Lesson, step: Step): readonly Edit[] {
  return stagingOf(lesson, step).edits;
}

/**
 * What can be chosen for an item, in the order shown.
 *
 * @param lesson where the item's diagram is found
 * @param step the step that asks
 * @param item the item
 */
export function choicesOf(lesson: Lesson, step: Step, item: AskItem): readonly Choosable[] {
  return typeOf(item).choices(item, item.type === 'layer' ? partsToPick(lesson, step, item.diagram) : []);
}

/** The parts of a picture of the lesson, or of the step's own as it comes to rest. */
function partsToPick(lesson: Lesson, step: Step, diagram: string | undefined): Choosable[] {
  const scene = diagram === undefined ? scenesOf(lesson, step).at(-1) : undefined;
  const model = scene?.model ?? lesson.diagrams[diagram ?? step.diagram?.use ?? ''];
  return model === undefined ? [] : choosableParts(model, scene?.hidden);
}
