import type { Pattern } from '../../support/regex/pattern.ts';

/** Where a command of sed applies. `pattern` undefined: the last one used. */
export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'match'; readonly pattern: Pattern | undefined }
  | { readonly kind: 'plus'; readonly count: number }
  | { readonly kind: 'multiple'; readonly of: number };

/** What is put in for a match: texts, groups, changes of case. */
export type Replacement = readonly (
  | string
  | { readonly group: number }
  | { readonly turn: 'U' | 'L' | 'u' | 'l' | 'E' }
)[];

/** A command of sed, with where it applies. */
export interface Command {
  readonly name: string;
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  /** Text of a, i, c; label of b, t, T; file of r, w; status of q. */
  readonly text: string;
  readonly pattern?: Pattern | undefined;
  readonly replacement?: Replacement;
  readonly flags?: {
    readonly all: boolean;
    readonly print: boolean;
    readonly nth: number;
    readonly write: string | undefined;
  };
  readonly map?: ReadonlyMap<string, string>;
  /** Index of the `}` of a `{`. */
  end: number;
}
