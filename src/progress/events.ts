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
      readonly via: 'lesson' | 'quiz' | 'review' | 'lab';
      /** The quiz under way, `<pack>/<quiz>`. */
      readonly quiz?: string;
    }
  /** How sure the learner was of the answer to `item` just before. Never scored. */
  | { readonly type: 'sure'; readonly item: string; readonly sure: boolean }
  /** A question was left without an answer. */
  | { readonly type: 'passed-over'; readonly item: string }
  /** The last step was seen and nothing is left open. */
  | { readonly type: 'lesson-done'; readonly lesson: string }
  /** An attempt at a quiz began: what it drew, in the order asked. `quiz` is `<pack>/<quiz>`, `items` are `<pack>/<item>`. */
  | {
      readonly type: 'quiz-started';
      readonly quiz: string;
      readonly seed: string;
      readonly items: readonly string[];
    }
  /** The last item of the attempt was answered. */
  | {
      readonly type: 'quiz-done';
      readonly quiz: string;
      readonly score: number;
      readonly max: number;
      readonly passed: boolean;
    }
  /** What a step gave to try was done. */
  | { readonly type: 'try-met'; readonly lesson: string; readonly step: string }
  /** A lab began, from its first task. `lab` is `<pack>/<lab>`. */
  | { readonly type: 'lab-started'; readonly lab: string; readonly engine: 'sandbox' | 'docker' }
  /** A task of a lab was done, or its question answered. */
  | {
      readonly type: 'task-met';
      readonly lab: string;
      readonly task: string;
      /** How many hints were shown before. */
      readonly hints: number;
      /** Whether its solution was shown before. */
      readonly solution: boolean;
    }
  /** Every task of the lab was met. */
  | { readonly type: 'lab-done'; readonly lab: string }
  /** Forget one lab with its items' history. */
  | { readonly type: 'lab-reset'; readonly lab: string; readonly items: readonly string[] }
  /** Forget one lesson with its items' history, its quizzes and its labs, or (`*`) everything before this event. */
  | {
      readonly type: 'reset';
      readonly lesson: string;
      readonly items: readonly string[];
      /** `<pack>/<quiz>`; absent in events of before there were quizzes. */
      readonly quizzes?: readonly string[];
      /** `<pack>/<lab>`; absent in events of before there were labs. */
      readonly labs?: readonly string[];
    };

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
  /** The ids of the steps whose `try` was done; absent if none was. */
  readonly tried?: readonly string[];
  /** When it was last worked on, in milliseconds since 1970. */
  readonly at: number;
}

/** One retrieval of an item from memory, as the schedule of reviews needs it. */
export interface Review {
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** The share of the points, 0 to 1. */
  readonly share: number;
  readonly sure?: boolean;
}

/** Where an item stands in the schedule: what ts-fsrs needs to go on, as plain numbers (times in milliseconds). */
export interface Card {
  readonly due: number;
  readonly stability: number;
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  /** As ts-fsrs counts states. */
  readonly state: number;
  readonly lastReview: number;
}

/** What is known of one item. */
export interface ItemProgress {
  readonly revision: number;
  readonly seen: number;
  readonly correct: number;
  /** The schedule up to the reviews that are still pending; absent before the first. */
  readonly card?: Card;
  /** Reviews that no schedule has been computed for yet: the scheduler is loaded only by commands that show what is due. */
  readonly pending: readonly Review[];
  /**
   * The last three different days on which it was right without a wrong answer since, as days since 1970 in local
   * time, ascending. Once they make the item mastered they stay until a wrong answer: practising more loses nothing.
   */
  readonly rightDays: readonly number[];
  /** Ids of all misconceptions that answers to it ever showed; absent if none did. */
  readonly met?: readonly string[];
  /** The last answer. */
  readonly last?: {
    readonly answer: AnswerValue;
    readonly correct: boolean;
    readonly at: number;
    readonly sure?: boolean;
    readonly misconceptions: readonly string[];
  };
}

/** What is known of one quiz. */
export interface QuizProgress {
  /** The attempt under way; absent if none is. */
  readonly attempt?: {
    readonly seed: string;
    /** `<pack>/<item>`, in the order asked. */
    readonly items: readonly string[];
    /** What was answered in it, by `<pack>/<item>`. */
    readonly answers: Readonly<
      Record<
        string,
        {
          readonly answer: AnswerValue;
          readonly score: number;
          readonly max: number;
          readonly sure?: boolean;
        }
      >
    >;
  };
  /** The best attempt that came to its end. */
  readonly best?: {
    readonly score: number;
    readonly max: number;
    readonly passed: boolean;
    readonly at: number;
  };
}

/** What is known of one lab. */
export interface LabProgress {
  readonly state: 'started' | 'done';
  /** Where it was last begun. */
  readonly engine: 'sandbox' | 'docker';
  /** The ids of the tasks met since it was last begun. */
  readonly met: readonly string[];
  /** When it was last worked on, in milliseconds since 1970. */
  readonly at: number;
}

/** The log, folded. */
export interface Progress {
  /** By `<pack>/<lesson>`. */
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  /** By `<pack>/<item>`. */
  readonly items: Readonly<Record<string, ItemProgress>>;
  /** By `<pack>/<quiz>`. */
  readonly quizzes: Readonly<Record<string, QuizProgress>>;
  /** By `<pack>/<lab>`. */
  readonly labs: Readonly<Record<string, LabProgress>>;
  /** The lesson last worked on. */
  readonly current?: string;
}
