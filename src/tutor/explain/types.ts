import type { FlagSpec, Said } from '../../engine/grammar/types.ts';
import type { ExplainMessages } from '../../text/messages/explain.en.ts';

/** A sentence of a table of sentences, with what it is about. */
type SentenceOf<Table> = {
  readonly [Kind in keyof Table]: Table[Kind] extends (about: infer About) => string
    ? { readonly kind: Kind } & (unknown extends About ? unknown : Readonly<About>)
    : never;
}[keyof Table];

/** What a value means. */
export type Detail = SentenceOf<ExplainMessages['value']>;
/** What a command changes in the world. */
export type Effect = SentenceOf<ExplainMessages['effect']>;
/** What is worth knowing of a combination. */
export type Note = SentenceOf<ExplainMessages['notes']>;

/** A word of a command line, or several that belong together, and what it is. */
export type ExplainedWord = { readonly text: string; readonly details: readonly Detail[] } & (
  | { readonly role: 'docker' | 'terminator' | 'program' }
  | { readonly role: 'command'; readonly does: Said }
  | { readonly role: 'flag'; readonly flag: FlagSpec; readonly global: boolean }
  /** `name` as docker's usage line has it. */
  | { readonly role: 'argument'; readonly name: string }
);

/** A command line explained. */
export interface Explanation {
  readonly kind: 'command';
  /** As docker names it: `docker container ls`. */
  readonly name: string;
  readonly does: Said;
  readonly notModelled: boolean;
  readonly words: readonly ExplainedWord[];
  readonly effects: readonly Effect[];
  readonly notes: readonly Note[];
  /** Ids of lessons that teach it, the best one first; a pack may lack them. */
  readonly lessons: readonly string[];
}

/** A command line that docker would not run. */
export interface NotRun {
  /** `help`: docker prints help; `misuse`: it complains; `unknown`: there is no such command. */
  readonly kind: 'help' | 'misuse' | 'unknown';
  /** What docker says, whole. */
  readonly said: string;
  /** The command or flag that was probably meant. */
  readonly meant?: string;
  readonly lessons: readonly string[];
}

export type Explained = Explanation | NotRun;
