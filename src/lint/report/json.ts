import type { Problem } from '../../content/problem.ts';

/**
 * Problems for scripts, as one JSON document. Its fields are a contract.
 *
 * @param problems the problems
 * @param files how many files were looked at
 * @returns the document, without a line end; a problem without a hint has `"hint": null`
 */
export function jsonReport(problems: readonly Problem[], files: number): string {
  const rows = problems.map(({ file, line, column, rule, severity, message, hint }) => ({
    file,
    line,
    column,
    rule,
    severity,
    message,
    hint: hint ?? null,
  }));
  return JSON.stringify({ format: 1, problems: rows, files }, null, 2);
}
