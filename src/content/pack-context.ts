import type { Lang, Localized } from '../text/localized.ts';

/** What the files of a pack must know of each other. */
export interface PackContext {
  /** The languages that the pack declares; of a lesson on its own, those it is written in. */
  readonly languages: readonly Lang[];
  readonly strict: boolean;
  /** The words of each term, by its id; absent if the glossary cannot be read, so nothing can be said of it. */
  readonly terms?: ReadonlyMap<string, Localized<string>>;
  /** Ids; absent if their file cannot be read. */
  readonly misconceptions?: ReadonlySet<string>;
  /** Ids of every objective of every lesson. */
  readonly objectives: ReadonlySet<string>;
}
