import type { Interpreter } from './interpreter.ts';
import { str } from './show.ts';
import type { Raised } from './values.ts';

/** @returns a traceback as Python prints it, without the marks under the lines */
export function traceback(error: Raised, sources: ReadonlyMap<string, readonly string[]>): string {
  const frames = error.frames.map(({ file, line, label }) => {
    const text = sources.get(file)?.[line - 1]?.trim();
    return `  File "${file}", line ${line}, in ${label}\n${text === undefined || text === '' ? '' : `    ${text}\n`}`;
  });
  const { type } = error.value;
  const message = str(error.value);
  const name =
    type.module === undefined || type.module === '__main__' ? type.name : `${type.module}.${type.name}`;
  return `Traceback (most recent call last):\n${frames.join('')}${name}${message === '' ? '' : `: ${message}`}\n`;
}

const SOURCES = new WeakMap<Interpreter, Map<string, readonly string[]>>();

/** @returns the lines of the files that a program was read from, for tracebacks */
export function sourcesOf(interpreter: Interpreter): Map<string, readonly string[]> {
  const known = SOURCES.get(interpreter) ?? new Map<string, readonly string[]>();
  SOURCES.set(interpreter, known);
  return known;
}
