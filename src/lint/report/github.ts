import type { Problem } from '../../content/problem.ts';
import { withoutControls } from '../../text/control.ts';

/**
 * Problems as workflow commands, which GitHub shows beside the lines of a pull request.
 *
 * @param problems the problems; their files should be relative to the repository
 * @returns one command a line, without a line end after the last
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport(problems: readonly Problem[]): string {
  return problems.map(commandOf).join('\n');
}

function commandOf(problem: Problem): string {
  const { file, line, column, endColumn, rule, severity, message, hint } = problem;
  const properties = [
    `file=${property(file)}`,
    `line=${line}`,
    `col=${column}`,
    ...(endColumn === undefined ? [] : [`endColumn=${endColumn}`]),
    `title=${property(rule)}`,
  ];
  const text = hint === undefined ? message : `${message} (${hint})`;
  return `::${severity} ${properties.join(',')}::${data(text)}`;
}

/** As the runner's own toolkit escapes the text of a command. */
function data(text: string): string {
  return withoutControls(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

/** As the runner's own toolkit escapes a property of a command. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
