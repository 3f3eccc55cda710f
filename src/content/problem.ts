/** Something wrong in a pack: a value, collected and printed in one place. */
export interface Problem {
  /** The file as the author named it, relative to the pack where it lies in one. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in Unicode code points of the line. */
  readonly column: number;
  /** The end of the place on the same line, exclusive; absent if only a point is known. */
  readonly endColumn?: number;
  /** The rule's name, in kebab-case; listed in the authoring guide. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** What to do, in one sentence without a full stop. */
  readonly hint?: string;
  /** The text of the line, for the code frame. */
  readonly source?: string;
}
