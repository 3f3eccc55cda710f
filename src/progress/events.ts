/**
 * What happened, as facts that never change. The log of these is the learner's progress; everything else is derived.
 */

/** The version of the event format that this program writes. */
export const EVENT_VERSION = 1;

/** An answer as it is stored: ids, never positions. */
export type AnswerValue = string | number | readonly string[] | Readonly<Record<string, string>>;

export type EventBody =
  /** A step was on the screen. `lesson` is `<pack>/<lesson>`. */
  | { readonly type: 'step-seen'; readonly lesson: string; readonly step: string }
  /** An item was answered. `item` is `<pack>/<item>`. */
  | {
      readonly type: 'answered';
      readonly item: string;
      readonly revision: number;
      readonly answer: AnswerValue;
      readonly correct: boolean;
      readonly score: number;
      readonly max: number;
      /** Ids of the misconceptions that the answer showed. */
      readonly misconceptions: readonly string[];
      readonly via: 'lesson' | 'quiz' | 'review';
    }
  /** How sure the learner was of the answer to `item` just before. Never scored. */
  | { readonly type: 'sure'; readonly item: string; readonly sure: boolean }
  /** A question was left without an answer. */
  | { readonly type: 'passed-over'; readonly item: string }
  /** The last step was seen and nothing is left open. */
  | { readonly type: 'lesson-done'; readonly lesson: string }
  /** Forget one lesson and its items' history, or (`*`) everything before this event. */
  | { readonly type: 'reset'; readonly lesson: string; readonly items: readonly string[] };

/** One line of the log. */
export type Event = EventBody & {
  readonly v: number;
  /** `<writer>-<sequence>`: unique for ever, so merging logs is a union by id. */
  readonly id: string;
  /** A logical clock: greater than that of every event known when this one was written. Orders the log. */
  readonly n: number;
  /** When, by the writer's wall clock, in milliseconds since 1970; never used for order. */
  readonly at: number;
};

/** What is known of one lesson. */
export interface LessonProgress {
  readonly state: 'started' | 'done';
  /** The step last seen. */
  readonly step: string;
  /** The ids of all steps seen. */
  readonly seen: readonly string[];
  /** When it was last worked on, in milliseconds since 1970. */
  readonly at: number;
}

/** What is known of one item. */
export interface ItemProgress {
  readonly revision: number;
  readonly seen: number;
  readonly correct: number;
  /** The last answer. */
  readonly last?: {
    readonly answer: AnswerValue;
    readonly correct: boolean;
    readonly at: number;
    readonly sure?: boolean;
    readonly misconceptions: readonly string[];
  };
}

/** The log, folded. */
export interface Progress {
  /** By `<pack>/<lesson>`. */
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  /** By `<pack>/<item>`. */
  readonly items: Readonly<Record<string, ItemProgress>>;
  /** The lesson last worked on. */
  readonly current?: string;
}
