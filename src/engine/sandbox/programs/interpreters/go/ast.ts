import type { Place } from './lex.ts';

/** A type, as its text: `int`, `[]string`, `map[string]int`, `func(int, ...any) (int, error)`, `*http.Request`. */
export type TypeText = string;

interface At {
  readonly at: Place;
}

/** A parameter; the last one of a function may be variadic. */
export interface Parameter extends At {
  readonly name: string;
  readonly type: TypeText;
  readonly variadic: boolean;
}

/** What a function takes and gives. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly results: readonly Parameter[];
}

/** An expression; `at` is where messages about it point to. */
export type Expression = At &
  (
    | { readonly kind: 'literal'; readonly type: 'int' | 'float' | 'rune' | 'string'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'selector'; readonly of: Expression; readonly name: string }
    | {
        readonly kind: 'call';
        readonly callee: Expression;
        readonly args: readonly Expression[];
        readonly spread: boolean;
        readonly end: Place;
      }
    | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
    | {
        readonly kind: 'slice';
        readonly of: Expression;
        readonly from: Expression | undefined;
        readonly to: Expression | undefined;
      }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
        readonly operatorAt: Place;
      }
    | { readonly kind: 'function'; readonly signature: Signature; readonly body: Block }
    | {
        readonly kind: 'composite';
        readonly type: TypeText;
        readonly items: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
      }
    | { readonly kind: 'type'; readonly type: TypeText }
  );

/** Statements between braces. */
export interface Block {
  readonly statements: readonly Statement[];
  /** Of the closing brace. */
  readonly end: Place;
}

/** A statement. `a++` is an `assign` with the operator `+`; `several` has declarations between parentheses. */
export type Statement = At &
  (
    | { readonly kind: 'expression'; readonly value: Expression }
    | {
        readonly kind: 'define';
        readonly names: readonly Expression[];
        readonly values: readonly Expression[];
      }
    | {
        readonly kind: 'assign';
        readonly operator: string;
        readonly targets: readonly Expression[];
        readonly values: readonly Expression[];
      }
    | {
        readonly kind: 'variable';
        readonly constant: boolean;
        readonly names: readonly { readonly name: string; readonly at: Place }[];
        readonly type: TypeText | undefined;
        readonly values: readonly Expression[];
      }
    | {
        readonly kind: 'if';
        readonly init: Statement | undefined;
        readonly condition: Expression;
        readonly then: Block;
        readonly otherwise: Statement | undefined;
      }
    | {
        readonly kind: 'for';
        readonly init: Statement | undefined;
        readonly condition: Expression | undefined;
        readonly post: Statement | undefined;
        readonly body: Block;
      }
    | {
        readonly kind: 'range';
        readonly names: readonly Expression[];
        readonly defines: boolean;
        readonly over: Expression;
        readonly body: Block;
      }
    | {
        readonly kind: 'switch';
        readonly init: Statement | undefined;
        readonly tag: Expression | undefined;
        readonly cases: readonly {
          readonly values: readonly Expression[] | undefined;
          readonly body: Block;
        }[];
      }
    | { readonly kind: 'return'; readonly values: readonly Expression[] }
    | { readonly kind: 'block'; readonly body: Block }
    | { readonly kind: 'break' }
    | { readonly kind: 'continue' }
    | { readonly kind: 'several'; readonly statements: readonly Statement[] }
  );

/** A function of the package; `at` is its name's place. */
export interface GoFunction extends At {
  readonly name: string;
  readonly signature: Signature;
  readonly body: Block;
}

/** A source file. */
export interface GoFile {
  /** As `./main.go`, for messages. */
  readonly name: string;
  readonly package: string;
  readonly imports: readonly { readonly path: string; readonly at: Place }[];
  readonly functions: readonly GoFunction[];
  readonly variables: readonly Extract<Statement, { readonly kind: 'variable' }>[];
}

/** @returns the text of a signature as a type */
export function signatureType({ parameters, results }: Signature): TypeText {
  const shown = parameters.map(({ type, variadic }) => (variadic ? `...${type}` : type)).join(', ');
  const given = results.map(({ type }) => type);
  return `func(${shown})${given.length === 0 ? '' : given.length === 1 ? ` ${given[0]}` : ` (${given.join(', ')})`}`;
}
