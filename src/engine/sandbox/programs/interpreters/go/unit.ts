import type { Process, Task } from '../../../kernel/process.ts';
import type { Block, Expression, Signature, TypeText } from './ast.ts';
import type { GoError, Place } from './lex.ts';
import type { Scope } from './scope.ts';
import type { Code, Env, GoFunctionValue, GoValue } from './values.ts';

/** A program while it is compiled and run: what its parts need of each other. */
export interface Unit {
  readonly errors: GoError[];
  readonly functions: ReadonlyMap<string, { readonly type: TypeText; readonly value: GoFunctionValue }>;
  /** Says that a package is used. Throws GoError where it is not imported */
  usePackage(name: string, at: Place): void;
  isImported(name: string): boolean;
  expression(node: Expression, scope: Scope): Code;
  /** Compiles a function. @returns what makes it, of the variables around it */
  functionOf(signature: Signature, body: Block, scope: Scope): (env: Env) => GoFunctionValue;
  /** What a package or a value has under a name. Throws GoError, GoRefused */
  selector(node: Extract<Expression, { readonly kind: 'selector' }>, scope: Scope): Code;
  /** Called in loops and calls: lets the others have their turn. */
  tick(): Task<void>;
}

/** What the library knows of the process that a program runs in. */
export interface Runtime {
  readonly process: Process;
  /** Handlers of the default ServeMux. */
  readonly handlers: { readonly pattern: string; readonly handler: GoValue }[];
}
