import type { Interpreter } from '../interpreter.ts';
import { str } from '../show.ts';
import { PyModule, type Value } from '../values.ts';

/** Makes a module for the program that an interpreter runs. */
export type Maker = (interpreter: Interpreter) => PyModule;

/** A module of the library. */
export const module = (name: string, attributes: Readonly<Record<string, Value>>): PyModule =>
  new PyModule(name, Object.entries(attributes));

/** What str() says of a value that may be left out. */
export const text = (value: Value | undefined): string => str(value ?? '');
