import type { Task } from '../../kernel/process.ts';
import { expandEscapes } from '../escapes.ts';
import { quoteAlways } from '../quote.ts';
import type { Shell } from '../shell-state.ts';
import { declarationFlags, showVariable } from '../show.ts';
import { expandText } from './word.ts';

/** `${x@Q}` and its kin (bash). @returns the transformed values */
export function* transform(
  shell: Shell,
  name: string,
  operator: string,
  values: readonly string[],
  set: boolean,
): Task<string[]> {
  const out: string[] = [];
  if (!set && operator !== 'a') return out;
  switch (operator) {
    case 'Q':
    case 'K':
      return values.map(quoteAlways);
    case 'U':
      return values.map((value) => value.toUpperCase());
    case 'u':
      return values.map((value) => value.charAt(0).toUpperCase() + value.slice(1));
    case 'L':
      return values.map((value) => value.toLowerCase());
    case 'E':
      return values.map((value) => expandEscapes(value, 'ansi').text);
    case 'P':
      for (const value of values) out.push(yield* expandText(shell, value));
      return out;
    case 'A': {
      const variable = shell.variables.get(name);
      if (variable && declarationFlags(variable) === '')
        return values.map((value) => `${name}=${quoteAlways(value)}`);
      return variable
        ? [showVariable(name, variable, shell.kind)]
        : values.map((value) => `${name}=${quoteAlways(value)}`);
    }
    case 'a': {
      const variable = shell.variables.get(name);
      return variable ? [declarationFlags(variable)] : [''];
    }
    default:
      return [...values];
  }
}
