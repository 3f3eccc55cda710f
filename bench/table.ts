import { median, medianRatio, type Pairs } from './measure.ts';

/** One line of the table. */
export interface Row {
  readonly name: string;
  /** What was measured, with its unit. */
  readonly value: string;
  /** What the same took at the baseline, with its unit; empty where there is none. */
  readonly baseline: string;
  /** The number that the target is about. */
  readonly result: number;
  /** What follows the number: `×` for a ratio, ` ms`, nothing for a count. */
  readonly unit: '×' | ' ms' | '';
  /** The most that the result may be; absent where nothing was promised. */
  readonly target?: number;
}

/** A part of the table, with what the baseline of its lines is. */
export interface Section {
  readonly title: string;
  readonly baseline: string;
  readonly rows: readonly Row[];
}

/**
 * A line for pairs of measurements: the median of each side, and the median of the ratios.
 *
 * @param format writes a measurement with its unit
 * @param target the most that the ratio may be
 */
export function ratioRow(
  name: string,
  pairs: Pairs,
  format: (value: number) => string,
  target?: number,
): Row {
  return {
    name,
    value: format(median(pairs.subject)),
    baseline: format(median(pairs.baseline)),
    result: medianRatio(pairs),
    unit: '×',
    ...(target === undefined ? {} : { target }),
  };
}

/** Milliseconds, with as many digits as tell something. */
export function milliseconds(value: number): string {
  return `${value.toFixed(value < 1 ? 3 : value < 100 ? 1 : 0)} ms`;
}

/** Mebibytes, of a number of kibibytes. */
export function mebibytes(kibibytes: number): string {
  return `${(kibibytes / 1024).toFixed(1)} MiB`;
}

/** Whether a line keeps its promise; nothing if it made none. */
export function isMet({ result, target }: Row): boolean | undefined {
  return target === undefined ? undefined : result <= target;
}

/** A section as a table in Markdown, its columns aligned for reading as text too. */
export function markdownTable({ baseline, rows }: Section): string {
  const head = ['what', 'measured', baseline, 'result', 'target', ''];
  const lines = rows.map((row) => [
    row.name,
    row.value,
    row.baseline,
    number(row.result, row.unit),
    row.target === undefined ? '' : `≤ ${row.target}${row.unit}`,
    { true: 'met', false: '**missed**', undefined: '' }[String(isMet(row)) as 'true' | 'false' | 'undefined'],
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]!.length)));
  const write = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(Math.max(3, width))).join(' | ')} |`;
  return [write(head), rule, ...lines.map(write)].join('\n');
}

function number(value: number, unit: Row['unit']): string {
  return `${unit === '' ? value : value.toFixed(value < 10 ? 2 : 1)}${unit}`;
}
