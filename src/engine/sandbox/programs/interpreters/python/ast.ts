/** Expressions and statements of the sandbox's Python. Every node knows its line. */
export type Expr = { readonly line: number } & (
  | {
      readonly is: 'constant';
      readonly value:
        | null
        | boolean
        | number
        | string
        | { readonly float: number }
        | { readonly bytes: string };
    }
  | { readonly is: 'name'; readonly name: string }
  | {
      readonly is: 'joined';
      readonly parts: readonly (
        | string
        | { readonly expr: Expr; readonly conversion: string; readonly spec: readonly (string | Expr)[] }
      )[];
    }
  | { readonly is: 'tuple' | 'list' | 'set'; readonly items: readonly Expr[] }
  | { readonly is: 'dict'; readonly pairs: readonly (readonly [key: Expr | undefined, value: Expr])[] }
  | { readonly is: 'star'; readonly value: Expr }
  | { readonly is: 'unary'; readonly operator: string; readonly value: Expr }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Expr; readonly right: Expr }
  | {
      readonly is: 'compare';
      readonly left: Expr;
      readonly rest: readonly (readonly [operator: string, value: Expr])[];
    }
  | { readonly is: 'logic'; readonly operator: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
  | { readonly is: 'if'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr }
  | {
      readonly is: 'call';
      readonly callee: Expr;
      readonly args: readonly Expr[];
      readonly named: readonly (readonly [name: string | undefined, value: Expr])[];
    }
  | { readonly is: 'attribute'; readonly value: Expr; readonly name: string }
  | { readonly is: 'index'; readonly value: Expr; readonly index: Expr }
  | {
      readonly is: 'slice';
      readonly from: Expr | undefined;
      readonly to: Expr | undefined;
      readonly step: Expr | undefined;
    }
  | { readonly is: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expr }
  | {
      readonly is: 'comprehension';
      readonly kind: 'list' | 'set' | 'dict';
      readonly key: Expr | undefined;
      readonly value: Expr;
      readonly loops: readonly {
        readonly target: Expr;
        readonly of: Expr;
        readonly tests: readonly Expr[];
      }[];
    }
);

export interface Parameter {
  readonly name: string;
  readonly kind: 'plain' | 'rest' | 'named-rest' | 'only-named';
  readonly value: Expr | undefined;
}

export type Stmt = { readonly line: number } & (
  | { readonly is: 'expr'; readonly value: Expr }
  | { readonly is: 'assign'; readonly targets: readonly Expr[]; readonly value: Expr }
  | { readonly is: 'augment'; readonly target: Expr; readonly operator: string; readonly value: Expr }
  | {
      readonly is: 'if';
      readonly test: Expr;
      readonly then: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
    }
  | {
      readonly is: 'while';
      readonly test: Expr;
      readonly body: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
    }
  | {
      readonly is: 'for';
      readonly target: Expr;
      readonly of: Expr;
      readonly body: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
    }
  | {
      readonly is: 'def';
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: readonly Stmt[];
      readonly decorators: readonly Expr[];
    }
  | {
      readonly is: 'class';
      readonly name: string;
      readonly bases: readonly Expr[];
      readonly body: readonly Stmt[];
      readonly decorators: readonly Expr[];
    }
  | { readonly is: 'return'; readonly value: Expr | undefined }
  | { readonly is: 'raise'; readonly value: Expr | undefined; readonly cause: Expr | undefined }
  | {
      readonly is: 'try';
      readonly body: readonly Stmt[];
      readonly handlers: readonly {
        readonly type: Expr | undefined;
        readonly name: string | undefined;
        readonly body: readonly Stmt[];
      }[];
      readonly otherwise: readonly Stmt[];
      readonly last: readonly Stmt[];
    }
  | {
      readonly is: 'with';
      readonly items: readonly { readonly value: Expr; readonly as: Expr | undefined }[];
      readonly body: readonly Stmt[];
    }
  | {
      readonly is: 'import';
      readonly names: readonly { readonly name: string; readonly as: string | undefined }[];
    }
  | {
      readonly is: 'from';
      readonly module: string;
      readonly names: readonly { readonly name: string; readonly as: string | undefined }[];
    }
  | { readonly is: 'global'; readonly names: readonly string[]; readonly outer: boolean }
  | { readonly is: 'delete'; readonly targets: readonly Expr[] }
  | { readonly is: 'assert'; readonly test: Expr; readonly message: Expr | undefined }
  | { readonly is: 'pass' | 'break' | 'continue' }
);
