/**
 * What the rest of the house knows of content: the loaded form. Text is in its languages and its Markdown is read;
 * diagrams are models; what a lesson refers to travels with it, so that one file is all a walkthrough reads.
 * It is plain JSON, so the built-in pack is stored in just this form.
 */
import type { Model } from '../diagram/model.ts';
import type { DiagramUse } from '../diagram/scene.ts';
import type { Lang, Localized } from '../text/localized.ts';
import type { Phrase, Prose } from '../text/prose.ts';
import type { Fact, Remember, TextFact } from './schema/fact.ts';
import type { RegistrySource } from './schema/registry.ts';

export interface Source {
  readonly url: string;
  readonly title?: string;
  /** The day someone last read it, `YYYY-MM-DD`. */
  readonly checked?: string;
}

interface ItemBase {
  readonly id: string;
  readonly prompt: Localized<Prose>;
  readonly objective?: string;
  readonly sources: readonly string[];
  readonly covers: readonly string[];
  readonly say?: Localized<Prose>;
  readonly revision: number;
  readonly was: readonly string[];
}

export interface Option {
  readonly id: string;
  readonly text: Localized<Phrase>;
  readonly correct: boolean;
  readonly mis?: string;
  readonly say?: Localized<Prose>;
}

export interface SingleItem extends ItemBase {
  readonly type: 'single';
  readonly options: readonly Option[];
}
export interface MultipleItem extends ItemBase {
  readonly type: 'multiple';
  readonly options: readonly Option[];
}
/** What is said of one wrong answer. */
export interface WrongAnswer {
  readonly mis?: string;
  readonly say?: Localized<Prose>;
}
export interface LayerItem extends ItemBase {
  readonly type: 'layer';
  /** The diagram to pick in; absent in a step's `ask` that asks about the step's own diagram. */
  readonly diagram?: string;
  readonly answer: readonly string[];
  readonly wrong: Readonly<Record<string, WrongAnswer>>;
}
export interface OrderItem extends ItemBase {
  readonly type: 'order';
  /** In the right order. */
  readonly items: readonly { readonly id: string; readonly text: Localized<Phrase> }[];
}
export interface MatchItem extends ItemBase {
  readonly type: 'match';
  readonly pairs: readonly {
    readonly id: string;
    readonly left: Localized<Phrase>;
    readonly right: Localized<Phrase>;
    readonly say?: Localized<Prose>;
  }[];
  readonly decoys: readonly ({ readonly id: string; readonly right: Localized<Phrase> } & WrongAnswer)[];
}
export interface Gap {
  /** What to show as the answer; the first form of each language. */
  readonly shown: Localized<string>;
  /** Every text that is right, of all languages. */
  readonly accept: readonly string[];
  readonly forgive: readonly ('case' | 'spacing')[];
  /** By the wrong text as the author wrote it. */
  readonly wrong: Readonly<Record<string, WrongAnswer>>;
}
export interface ClozeItem extends ItemBase {
  readonly type: 'cloze';
  /** With `[[gap]]` where something is missing. */
  readonly text: Localized<string>;
  /** By the gap's id, in the order in which the text has them. */
  readonly gaps: Readonly<Record<string, Gap>>;
}
export interface NumericItem extends ItemBase {
  readonly type: 'numeric';
  readonly answer: number;
  readonly tolerance: number;
  readonly unit?: string;
  readonly wrong: readonly ({ readonly value: number } & WrongAnswer)[];
}
/** Items that the `ask` of a step can be. */
export type AskItem = SingleItem | MultipleItem | LayerItem;
export type Item = AskItem | OrderItem | MatchItem | ClozeItem | NumericItem | CommandItem | PredictItem;

/** Tells of typed command lines what they mean; attached to an item when it is about to be asked, since it takes docker's grammar. */
export interface CommandJudge {
  /** Whether a line means the same as one that the author wrote. */
  same(written: string, typed: string): boolean;
  /** Whether a line, run on the sandbox, brings the goal about; absent without a goal. */
  reaches?(typed: string): boolean;
}

export interface CommandItem extends ItemBase, StartingPlace {
  readonly type: 'command';
  /** Lines that are right; the first is shown as the answer. */
  readonly accept: readonly string[];
  readonly allow: readonly string[];
  readonly goal?: readonly Fact[];
  /** By the wrong line as the author wrote it. */
  readonly wrong: Readonly<Record<string, WrongAnswer>>;
  /** Without it lines compare as they are written. */
  readonly judge?: CommandJudge;
}

/** What a command comes to; what is left out does not matter. */
export interface CommandOutcome {
  readonly stdout?: TextFact;
  readonly stderr?: TextFact;
  readonly exit?: number;
}

export interface PredictItem extends ItemBase, StartingPlace {
  readonly type: 'predict';
  /** The words after `docker`. */
  readonly run: readonly string[];
  /** As the author wrote it. */
  readonly line: string;
  readonly options: readonly (Omit<Option, 'correct'> & { readonly when: CommandOutcome })[];
  /** The option that is right; found on the sandbox when the item is about to be asked. */
  readonly key?: string;
}

/** A command line of a solution, and its form for PowerShell where that differs. */
export interface CommandLine {
  readonly sh: string;
  readonly powershell?: string;
}

/** A state that shows a known mistake, and what to say of it. */
export interface Mistake extends WrongAnswer {
  readonly when: readonly Fact[];
}

/** Something to do, judged by facts of an engine. */
export interface Goal {
  readonly do: Localized<Phrase>;
  readonly expect: readonly Fact[];
  readonly hints: readonly Localized<Prose>[];
  readonly mistakes: readonly Mistake[];
  /** What is noted when the lab begins. */
  readonly remember: Remember;
  /** Shown once it is met. */
  readonly say?: Localized<Prose>;
  /** The commands that solve it; none if only the lab has a solution. */
  readonly solution: readonly CommandLine[];
}

/** Where a learner begins. */
export interface StartingPlace {
  /** The learner's folder: path → content. Paths are relative, with `/`, and stay inside. */
  readonly files: Readonly<Record<string, string>>;
  /** Docker commands that were run before, each as the words after `docker`. */
  readonly setup: readonly (readonly string[])[];
}

/** Something to try inside a lesson, on the sandbox. */
export type Try = Goal & StartingPlace;

export interface Step {
  readonly id: string;
  readonly title?: Localized<Phrase>;
  readonly text?: Localized<Prose>;
  readonly diagram?: DiagramUse;
  readonly ask?: AskItem;
  /** Something to do on the sandbox; a step has this or `ask`. */
  readonly try?: Try;
  readonly sources: readonly string[];
  readonly covers: readonly string[];
  readonly was: readonly string[];
}

export interface Misconception {
  readonly id: string;
  readonly belief: Localized<Phrase>;
  readonly tempting: Localized<Prose>;
  readonly truth: Localized<Prose>;
  readonly lesson?: string;
  readonly sources: readonly Source[];
}

export interface Term {
  readonly id: string;
  readonly term: Localized<string>;
  readonly means: Localized<Prose>;
  readonly lesson?: string;
  readonly also: readonly string[];
}

export interface Lesson {
  readonly pack: string;
  readonly module: { readonly id: string; readonly title: Localized<Phrase> };
  readonly id: string;
  readonly was: readonly string[];
  readonly languages: readonly Lang[];
  readonly title: Localized<Phrase>;
  readonly minutes: number;
  readonly objectives: readonly { readonly id: string; readonly text: Localized<Phrase> }[];
  readonly sources: Readonly<Record<string, Source>>;
  readonly diagrams: Readonly<Record<string, Model>>;
  readonly steps: readonly Step[];
  /** Those that this lesson's items name, by id. */
  readonly misconceptions: Readonly<Record<string, Misconception>>;
  /** Those that this lesson's text names with `[[…]]`, by id. */
  readonly terms: Readonly<Record<string, Term>>;
}

/** A quiz with its items; what they refer to travels with it, as with a lesson. */
export interface Quiz {
  readonly pack: string;
  readonly id: string;
  readonly was: readonly string[];
  readonly languages: readonly Lang[];
  readonly title: Localized<Phrase>;
  /** The lesson it belongs to, or the module whose final it is. */
  readonly lesson?: string;
  readonly module?: string;
  /** The share of the points that passes, 0 to 1. */
  readonly pass: number;
  /** How many items an attempt draws; all if absent. */
  readonly draw?: number;
  readonly items: readonly Item[];
  readonly objectives: readonly {
    readonly id: string;
    readonly text: Localized<Phrase>;
    readonly lesson: string;
  }[];
  readonly sources: Readonly<Record<string, Source>>;
  /** Those that `layer` items name, by the name they use: the quiz's own, its lesson's, or `<lesson>/<diagram>`. */
  readonly diagrams: Readonly<Record<string, Model>>;
  readonly misconceptions: Readonly<Record<string, Misconception>>;
  readonly terms: Readonly<Record<string, Term>>;
}

/** A task of a lab that is done with commands. */
export interface DoTask extends Goal {
  readonly id: string;
  readonly was: readonly string[];
  /** Whether it must still hold at the end. */
  readonly lasting: boolean;
}

/** A question between the tasks of a lab. */
export interface AskTask {
  readonly id: string;
  readonly was: readonly string[];
  readonly ask: Item;
}

export type LabTask = DoTask | AskTask;

/** How much of the solution a lab shows by itself: each next command, those of the first tasks, none. */
export type Difficulty = 'worked' | 'faded' | 'independent';

/** A lab; what its tasks refer to travels with it, as with a quiz. */
export interface Lab extends StartingPlace {
  readonly pack: string;
  readonly id: string;
  readonly was: readonly string[];
  readonly languages: readonly Lang[];
  readonly title: Localized<Phrase>;
  /** The lesson it belongs to. */
  readonly lesson?: string;
  readonly difficulty: Difficulty;
  readonly minutes?: number;
  /** Said before the first task. */
  readonly intro?: Localized<Prose>;
  /** Said when all is done. */
  readonly outro?: Localized<Prose>;
  readonly tasks: readonly LabTask[];
  /** The whole solution, where tasks have none of their own. */
  readonly solution: readonly CommandLine[];
  readonly objectives: Quiz['objectives'];
  readonly sources: Readonly<Record<string, Source>>;
  /** Those of its lesson that `layer` items name. */
  readonly diagrams: Readonly<Record<string, Model>>;
  readonly misconceptions: Readonly<Record<string, Misconception>>;
  readonly terms: Readonly<Record<string, Term>>;
}

/** What a lesson is for, as a learner's progress needs it: without the lesson. */
export interface LessonObjective {
  /** The lesson's id. */
  readonly lesson: string;
  readonly text: Localized<Phrase>;
  /** The ids of the items that ask about it, in the lesson and in quizzes. */
  readonly items: readonly string[];
}

/** A lesson as lists and menus need it, without its steps. */
export interface LessonEntry {
  readonly id: string;
  readonly was: readonly string[];
  readonly title: Localized<Phrase>;
  readonly minutes: number;
  /** The ids of its steps, in order, with the ids they had before. */
  readonly steps: readonly { readonly id: string; readonly was: readonly string[] }[];
  /** The ids of its `ask` items. */
  readonly items: readonly string[];
  /** Ids that items had before, each with the id it has now; absent if none was renamed. */
  readonly formerItems?: Readonly<Record<string, string>>;
}

/** A quiz as lists and menus need it, without its items. */
export interface QuizEntry {
  readonly id: string;
  readonly was: readonly string[];
  readonly title: Localized<Phrase>;
  /** The lesson it belongs to; absent if it is a final of the module that lists it. */
  readonly lesson?: string;
  /** How many items it has; an attempt may draw fewer. */
  readonly items: number;
  /** The ids of its items. */
  readonly itemIds: readonly string[];
  /** Ids that items had before, each with the id it has now; absent if none was renamed. */
  readonly formerItems?: Readonly<Record<string, string>>;
}

/** A lab as lists and menus need it, without its tasks. */
export interface LabEntry {
  readonly id: string;
  readonly was: readonly string[];
  readonly title: Localized<Phrase>;
  /** How many tasks it has. */
  readonly tasks: number;
  /** The ids of its tasks, in order, with the ids they had before. */
  readonly taskIds: readonly { readonly id: string; readonly was: readonly string[] }[];
  /** The ids of the items that it asks. */
  readonly itemIds: readonly string[];
  /** The lesson it belongs to. */
  readonly lesson?: string;
  readonly difficulty: Difficulty;
  readonly minutes?: number;
  /** Ids that items had before, each with the id it has now; absent if none was renamed. */
  readonly formerItems?: Readonly<Record<string, string>>;
}

export interface ModuleEntry {
  readonly id: string;
  readonly title: Localized<Phrase>;
  readonly lessons: readonly LessonEntry[];
  readonly quizzes: readonly QuizEntry[];
  readonly labs: readonly LabEntry[];
}

/** A pack's table of contents. */
export interface PackIndex {
  readonly format: 1;
  readonly id: string;
  readonly version: string;
  readonly title: Localized<Phrase>;
  readonly languages: readonly Lang[];
  readonly modules: readonly ModuleEntry[];
}

/** Everything of a pack, loaded. */
export interface Pack {
  readonly index: PackIndex;
  readonly lessons: readonly Lesson[];
  readonly quizzes: readonly Quiz[];
  readonly labs: readonly Lab[];
  readonly terms: readonly Term[];
  readonly misconceptions: readonly Misconception[];
  /** What the sandbox can pull, if the pack says so. */
  readonly registry?: RegistrySource;
}
