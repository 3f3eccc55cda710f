import type { Model } from '../../diagram/model.ts';
import type { PackContext } from '../pack-context.ts';
import type { Path } from '../positions.ts';
import type { FindingDetail } from '../problems.ts';
import type { ItemSource } from '../schema/item.ts';
import type { RuleId } from './table.ts';

/** An item with its place in its file. */
export interface PlacedItem {
  readonly item: ItemSource;
  readonly path: Path;
  /** The diagram that it asks about, if it is of type `layer` and there is one. */
  readonly diagram?: string;
}

/** The items of a lesson or a quiz, with everything that they may name. */
export interface ItemsUnderRule {
  readonly items: readonly PlacedItem[];
  /** Names of sources, or nothing if a file that gives some cannot be read. */
  readonly sources?: readonly string[];
  /** Ids of objectives, or nothing as above; of all that are known, `near` are the ones that are probably meant. */
  readonly objectives?: { readonly known: ReadonlySet<string>; readonly near: readonly string[] };
  /** Names of diagrams, or nothing as above. */
  readonly diagrams?: readonly string[];
  /** The diagrams that could be derived, by name. */
  readonly models: ReadonlyMap<string, Model>;
  /** true: there is nothing that could have objectives, so no item can name one. */
  readonly withoutObjectives?: boolean;
  /** What the items stand in, in words. */
  readonly home: string;
  readonly pack: PackContext;
}

/** Takes a finding; the path leads through the items' file. */
export type ReportFinding = (rule: RuleId, path: Path, message: string, detail?: FindingDetail) => void;

/** A rule about items, of lessons and quizzes alike. */
export type ItemRule = (under: ItemsUnderRule, report: ReportFinding) => void;
