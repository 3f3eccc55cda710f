import type { Localized } from '../text/localized.ts';
import type { Model, PartPath } from './model.ts';

/** What a step does with a diagram of its lesson: the authored `diagram:` of a step, after loading. */
export interface DiagramUse {
  /** The diagram's id in the lesson. */
  readonly use: string;
  /** Panels (in a `compare`) or top-level parts that take part; all of them if absent. */
  readonly show?: readonly string[];
  /** Of what is shown, the parts that are drawn; the others leave their room empty. All if absent. */
  readonly reveal?: readonly PartPath[];
  /** Drawn with weight and a marker, never by colour alone. */
  readonly highlight?: readonly PartPath[];
  /** A number at the part, and the note of that number below the picture. */
  readonly annotate?: Readonly<Record<PartPath, Localized<string>>>;
  /** Panels of a `compare`: the first turns into the second, one edit at a time. */
  readonly morph?: readonly [string, string];
  /** Of a `layers`: the ids in their new order, bottom first; what is cached is derived again. */
  readonly reorder?: readonly string[];
}

/** One still picture: a model and what is marked in it. */
export interface Scene {
  readonly model: Model;
  /** Parts whose room is kept but that are not drawn yet. */
  readonly hidden: readonly PartPath[];
  readonly highlight: readonly PartPath[];
  readonly notes: readonly { readonly path: PartPath; readonly text: Localized<string> }[];
  /** What became of parts since the picture before; parts that are gone are in the model for this once. */
  readonly changes?: Readonly<Record<PartPath, PartChange>>;
}

export type PartChange = 'new' | 'changed' | 'gone';

/**
 * What became of a part since the picture before.
 *
 * @param scene the picture of now
 * @param path the part's path, whatever it is called: `constructor` too
 * @returns undefined: it is as it was
 */
export function changeAt({ changes }: Pick<Scene, 'changes'>, path: PartPath): PartChange | undefined {
  return changes !== undefined && Object.hasOwn(changes, path) ? changes[path] : undefined;
}
