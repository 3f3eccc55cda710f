import type { JsFunction, JsObject, Value } from './values.ts';

/** A variable. */
export interface Binding {
  value: Value;
  readonly constant: boolean;
  /** false: between the beginning of its block and its declaration. */
  ready: boolean;
}

/** What a function's body knows of its call. */
export interface Activation {
  self: Value;
  /** false in a derived constructor before `super()`. */
  hasSelf: boolean;
  readonly home: JsObject | undefined;
  readonly callee: JsFunction | undefined;
  readonly target: JsFunction | undefined;
  readonly file: string;
}

/** The variables of a block, a function or a module. */
export class Scope {
  readonly names = new Map<string, Binding>();
  readonly outer: Scope | undefined;
  readonly activation: Activation;
  constructor(outer: Scope | undefined, activation: Activation) {
    this.outer = outer;
    this.activation = activation;
  }

  find(name: string): Binding | undefined {
    for (let at: Scope | undefined = this; at !== undefined; at = at.outer) {
      const binding = at.names.get(name);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  declare(name: string, value: Value, constant = false, ready = true): void {
    this.names.set(name, { value, constant, ready });
  }

  inner(): Scope {
    return new Scope(this, this.activation);
  }
}
