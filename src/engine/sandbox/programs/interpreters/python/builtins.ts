import { consoleNames } from './builtins/console.ts';
import { iterationNames } from './builtins/iteration.ts';
import { typeNames } from './builtins/types.ts';
import { valueNames } from './builtins/values.ts';
import type { Interpreter } from './interpreter.ts';
import { leave } from './library/sys.ts';
import { errors, plain, type Value } from './values.ts';

/** @returns the names that every Python program has */
export function builtinsOf(interpreter: Interpreter): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ...typeNames(interpreter),
    ...Object.entries(errors),
    ['IOError', errors['OSError']!],
    ['__builtins__', null],
    ...consoleNames(interpreter),
    ...iterationNames(interpreter),
    ...valueNames(interpreter),
    ['exit', plain('exit', ([code]) => leave(code ?? null))],
    ['quit', plain('quit', ([code]) => leave(code ?? null))],
  ]);
}
