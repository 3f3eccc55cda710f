import type { Value } from '../values.ts';

/** Names that every Python program has, of one family, with what they stand for. */
export type Builtins = readonly (readonly [name: string, value: Value])[];
