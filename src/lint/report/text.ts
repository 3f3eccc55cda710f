import type { Problem } from '../../content/problem.ts';
import { withoutControls } from '../../text/control.ts';
import { frameOf } from './frame.ts';

/** Gives weight or colour to a part of a report; the program's theme fits. */
export type Paint = (text: string, style: 'strong' | 'bad' | 'accent' | 'muted' | 'mark') => string;

const plain: Paint = (text) => text;

/**
 * Problems for people: place, severity, rule, message, the line with the place marked, and a hint.
 *
 * @param problems in the order in which to print them
 * @param paint gives colour; none by default
 * @returns lines without a line end after the last; empty if there is no problem
 */
export function textReport(problems: readonly Problem[], paint: Paint = plain): string {
  return problems.map((problem) => textOf(problem, paint)).join('\n\n');
}

/**
 * What was found, in one line: "2 errors, 1 warning in 11 files".
 *
 * @param files how many files were looked at
 */
export function textSummary(problems: readonly Problem[], files: number): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const found = [counted(errors, 'error'), counted(warnings, 'warning')].filter((part) => part !== '');
  return `${found.length === 0 ? 'no problems' : found.join(', ')} in ${counted(files, 'file') || 'no files'}`;
}

function textOf(problem: Problem, paint: Paint): string {
  const place = `${withoutControls(problem.file)}:${problem.line}:${problem.column}`;
  const severity = paint(problem.severity, problem.severity === 'error' ? 'bad' : 'accent');
  const lines = [
    `${paint(place, 'strong')} ${severity} ${paint(problem.rule, 'muted')}`,
    `  ${problem.message}`,
  ];
  if (problem.source !== undefined && problem.source.trim() !== '') {
    const { line, marks } = frameOf(problem.source, problem.column, problem.endColumn);
    const number = String(problem.line);
    lines.push(`  ${paint(`${number} |`, 'muted')} ${line}`);
    lines.push(`  ${paint(`${' '.repeat(number.length)} |`, 'muted')} ${paint(marks, 'mark')}`);
  }
  if (problem.hint !== undefined) lines.push(`  hint: ${problem.hint}`);
  return lines.join('\n');
}

function counted(count: number, what: string): string {
  if (count === 0) return '';
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
