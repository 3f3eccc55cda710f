/** What every type of quiz item does: one module a type, all behind one interface. */
import type { Item } from '../../content/types.ts';
import type { AnswerValue } from '../../progress/events.ts';
import type { Localized } from '../../text/localized.ts';
import type { Phrase, Prose } from '../../text/prose.ts';
import type { KeyName } from '../keys.ts';

export type { AnswerValue };

/** Something that can be pointed at: an option, an entry of a list, a right side, a part of a picture. */
export interface Choosable {
  readonly id: string;
  readonly text: Localized<Phrase>;
}

/** Puts values into an order of chance; gives a new list, and the same one whenever its seed is the same. */
export type Shuffle = <T>(values: readonly T[]) => T[];

/** What an answer earned. */
export interface Grade {
  readonly correct: boolean;
  /** 0 to `max`; may be a fraction. */
  readonly score: number;
  readonly max: number;
  /** Ids of the misconceptions that the answer shows, each once. */
  readonly misconceptions: readonly string[];
  /** What to say of what was chosen or missed, in order. */
  readonly says: readonly Localized<Prose>[];
}

/** Why an entry cannot be submitted as it is. */
export type EntryHint =
  | 'choose-some'
  | 'fill-in'
  | 'a-number'
  | 'known-unit'
  | 'a-command'
  | 'pair-all'
  | 'no-such-number'
  | 'number-each';

/** What a key or a typed line does to an entry. */
export interface Press<Entry> {
  readonly entry: Entry;
  /** The entry is the learner's answer. */
  readonly submit?: true;
  readonly hint?: EntryHint;
}

/** What is wrong with an answer that was written down elsewhere than at a prompt. */
export type ReadingProblem = {
  /** Keys and indexes from the answer to the value that is wrong. */
  readonly path: readonly (string | number)[];
} & (
  | { readonly kind: 'wrong-shape'; readonly wanted: AnswerShape }
  /** Nothing that can be chosen has this id. */
  | { readonly kind: 'unknown-id'; readonly given: string; readonly known: readonly string[] }
  /** A key of the map, not its value, names nothing. */
  | { readonly kind: 'unknown-key'; readonly given: string; readonly known: readonly string[] }
  | { readonly kind: 'twice'; readonly given: string }
  /** An order must hold every entry. */
  | { readonly kind: 'left-out'; readonly missing: readonly string[] }
);

/** What an answer of a type looks like (content format, "Answers in a file"). */
export type AnswerShape = 'option' | 'options' | 'order' | 'pairs' | 'texts' | 'text' | 'number' | 'command';

/** An answer, or everything that is wrong with what stands in its place. */
export type Reading =
  | { readonly answer: AnswerValue }
  | { readonly problems: readonly [ReadingProblem, ...ReadingProblem[]] };

/** One thing that an answer says, in words. */
export interface Said {
  readonly text: Localized<Phrase>;
  /** Whether this part of the answer is right. */
  readonly correct: boolean;
}

/**
 * The duties of an item type.
 *
 * `parts` are the parts of the picture that an item of type `layer` asks about; other types do not look at them.
 * An entry is what the learner has put in so far: a value that is never changed.
 */
export interface ItemType<I extends Item, Entry> {
  /** What a learner points at, in the author's order; empty where the answer is typed. */
  choices(item: I, parts: readonly Choosable[]): readonly Choosable[];
  /** An empty entry. Everything that may be shuffled is shuffled here, once for the attempt. */
  start(item: I, parts: readonly Choosable[], shuffle: Shuffle): Entry;
  /** What a key does; nothing if the key means nothing to this type, so that it may mean something elsewhere. */
  press(item: I, entry: Entry, key: KeyName): Press<Entry> | undefined;
  /** What a whole line does, for those who hear the program; nothing if it can be no answer. */
  typed(item: I, entry: Entry, line: string): Press<Entry> | undefined;
  /** The entry as an answer: ids and words, never positions. */
  answerOf(item: I, entry: Entry): AnswerValue;
  /** Reads an answer from a file. */
  read(item: I, raw: unknown, parts: readonly Choosable[]): Reading;
  /** Grades an answer; one of another shape earns nothing. */
  grade(item: I, answer: AnswerValue): Grade;
  /** The right answer, or one of them. */
  key(item: I): AnswerValue;
  /** The answer of someone who does not know. */
  readonly blank: AnswerValue;
  /** An answer in words, part by part. */
  words(item: I, answer: AnswerValue, parts: readonly Choosable[]): readonly Said[];
}
