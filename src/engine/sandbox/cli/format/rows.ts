import { executeTemplate } from '../../../../formats/go-template/execute.ts';
import { HEADER_FUNCTIONS } from '../../../../formats/go-template/functions.ts';
import { parseTemplate, type Template } from '../../../../formats/go-template/parse.ts';
import { TemplateError } from '../../../../formats/go-template/template-error.ts';
import { GoMap, type GoObject, type GoValue } from '../../../../formats/go-template/values.ts';
import { CommandError } from '../docker.ts';
import { alignTabs } from './table.ts';

/** How a kind of list is shown. */
export interface ListShape {
  /** The table that is shown when none is asked for, as a template: `{{.ID}}\t{{.Names}}`. */
  readonly table: string;
  /** What `-q` shows. */
  readonly quiet: string;
  /** Words over the columns. */
  readonly headers: Readonly<Record<string, string>>;
}

/** @returns a template that has been read. Throws CommandError as docker says it. */
export function readTemplate(text: string, exit = 1): Template {
  try {
    return parseTemplate(text);
  } catch (problem) {
    throw templateProblem(problem, exit);
  }
}

function templateProblem(problem: unknown, exit: number): unknown {
  return problem instanceof TemplateError
    ? new CommandError(`template parsing error: ${problem.message}`, exit)
    : problem;
}

/** @returns what a template prints. Throws CommandError as docker says it. */
export function runTemplate(
  template: Template,
  data: GoValue,
  functions?: Parameters<typeof executeTemplate>[2],
): string {
  try {
    return executeTemplate(template, data, functions);
  } catch (problem) {
    throw templateProblem(problem, 1);
  }
}

/**
 * A list as docker's formatter prints it (cli/command/formatter).
 * @param format what `--format` says, '' if nothing
 */
export function renderRows(
  shape: ListShape,
  rows: readonly GoObject[],
  format: string,
  quiet = false,
): string {
  const { isTable, text } = templateText(shape, format, quiet);
  const template = readTemplate(text);
  const lines = rows.map((row) => `${runTemplate(template, row)}\n`);
  if (!isTable) return lines.join('');
  const header = executeTemplate(template, new GoMap(shape.headers), HEADER_FUNCTIONS);
  return alignTabs(`${header}\n${lines.join('')}`);
}

function templateText(
  shape: ListShape,
  format: string,
  quiet: boolean,
): { readonly isTable: boolean; readonly text: string } {
  if (quiet && (format === '' || format === 'table')) return { isTable: false, text: shape.quiet };
  if (format === '' || format === 'table') return { isTable: true, text: shape.table };
  if (format === 'json') return { isTable: false, text: '{{json .}}' };
  const isTable = format.startsWith('table');
  const text = (isTable ? format.slice('table'.length) : format).replace(/^ +| +$/g, '');
  return { isTable, text: text.replace(/\\t/g, '\t').replace(/\\n/g, '\n') };
}
