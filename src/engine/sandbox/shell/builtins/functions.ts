import { print } from 'unbash/printer';
import type { Task } from '../../kernel/process.ts';
import type { Shell } from '../shell-state.ts';

/** @returns a function's definition as text */
export function functionText(shell: Shell, name: string): string | undefined {
  const definition = shell.functions.get(name);
  if (!definition) return undefined;
  const text = definition.source.text.slice(definition.pos, definition.end);
  const printed = print(shell.parse(text).script).trimEnd();
  const body = printed.slice(printed.indexOf('{') + 1, printed.lastIndexOf('}')).trim();
  const lines = body
    .split('\n')
    .map((line) => line.replace(/^( {2})+/, (indent) => indent + indent))
    .map((line, at) => (at === 0 ? `    ${line}` : `  ${line}`));
  return `${name} () \n{ \n${lines.map((line) => line.replace(/^ {2}(?=\S)/, '    ')).join('\n')}\n}`;
}

/** `declare -f` and `-F`. @returns 1 if one of the names is no function */
export function* showFunctions(shell: Shell, names: readonly string[], onlyNames: boolean): Task<number> {
  let status = 0;
  for (const name of names.length > 0 ? names : [...shell.functions.keys()].sort()) {
    const text = functionText(shell, name);
    if (text === undefined) status = 1;
    else
      yield* shell.write(
        1,
        onlyNames ? (names.length > 0 ? `${name}\n` : `declare -f ${name}\n`) : `${text}\n`,
      );
  }
  return status;
}
