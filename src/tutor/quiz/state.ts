import type { Item, Lab, Lesson, Misconception, Quiz, Source, Step } from '../../content/types.ts';
import type { Scene } from '../../diagram/scene.ts';
import type { AnswerValue } from '../../progress/events.ts';
import type { Lang, Localized } from '../../text/localized.ts';
import type { Phrase } from '../../text/prose.ts';
import { type Entry, typeOf } from '../items/index.ts';
import { choosableParts } from '../items/parts.ts';
import type { Choosable, EntryHint } from '../items/types.ts';
import { scenesOf } from '../walkthrough/state.ts';
import { seededShuffle } from './shuffle.ts';

/** What an item refers to: the part of its quiz or lesson that travels with it. */
export interface ItemHome {
  readonly pack: string;
  readonly sources: Readonly<Record<string, Source>>;
  readonly misconceptions: Readonly<Record<string, Misconception>>;
  readonly objectives: readonly {
    readonly id: string;
    readonly text: Localized<Phrase>;
    /** The id of the lesson that it is an objective of. */
    readonly lesson: string;
  }[];
  /** The id of the lesson that it belongs to, if it is one. */
  readonly lesson?: string;
}

/** An item of a session, wherever it comes from. */
export interface SessionItem {
  /** `<pack>/<item>`. */
  readonly key: string;
  readonly item: Item;
  readonly home: ItemHome;
  /** The picture that it asks about. */
  readonly scene?: Scene;
}

/** An answer of this session. */
export interface Given {
  readonly answer: AnswerValue;
  /** Asked after the answer, never scored; absent if the learner passed it over. */
  readonly sure?: boolean;
}

/** Where to read about an item. */
export interface Place {
  /** `<pack>/<lesson>`. */
  readonly lesson: string;
  readonly title: Localized<Phrase>;
  /** The step that fits best, if one does: its id, and its number from 1. */
  readonly step?: { readonly id: string; readonly number: number };
}

/** What the learner is doing. */
export type Phase =
  | { readonly kind: 'choosing'; readonly entry: Entry }
  | { readonly kind: 'sure'; readonly entry: Entry }
  | { readonly kind: 'told' }
  | { readonly kind: 'summary' };

/** The quiz that a session is an attempt at. */
export interface QuizAbout {
  /** `<pack>/<quiz>`. */
  readonly key: string;
  /** The share of the points that passes, 0 to 1. */
  readonly pass: number;
}

/** A quiz or a review under way. All of it is a value: the same keys give the same session. */
export interface QuizState {
  readonly via: 'quiz' | 'review' | 'lab';
  /** Absent in a review, which nobody passes or fails. */
  readonly quiz?: QuizAbout;
  /** The name of the quiz; a review has none of its own. */
  readonly title?: Localized<Phrase>;
  readonly seed: string;
  /** In the order asked. */
  readonly items: readonly SessionItem[];
  /** Whether the attempt was begun in an earlier session. */
  readonly resumed: boolean;
  readonly lang: Lang;
  /** Languages that the language key goes round. */
  readonly languages: readonly Lang[];
  /** The item on the screen, from 0; the number of items at the summary. */
  readonly at: number;
  readonly phase: Phase;
  /** By the item's key. */
  readonly answers: Readonly<Record<string, Given>>;
  /** Where to read about items, by their keys; known only after a while. */
  readonly places: Readonly<Record<string, Place>>;
  /** Lines of the body above the screen; the screen clamps it. */
  readonly scroll: number;
  readonly overlay?: 'keys' | 'describe' | 'report';
  /** Why a file that an author saved is no quiz, line by line: what the overlay `report` shows. */
  readonly report?: readonly string[];
  /** One line at the foot of the screen until the next key. */
  readonly hint?: EntryHint | 'answer-first' | 'no-picture' | 'no-place';
}

/** What a session is made of. */
export interface SessionSettings {
  readonly items: readonly SessionItem[];
  readonly via: QuizState['via'];
  readonly quiz?: QuizAbout;
  readonly title?: Localized<Phrase>;
  readonly seed: string;
  readonly lang: Lang;
  readonly languages: readonly Lang[];
  /** What was answered in an earlier session of the same attempt, by the item's key; it is not asked again. */
  readonly answers?: QuizState['answers'];
  /** Whether the attempt was begun in an earlier session. */
  readonly resumed?: boolean;
}

/** A session before its first input; `begin` shows it. */
export function startSession(settings: SessionSettings): QuizState {
  const { answers = {}, resumed = false, ...rest } = settings;
  return { ...rest, answers, resumed, at: 0, phase: { kind: 'summary' }, places: {}, scroll: 0 };
}

/** The items of a quiz. */
export function itemsOfQuiz(quiz: Quiz): SessionItem[] {
  return quiz.items.map((item) => {
    const model = item.type === 'layer' ? quiz.diagrams[item.diagram ?? ''] : undefined;
    const scene = model && { model, hidden: [], highlight: [], notes: [] };
    return { key: `${quiz.pack}/${item.id}`, item, home: quiz, ...(scene && { scene }) };
  });
}

/** The items that a lab asks. */
export function itemsOfLab(lab: Lab): SessionItem[] {
  const home: ItemHome = lab;
  return lab.tasks.flatMap((task) => {
    if (!('ask' in task)) return [];
    const item = task.ask;
    const model = item.type === 'layer' ? lab.diagrams[item.diagram ?? ''] : undefined;
    const scene = model && { model, hidden: [], highlight: [], notes: [] };
    return [{ key: `${lab.pack}/${item.id}`, item, home, ...(scene && { scene }) }];
  });
}

/** The item that a step of a lesson asks. */
export function itemOfStep(lesson: Lesson, step: Step): SessionItem | undefined {
  const item = step.ask;
  if (item === undefined) return undefined;
  const objectives = lesson.objectives.map((objective) => ({ ...objective, lesson: lesson.id }));
  const { pack, sources, misconceptions, id } = lesson;
  const home: ItemHome = { pack, sources, misconceptions, objectives, lesson: id };
  const other = item.type === 'layer' ? lesson.diagrams[item.diagram ?? ''] : undefined;
  // The last picture of the step is the one that stays; what a step marks in it must not give the answer away.
  const own = scenesOf(lesson, step).at(-1);
  const scene = other === undefined ? own : { model: other, hidden: [], highlight: [], notes: [] };
  return { key: `${lesson.pack}/${item.id}`, item, home, ...(scene && { scene }) };
}

/** The item on the screen; nothing at the summary. */
export function currentItem(state: QuizState): SessionItem | undefined {
  return state.items[state.at];
}

/** The parts of an item's picture that can be chosen. */
export function partsOfItem({ scene }: SessionItem): Choosable[] {
  return scene === undefined ? [] : choosableParts(scene.model, scene.hidden);
}

/** An empty entry for an item; its options lie as the seed wants it, whichever items came before. */
export function entryFor(session: SessionItem, seed: string): Entry {
  const shuffle = seededShuffle(`${seed}/${session.key}`);
  return typeOf(session.item).start(session.item, partsOfItem(session), shuffle);
}
