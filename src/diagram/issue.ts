/** Something wrong in an authored diagram, or in what a step does with it. */
export interface DiagramIssue {
  /** Where: keys and indexes from the diagram (or the step's `diagram:`) down to the value at fault. */
  readonly path: readonly (string | number)[];
  /** The rule's name, in kebab-case. */
  readonly rule: string;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** What to do, in one sentence without a full stop. */
  readonly hint?: string;
}

/** Takes note of an issue. */
export type Report = (issue: DiagramIssue) => void;
