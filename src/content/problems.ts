import { withoutControls } from '../text/control.ts';
import type { ParsedFile } from './parsed-file.ts';
import { type Path, rangeOf } from './positions.ts';
import type { Problem } from './problem.ts';
import { type RuleId, severityOf } from './rules/table.ts';
import type { SourceText } from './source-text.ts';

/**
 * A problem at a range of a file. What it quotes of the file is made safe to print.
 *
 * @param start offset in UTF-16 units
 * @param end exclusive
 */
export function problemAt(
  source: SourceText,
  rule: string,
  start: number,
  end: number,
  message: string,
  hint?: string,
  strict = false,
): Problem {
  return {
    file: withoutControls(source.name),
    ...source.placeAt(start, end),
    rule,
    severity: severityOf(rule, strict),
    message: withoutControls(message),
    ...(hint === undefined ? {} : { hint: withoutControls(hint) }),
  };
}

/** More about a finding, where there is more to say. */
export interface FindingDetail {
  readonly hint?: string | undefined;
  /** Stand at the key of the path's last entry, not at its value. */
  readonly atKey?: boolean;
  /** Words of the value to stand at, if they are found in it. */
  readonly near?: string | undefined;
}

/** The most problems of one file; whoever has more begins with these. */
const MAX_PER_FILE = 100;

/** Collects what is wrong in a pack. Lines and columns are only worked out here, for what is wrong. */
export class ProblemList {
  readonly problems: Problem[] = [];
  /** Whether the pack asks for the strict rules; set once the manifest is read. */
  strict = false;
  readonly #counts = new Map<ParsedFile, number>();

  /**
   * Adds a finding; of a file with very many, the first hundred.
   *
   * @param file where
   * @param rule the rule's id in the table
   * @param path keys and indexes that lead to the value in the file; if it is not there, the nearest that is
   * @param message one sentence without a full stop
   */
  add(file: ParsedFile, rule: RuleId, path: Path, message: string, detail: FindingDetail = {}): void {
    const count = (this.#counts.get(file) ?? 0) + 1;
    this.#counts.set(file, count);
    if (count > MAX_PER_FILE + 1) return;
    const finding =
      count <= MAX_PER_FILE
        ? { ...detail, rule, path, message }
        : {
            rule: 'too-many-problems',
            path,
            message: `there are more than ${MAX_PER_FILE} problems in this file`,
          };
    this.problems.push(findingAt(file, finding, this.strict));
  }
}

/** A finding by its path, before lines and columns are known. */
export interface Finding extends FindingDetail {
  readonly rule: string;
  readonly path: Path;
  readonly message: string;
}

/**
 * Gives a finding its place.
 *
 * @param file the file that its path leads through
 * @param strict whether the pack asks for the strict rules
 */
export function findingAt(file: ParsedFile, finding: Finding, strict: boolean): Problem {
  const [start, end] = rangeOf(file, finding.path, finding.atKey ?? false, finding.near);
  return problemAt(file.source, finding.rule, start, end, finding.message, finding.hint, strict);
}

/** Orders problems as they are read: by file, then line, then column. */
export function inReadingOrder(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
