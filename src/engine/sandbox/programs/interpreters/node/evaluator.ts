import type {
  AnyNode,
  Class,
  Expression,
  Function as FunctionNode,
  Pattern,
  PrivateIdentifier,
  Super,
} from 'acorn';
import type { Task } from '../../../kernel/process.ts';
import type { Realm } from './realm.ts';
import type { Scope } from './scope.ts';
import type { JsFunction, Value } from './values.ts';

/** What running a statement needs of whoever evaluates expressions. */
export interface Evaluator {
  readonly realm: Realm;
  /** Says where the program is, for the traces of errors. */
  at(node: { loc?: { start: { line: number; column: number } } | null | undefined }): void;
  /** Counts, and lets the others have their turn now and then. */
  tick(): Task<void>;
  eval(node: Expression | Super | PrivateIdentifier, scope: Scope, name?: string): Task<Value>;
  assign(target: Pattern, value: Value, scope: Scope, declare?: 'const' | 'let' | 'var'): Task<void>;
  closure(node: FunctionNode & AnyNode, scope: Scope, name: string): JsFunction;
  classOf(node: Class, scope: Scope, name: string): Task<JsFunction>;
  /** Says that something is not modelled. */
  refuse(node: AnyNode, what: string): never;
}
