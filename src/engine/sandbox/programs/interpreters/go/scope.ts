import type { TypeText } from './ast.ts';
import { GoError, type Place } from './lex.ts';
import type { Variable } from './values.ts';

/** The names of a block while it is compiled. */
export class Scope {
  readonly #names = new Map<string, { readonly variable: Variable; readonly at: Place }>();
  readonly #up: Scope | undefined;
  readonly errors: GoError[];
  constructor(errors: GoError[], up?: Scope) {
    this.errors = errors;
    this.#up = up;
  }

  inner(): Scope {
    return new Scope(this.errors, this);
  }

  find(name: string): Variable | undefined {
    return this.#names.get(name)?.variable ?? this.#up?.find(name);
  }

  /** @returns a variable of this block itself */
  own(name: string): Variable | undefined {
    return this.#names.get(name)?.variable;
  }

  /** Makes a variable known. Throws GoError if the block has one of that name */
  declare(name: string, type: TypeText, at: Place, more: Partial<Variable> = {}): Variable {
    const variable: Variable = { name, type, used: false, ...more };
    if (name === '_' || name === '') return variable;
    if (this.#names.has(name)) throw new GoError(at, `${name} redeclared in this block`);
    this.#names.set(name, { variable, at });
    return variable;
  }

  /** Reports what was declared in this block and never looked at. */
  close(): void {
    for (const { variable, at } of this.#names.values())
      if (!variable.used) this.errors.push(new GoError(at, `declared and not used: ${variable.name}`));
  }
}
